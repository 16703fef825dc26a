import type { WorkingHours } from '../inboxes/index.ts'
import { DAY, MINUTE, type Timestamp } from '../kernel/index.ts'

/** When an inbox answers, and by which clock. */
export interface BusinessCalendar {
  /** Seven rows, Sunday first. */
  readonly workingHours: readonly WorkingHours[]
  /** IANA name; one that nobody knows counts as UTC. */
  readonly timezone: string
}

/** Days that are looked at one by one; of a longer time the rest counts by whole weeks. */
const SINGLE_DAYS = 366
const WEEK = 7 * DAY

/** Milliseconds of working hours between two moments; 0 when the second is not after the first. */
export const businessTime = (from: Timestamp, to: Timestamp, calendar: BusinessCalendar): number => {
  if (to <= from) return 0
  const weeks = Math.max(0, Math.ceil((to - from - SINGLE_DAYS * DAY) / WEEK))
  return weeks * weekly(calendar) + byDay(from, to - weeks * WEEK, calendar)
}

const weekly = ({ workingHours }: BusinessCalendar): number =>
  workingHours.reduce((sum, day) => {
    const [open, close] = hoursOf(day)
    return sum + Math.max(0, close - open)
  }, 0)

const byDay = (from: Timestamp, to: Timestamp, { workingHours, timezone }: BusinessCalendar): number => {
  const clock = clockOf(timezone)
  const last = clock.toLocal(to)
  let sum = 0
  for (let day = Math.floor(clock.toLocal(from) / DAY) * DAY; day <= last; day += DAY) {
    const hours = workingHours[new Date(day).getUTCDay()]
    if (!hours) continue
    const [open, close] = hoursOf(hours)
    if (close <= open) continue
    const begin = Math.max(from, clock.toInstant(day + open))
    const end = Math.min(to, clock.toInstant(day + close))
    sum += Math.max(0, end - begin)
  }
  return sum
}

/** When the day's hours begin and end, in milliseconds after its midnight. */
const hoursOf = (day: WorkingHours): readonly [number, number] => {
  if (day.closedAllDay) return [0, 0]
  if (day.openAllDay) return [0, DAY]
  return [minutes(day.openHour, day.openMinutes), minutes(day.closeHour, day.closeMinutes)]
}

const minutes = (hour: number | null, minute: number | null): number =>
  ((hour ?? 0) * 60 + (minute ?? 0)) * MINUTE

/** A clock on a wall: its time is written as the moment at which UTC shows the same. */
interface WallClock {
  readonly toLocal: (at: Timestamp) => number
  readonly toInstant: (local: number) => Timestamp
}

const clocks = new Map<string, WallClock>()

const clockOf = (timezone: string): WallClock => {
  const known = clocks.get(timezone)
  if (known) return known
  const clock = newClock(formatIn(timezone))
  clocks.set(timezone, clock)
  return clock
}

const newClock = (format: Intl.DateTimeFormat): WallClock => {
  const toLocal = (at: Timestamp): number => {
    const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
    return Date.UTC(year, month - 1, day, hour, minute, second) + (at - Math.floor(at / 1_000) * 1_000)
  }
  return {
    toLocal,
    // Twice, because the first guess may lie on the other side of a change to or from summer time.
    toInstant: (local) => {
      const guess = local - (toLocal(local) - local)
      return guess + (local - toLocal(guess))
    },
  }
}

const formatIn = (timezone: string): Intl.DateTimeFormat => {
  const format = (timeZone: string) =>
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
  try {
    return format(timezone)
  } catch {
    return format('UTC')
  }
}
