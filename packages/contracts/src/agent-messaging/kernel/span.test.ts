import { describe, expect, it } from '@jest/globals'
import { spanFields, toSpan } from './span.ts'

const iso = (at: number | null) => (at === null ? null : new Date(at).toISOString())

const span = (start: string | undefined, end?: string, tz?: string) => {
  const { from, before } = toSpan({ start_datetime: start, end_datetime: end, tz })
  return [iso(from), iso(before)]
}

describe('the part of time that is asked for', () => {
  it('has no bounds when none were sent', () => {
    expect(span(undefined)).toEqual([null, null])
  })

  it('takes days with all their hours, in the time zone', () => {
    expect(span('2026-03-01', '2026-03-02')).toEqual(['2026-03-01T00:00:00.000Z', '2026-03-03T00:00:00.000Z'])
    expect(span('2026-03-01', '2026-03-01', 'Asia/Tokyo')).toEqual([
      '2026-02-28T15:00:00.000Z',
      '2026-03-01T15:00:00.000Z',
    ])
  })

  it('knows days that have 23 or 25 hours', () => {
    expect(span('2026-03-29', '2026-03-29', 'Europe/Berlin')).toEqual([
      '2026-03-28T23:00:00.000Z',
      '2026-03-29T22:00:00.000Z',
    ])
    expect(span('2026-10-25', '2026-10-25', 'Europe/Berlin')).toEqual([
      '2026-10-24T22:00:00.000Z',
      '2026-10-25T23:00:00.000Z',
    ])
    expect(span('2026-11-01', '2026-11-01', 'America/New_York')).toEqual([
      '2026-11-01T04:00:00.000Z',
      '2026-11-02T05:00:00.000Z',
    ])
  })

  it('takes times with an offset as they are, whatever the time zone', () => {
    const told = ['2026-03-01T09:00:00.000Z', '2026-03-01T10:30:00.251Z']
    expect(span('2026-03-01T10:00:00+01:00', '2026-03-01T10:30:00.250Z', 'Asia/Tokyo')).toEqual(told)
    expect(span('2026-03-01T10:00 0100', '2026-03-01T05:30:00.250-0500')).toEqual(told)
  })

  it('takes times without one in the time zone', () => {
    expect(span('2026-07-01T09:00', undefined, 'Europe/Berlin')[0]).toBe('2026-07-01T07:00:00.000Z')
    expect(span('2026-01-01 09:00:30', undefined, 'Europe/Berlin')[0]).toBe('2026-01-01T08:00:30.000Z')
    expect(span('2026-01-01T09:00:30')[0]).toBe('2026-01-01T09:00:30.000Z')
  })

  it.each([
    '',
    'yesterday',
    '2026-02-30',
    '2026-13-01',
    '2026-01-01T25:00',
    '2026-01-01T10:61Z',
    '1767603600',
  ])('is refused when a bound is %j', (text) => {
    expect(spanFields.start_datetime.safeParse(text).success).toBe(false)
  })

  it('is refused with a time zone that is none', () => {
    expect(spanFields.tz.safeParse('Mars/Olympus').success).toBe(false)
    expect(spanFields.tz.safeParse('Europe/Berlin').success).toBe(true)
  })
})
