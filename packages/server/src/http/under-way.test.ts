import { describe, expect, it } from '@jest/globals'
import { createUnderWay } from './under-way.ts'

describe('what is under way', () => {
  it('is what came and has not gone', () => {
    const underWay = createUnderWay<string>()
    const leave = underWay.enter('one')
    underWay.enter('two')
    leave()
    expect(underWay.all()).toEqual(['two'])
  })

  it('may go twice, and takes nobody else along', () => {
    const underWay = createUnderWay<string>()
    const leave = underWay.enter('one')
    leave()
    underWay.enter('two')
    leave()
    underWay.enter('three')
    expect(underWay.all().toSorted()).toEqual(['three', 'two'])
  })
})
