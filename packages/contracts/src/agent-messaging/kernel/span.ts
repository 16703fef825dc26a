import { DAY, MINUTE, type Timestamp } from '@parlance/core'
import { z } from 'zod'

/** From the first moment on, up to before the other; null for no bound. */
export interface AskedSpan {
  readonly from: Timestamp | null
  readonly before: Timestamp | null
}

const MOMENT =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:(Z)|([+\- ])(\d\d):?(\d\d)?)?)?$/i

interface Written {
  /** What the clock shows, as if it were in UTC. */
  readonly wall: number
  readonly dateOnly: boolean
  /** Milliseconds before UTC; null where it is told by the time zone. */
  readonly offset: number | null
}

const part = (text: string | undefined): number => Number(text ?? 0)

const written = (text: string): Written | null => {
  const found = MOMENT.exec(text.trim())
  if (!found) return null
  const [, year, month, day, hour, minute, second, fraction, utc, sign, offsetHours, offsetMinutes] = found
  const wall = Date.UTC(part(year), part(month) - 1, part(day), part(hour), part(minute), part(second))
  // What is no date is another one when it is read back.
  const back = new Date(wall).toISOString()
  const told = `${year}-${month}-${day}T${hour ?? '00'}:${minute ?? '00'}:${second ?? '00'}`
  if (!back.startsWith(told) || part(offsetHours) > 23 || part(offsetMinutes) > 59) return null
  // A plus sign that nobody escaped has become a space.
  const direction = sign === '-' ? -1 : 1
  const offset = sign ? direction * (part(offsetHours) * 60 + part(offsetMinutes)) * MINUTE : null
  return {
    wall: wall + Math.floor(part(`0.${fraction ?? 0}`) * 1_000),
    dateOnly: hour === undefined,
    offset: utc ? 0 : offset,
  }
}

const formatIn = (timeZone: string): Intl.DateTimeFormat =>
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

/** How far the clocks of a time zone are ahead of UTC at a moment. */
const aheadAt = (format: Intl.DateTimeFormat, at: Timestamp): number => {
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const shown = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'))
  return shown - Math.floor(at / 1_000) * 1_000
}

/** The moment at which the clocks of a time zone show this; the first one that they show it at. */
const momentOf = (wall: number, format: Intl.DateTimeFormat): Timestamp => {
  const guess = wall - aheadAt(format, wall - DAY)
  return wall - aheadAt(format, guess) === guess ? guess : wall - aheadAt(format, wall)
}

const isTimeZone = (name: string): boolean => {
  try {
    formatIn(name)
    return true
  } catch {
    return false
  }
}

const moment = z
  .string()
  .max(64)
  .refine((text) => written(text) !== null, 'must be a date or a time, in ISO 8601')

/** The part of time that a list is narrowed to. */
export const spanFields = {
  start_datetime: moment
    .optional()
    .describe('Nothing earlier: a day, or a time; without an offset in the time zone `tz`'),
  end_datetime: moment
    .optional()
    .describe('Nothing later: a day, with all of it, or a time; without an offset in the time zone `tz`'),
  tz: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be the IANA name of a time zone')
    .optional()
    .describe('The time zone of days and of times without an offset; UTC when it is left out'),
}

interface Asked {
  readonly start_datetime?: string | undefined
  readonly end_datetime?: string | undefined
  readonly tz?: string | undefined
}

/** The part of time that was asked for. Both ends belong to it, and a day with all its hours. */
export const toSpan = ({ start_datetime, end_datetime, tz = 'UTC' }: Asked): AskedSpan => {
  const format = formatIn(tz)
  const at = ({ wall, offset }: Written) => (offset === null ? momentOf(wall, format) : wall - offset)
  const [start, end] = [start_datetime, end_datetime].map((text) => (text ? written(text) : null))
  return {
    from: start ? at(start) : null,
    before: end ? (end.dateOnly ? at({ ...end, wall: end.wall + DAY }) : at(end) + 1) : null,
  }
}
