import { describe, expect, it } from '@jest/globals'
import { mentionedNumbers } from './mentions.ts'

describe('mentions', () => {
  it.each<[string | null, boolean, readonly number[]]>([
    ['Ask [@Ada](mention://user/7/Ada) and [@Bo](mention://user/12/Bo%20B)', true, [7, 12]],
    ['[@Ada](mention://user/7/Ada), I mean [@Ada](mention://user/7/Ada)', true, [7]],
    ['[@Ada](mention://user/7/Ada)', false, []],
    ['Ada, mention://team/7 and mention://user/x', true, []],
    ['mention://user/1234567890123456', true, []],
    [null, true, []],
  ])('in %j, a note: %j', (content, isNote, numbers) => {
    expect(mentionedNumbers({ content, private: isNote })).toEqual(numbers)
  })

  it('are not more than 50 in a note', () => {
    const content = Array.from({ length: 60 }, (_, at) => `mention://user/${at + 1}/`).join(' ')
    expect(mentionedNumbers({ content, private: true })).toHaveLength(50)
  })
})
