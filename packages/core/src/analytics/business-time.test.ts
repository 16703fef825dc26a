import { describe, expect, it } from '@jest/globals'
import { anInbox } from '@parlance/core/testing'
import { DAY, HOUR, MINUTE } from '../kernel/index.ts'
import { businessTime } from './business-time.ts'

/** Monday to Friday, 9 to 17. */
const { workingHours } = anInbox()
const at = (iso: string) => Date.parse(iso)
const within = (from: string, to: string, timezone = 'UTC') =>
  businessTime(at(from), at(to), { workingHours, timezone })

describe('businessTime', () => {
  it.each([
    { what: 'inside a day', from: '2026-01-05T10:00Z', to: '2026-01-05T10:30Z', expected: 30 * MINUTE },
    { what: 'before the day begins', from: '2026-01-05T06:00Z', to: '2026-01-05T10:00Z', expected: HOUR },
    { what: 'over a night', from: '2026-01-05T16:00Z', to: '2026-01-06T10:00Z', expected: 2 * HOUR },
    { what: 'over a weekend', from: '2026-01-09T16:00Z', to: '2026-01-12T09:30Z', expected: 90 * MINUTE },
    { what: 'on a Sunday', from: '2026-01-11T00:00Z', to: '2026-01-11T23:59Z', expected: 0 },
    { what: 'backwards', from: '2026-01-06T10:00Z', to: '2026-01-05T10:00Z', expected: 0 },
  ])('counts what lies in working hours: $what', ({ from, to, expected }) => {
    expect(within(from, to)).toBe(expected)
  })

  it('goes by the clock of the inbox, also when that is changed', () => {
    expect(within('2026-01-05T13:00Z', '2026-01-05T15:00Z', 'America/New_York')).toBe(HOUR)
    expect(within('2026-07-06T06:00Z', '2026-07-06T08:00Z', 'Europe/Berlin')).toBe(HOUR)
    // Clocks go forward on Sunday, 29 March: Monday begins an hour earlier.
    expect(within('2026-03-27T15:30Z', '2026-03-30T07:30Z', 'Europe/Berlin')).toBe(HOUR)
    expect(within('2026-01-05T03:30Z', '2026-01-05T04:30Z', 'Asia/Kolkata')).toBe(HOUR)
  })

  it('knows days that are open around the clock', () => {
    const open = workingHours.map((day) => ({ ...day, openAllDay: true, closedAllDay: false }))
    const [from, to] = [at('2026-01-05T10:00Z'), at('2026-01-08T10:00Z')]
    expect(businessTime(from, to, { workingHours: open, timezone: 'UTC' })).toBe(3 * DAY)
  })

  it('counts years by weeks', () => {
    const from = at('2020-01-06T00:00Z')
    expect(businessTime(from, from + 520 * 7 * DAY, { workingHours, timezone: 'UTC' })).toBe(520 * 40 * HOUR)
  })

  it('takes a time zone that nobody knows for UTC', () => {
    expect(within('2026-01-05T10:00Z', '2026-01-05T11:00Z', 'Mars/Olympus')).toBe(HOUR)
  })
})
