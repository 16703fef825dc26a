import { describe, expect, it } from '@jest/globals'
import { toIso } from './moment.ts'
import { parseMoment } from './value-parsers.ts'

describe('moments', () => {
  it('come out of the database as milliseconds', () => {
    expect(parseMoment('2026-01-05 09:00:00+00')).toBe(1_767_603_600_000)
    expect(parseMoment('2026-01-05 09:00:00.123+00')).toBe(1_767_603_600_123)
    expect(parseMoment('2026-01-05 09:00:00.123987+00')).toBe(1_767_603_600_123)
    expect(parseMoment('1970-01-01 00:00:00+00')).toBe(0)
  })

  it('come out right from a session in another time zone', () => {
    expect(parseMoment('2026-01-05 14:30:00.5+05:30')).toBe(1_767_603_600_500)
  })

  it('that are none are refused', () => {
    expect(() => parseMoment('infinity')).toThrow(RangeError)
  })

  it('go into the database as ISO text, the same one again and again', () => {
    expect([1, 1, 2, 1].map(toIso)).toEqual([
      '1970-01-01T00:00:00.001Z',
      '1970-01-01T00:00:00.001Z',
      '1970-01-01T00:00:00.002Z',
      '1970-01-01T00:00:00.001Z',
    ])
  })
})
