import { describe, expect, it } from '@jest/globals'
import { DEEPEST, unfitIn } from './unfit-json.ts'

const nested = (depth: number): unknown => JSON.parse(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)

describe('unfitIn', () => {
  it('lets through what can be kept', () => {
    for (const value of [null, 1, 'text 😀', {}, [], { a: ['x', { b: true }] }, nested(DEEPEST)]) {
      expect(unfitIn(value)).toBeNull()
    }
  })

  it('tells where a null character or half of a surrogate pair is', () => {
    expect(unfitIn('\u0000')).toEqual({ path: [], problem: 'null_character' })
    expect(unfitIn({ a: [1, { b: 'x\u0000' }] })).toEqual({
      path: ['a', '1', 'b'],
      problem: 'null_character',
    })
    expect(unfitIn({ a: { '\ud800': 1 } })).toEqual({ path: ['a'], problem: 'lone_surrogate' })
  })

  it('refuses what is nested without end, without falling over', () => {
    expect(unfitIn(nested(DEEPEST + 1))).toMatchObject({ problem: 'too_deep' })
    expect(unfitIn(nested(100_000))).toEqual({ path: ['a', 'a', 'a', 'a'], problem: 'too_deep' })
  })

  it('removes members that would be a prototype', () => {
    const value = JSON.parse('{"__proto__":{"x":1},"a":{"__proto__":{"y":1},"b":1}}')
    expect(unfitIn(value)).toBeNull()
    expect(JSON.stringify(value)).toBe('{"a":{"b":1}}')
  })
})
