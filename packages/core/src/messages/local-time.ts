import type { Timestamp } from '../kernel/index.ts'

/** A moment as a clock on the wall shows it. */
export interface LocalTime {
  /** 0 is Sunday. */
  readonly dayOfWeek: number
  /** Minutes since midnight. */
  readonly minute: number
  /** `2025-06-16`. */
  readonly date: string
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

/** There are some hundreds of time zones, and making a formatter takes long. */
const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (timezone: string): Intl.DateTimeFormat => {
  const known = formatters.get(timezone)
  if (known) return known
  const formatter = formatterIn(timezone) ?? formatterIn('UTC')
  if (!formatter) throw new Error('There is no UTC')
  // A name that is none is not kept: whoever makes them up could fill the memory.
  if (formatterIn(timezone)) formatters.set(timezone, formatter)
  return formatter
}

const formatterIn = (timeZone: string): Intl.DateTimeFormat | null => {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
  } catch {
    return null
  }
}

/** The moment in the time zone of this IANA name; in UTC when there is none of that name. */
export const localTime = (at: Timestamp, timezone: string): LocalTime => {
  const parts = new Map(
    formatterOf(timezone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  )
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? ''
  return {
    dayOfWeek: DAYS.indexOf(part('weekday')),
    minute: Number(part('hour')) * 60 + Number(part('minute')),
    date: `${part('year')}-${part('month')}-${part('day')}`,
  }
}
