import { describe, expect, it } from '@jest/globals'
import { full, lean } from './lean.ts'

const STANDARD = { id: 'one', note: null, tags: [], settings: {} }

describe('what is made lean', () => {
  it('leaves out what is as usual', () => {
    expect(lean({ id: 'one', note: null, tags: [], settings: {} }, STANDARD)).toEqual({})
  })

  it.each([
    ['a value where there is usually none', { ...STANDARD, note: 'a' }],
    ['none where there usually is a value', { ...STANDARD, id: null }],
    ['a list with something in it', { ...STANDARD, tags: ['a'] }],
    ['an object with something in it', { ...STANDARD, settings: { a: null } }],
    ['an empty object where a list is usual', { ...STANDARD, tags: {} }],
    ['something that the standard does not know', { ...STANDARD, avatar: { size: 1 } }],
  ])('comes back with %s', (_what, value) => {
    const kept: object = JSON.parse(JSON.stringify(lean(value, STANDARD)))
    expect(full(kept, STANDARD)).toEqual(value)
    expect(Object.keys(kept)).toHaveLength(1)
  })
})
