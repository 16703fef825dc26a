import { describe, expect, it } from '@jest/globals'
import { defined, mergeDeep, presence, signingSecret, tooLong } from './index.ts'

describe('fields', () => {
  it('say when a text is too long, and how long it may be', () => {
    expect(tooLong('name', 'xxx', 2)).toEqual([{ field: 'name', problem: 'too_long', limit: 2 }])
    expect(tooLong('name', 'xx', 2)).toEqual([])
    expect(tooLong('name', null, 2)).toEqual([])
  })

  it('take white space for nothing', () => {
    expect([presence('  '), presence(null), presence(' a ')]).toEqual([null, null, 'a'])
  })

  it('leave undefined members out, and keep null', () => {
    expect(defined({ a: undefined, b: null, c: 0 })).toEqual({ b: null, c: 0 })
  })

  it('merge objects at any depth, and replace anything else', () => {
    expect(mergeDeep({ a: { b: { c: 1 }, d: [1] } }, { a: { b: { e: 2 }, d: [2] } })).toEqual({
      a: { b: { c: 1, e: 2 }, d: [2] },
    })
  })

  it('keep a member named __proto__ from reaching any prototype', () => {
    const evil = JSON.parse('{"__proto__":{"polluted":true}}')
    mergeDeep({}, evil)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('a signing secret', () => {
  it('is base64 of what was made, with its prefix', () => {
    const secret = signingSecret({ token: () => `${'a-b_'.repeat(10)}abc` })
    expect(secret).toBe(`whsec_${'a+b/'.repeat(10)}abc=`)
  })
})
