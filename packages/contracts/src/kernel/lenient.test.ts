import { describe, expect, it } from '@jest/globals'
import type { z } from 'zod'
import {
  flag,
  forgivingObject,
  freeObject,
  instant,
  integer,
  pathNumber,
  requiredInteger,
  requiredIntegers,
  requiredText,
  text,
  unsupported,
} from './lenient.ts'

const REFUSED = 'refused'
const read = (schema: z.ZodType, value: unknown): unknown => {
  const parsed = schema.safeParse(value)
  return parsed.success ? parsed.data : REFUSED
}

describe('lenient schemas', () => {
  it.each([
    [true, true],
    ['true', true],
    ['TRUE', true],
    ['1', true],
    [1, true],
    [false, false],
    ['false', false],
    ['0', false],
    [0, false],
    ['', null],
    [null, null],
    [undefined, undefined],
    ['yes', REFUSED],
    ['constructor', REFUSED],
    [2, REFUSED],
    [{}, REFUSED],
  ])('flag takes %j for %j', (value, meant) => {
    expect(read(flag, value)).toEqual(meant)
  })

  it.each([
    [12, 12],
    ['12', 12],
    [' 12 ', 12],
    ['-3', -3],
    ['', null],
    [null, null],
    [undefined, undefined],
    ['1.5', REFUSED],
    [1.5, REFUSED],
    ['1e3', REFUSED],
    ['0x10', REFUSED],
    ['12345678901234567890', REFUSED],
    [Number.NaN, REFUSED],
    [true, REFUSED],
  ])('integer takes %j for %j', (value, meant) => {
    expect(read(integer, value)).toEqual(meant)
  })

  it.each([
    ['7', 7],
    ['0', 0],
    ['-1', REFUSED],
    ['1.0', REFUSED],
    ['', REFUSED],
    ['9999999999999999', REFUSED],
  ])('pathNumber takes %j for %j', (value, meant) => {
    expect(read(pathNumber, value)).toEqual(meant)
  })

  it('requiredInteger and requiredText take nothing for nothing', () => {
    for (const value of [undefined, null]) {
      expect(read(requiredInteger, value)).toBe(REFUSED)
      expect(read(requiredText, value)).toBe(REFUSED)
    }
    expect(read(requiredText, 7)).toBe('7')
  })

  it('requiredIntegers takes a list, and the empty text of a form', () => {
    expect(read(requiredIntegers, ['1', 2])).toEqual([1, 2])
    expect(read(requiredIntegers, '')).toEqual([])
    expect(read(requiredIntegers, [null])).toBe(REFUSED)
    expect(read(requiredIntegers, Array(1_001).fill(1))).toBe(REFUSED)
  })

  it.each([
    ['a', 'a'],
    [1, '1'],
    [true, 'true'],
    [null, null],
    [['a'], REFUSED],
    [{}, REFUSED],
  ])('text takes %j for %j', (value, meant) => {
    expect(read(text, value)).toEqual(meant)
  })

  it.each([
    [{ a: 1 }, { a: 1 }, { a: 1 }],
    ['{"a":1}', { a: 1 }, { a: 1 }],
    ['', null, {}],
    [null, null, {}],
    ['{"a":', REFUSED, {}],
    ['[1]', REFUSED, {}],
    [[1], REFUSED, {}],
    [7, REFUSED, {}],
    ['{"a":"\\u0000"}', REFUSED, REFUSED],
  ])('freeObject takes %j for %j, forgivingObject for %j', (value, free, forgiving) => {
    expect(read(freeObject, value)).toEqual(free)
    expect(read(forgivingObject, value)).toEqual(forgiving)
  })

  it.each([
    [1_767_603_600, 1_767_603_600_000],
    ['1767603600', 1_767_603_600_000],
    ['2026-01-05T09:00:00Z', 1_767_603_600_000],
    ['2026-01-05T10:00:00+01:00', 1_767_603_600_000],
    ['', null],
    [null, null],
    ['soon', REFUSED],
    [-1, REFUSED],
    [1e15, REFUSED],
  ])('instant takes %j for %j', (value, meant) => {
    expect(read(instant, value)).toEqual(meant)
  })

  it('unsupported takes what is empty', () => {
    for (const value of [undefined, null, '', [], ['']]) expect(read(unsupported, value)).not.toBe(REFUSED)
    for (const value of ['x', ['x'], 0, false, {}]) expect(read(unsupported, value)).toBe(REFUSED)
  })
})
