import type { JsonObject, Timestamp } from '@parlance/core'
import { SECOND } from '@parlance/core'
import { z } from 'zod'
import { unfitIn } from './unfit-json.ts'

/*
 * What clients send is not always of the type that is asked for: forms know only text, and SDKs turn booleans and numbers
 * into strings. These schemas take what can be meant in one way only, and nothing else. In all of them null and, where a
 * type has no empty value, the empty string stand for "nothing".
 */

const plain = (value: unknown): unknown =>
  typeof value === 'number' || typeof value === 'boolean' ? String(value) : value

/** Text that must be there; numbers and booleans are taken as they are written. */
export const requiredText = z.preprocess(plain, z.string())

/** Text, or null. */
export const text = z.preprocess(plain, z.string().nullish()).optional()

const TRUTHS: ReadonlyMap<unknown, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
  ['', null],
])

const truth = (value: unknown): unknown => {
  const written = plain(value)
  const meant = typeof written === 'string' ? TRUTHS.get(written.toLowerCase()) : undefined
  return meant === undefined ? value : meant
}

/** true, false, or null; also as "true", "false", "1" and "0". */
export const flag = z.preprocess(truth, z.boolean().nullish()).optional()

const INTEGER = /^[+-]?\d{1,15}$/

const whole = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  const written = value.trim()
  if (written === '') return null
  return INTEGER.test(written) ? Number(written) : value
}

/** An integer that must be there; also as a string of digits. */
export const requiredInteger = z.preprocess(whole, z.int())

/** An integer, or null; also as a string of digits. */
export const integer = z.preprocess(whole, z.int().nullish()).optional()

/** A number in a path; anything else is the number of nothing. */
export const pathNumber = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
  z.int().min(0),
)

const listed = (value: unknown): unknown => (value === '' ? [] : value)

/** A list of integers that must be there. */
export const requiredIntegers = z.preprocess(listed, z.array(requiredInteger).max(1_000))

/** A list of texts that must be there; one text alone, as forms send it, is a list of one. */
export const requiredTexts = z.preprocess(
  (value) => (typeof value === 'string' && value !== '' ? [value] : listed(value)),
  z.array(requiredText).max(1_000),
)
const several = (value: unknown): unknown => {
  const sent = plain(value)
  if (typeof sent === 'string') return sent.split(',')
  // A query string with many of them comes as an object whose keys are their places.
  return typeof sent === 'object' && sent !== null && !Array.isArray(sent) ? Object.values(sent) : sent
}

/** A list of texts, or null; also as one text with commas. Blank ones are left out. */
export const texts = z
  .preprocess(
    several,
    z
      .array(requiredText.pipe(z.string().max(255)))
      .max(100)
      .nullish(),
  )
  .transform((list) => list?.map((one) => one.trim()).filter((one) => one !== ''))
  .optional()

/** What a JSON text says, since forms carry objects and lists as text; anything else is left as it is. */
export const fromJsonText = (value: unknown): unknown => {
  if (typeof value !== 'string') return value
  try {
    return value.trim() === '' ? null : JSON.parse(value)
  } catch {
    return value
  }
}

/** A list that must be there; also as a JSON text, null or an empty text for an empty one, and one value for a list of one. */
export const forgivingList = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => {
    const held = fromJsonText(value)
    if (held === undefined || Array.isArray(held)) return held
    return held === null ? [] : [held]
  }, z.array(item))

// What went through `JSON.parse` or a form is JSON; zod has no cheap way to say so.
const jsonObject = z.record(z.string(), z.unknown()) as unknown as z.ZodType<JsonObject>

const fit = (value: JsonObject | null | undefined): boolean => unfitIn(value) === null

/** An object of the caller's own making, or null; also as a JSON text, which is how forms carry one. */
export const freeObject = z
  .preprocess(fromJsonText, jsonObject.nullish().refine(fit, 'cannot be stored'))
  .optional()

/** Like `freeObject`, but it must be there, if only as null. */
export const requiredObject = z.preprocess(
  fromJsonText,
  jsonObject.nullable().refine(fit, 'cannot be stored'),
)

/** Like `freeObject`, but whatever is no object counts as an empty one. */
export const forgivingObject = z
  .preprocess(
    (value) => {
      const object = fromJsonText(value)
      const sound = typeof object === 'object' && object !== null && !Array.isArray(object)
      return sound ? object : {}
    },
    jsonObject.refine(fit, 'cannot be stored'),
  )
  .optional()

/** The last moment that a wire can write: 9999-12-31T23:59:59Z. */
const LAST_MOMENT: Timestamp = 253_402_300_799_000

const moment = (value: unknown): unknown => {
  const seconds = whole(value)
  if (typeof seconds === 'number') return seconds * SECOND
  if (typeof seconds !== 'string') return seconds
  const at = Date.parse(seconds)
  return Number.isNaN(at) ? value : at
}

/** A moment, or null: Unix seconds, as a number or a string of digits, or an ISO 8601 date and time. Gives milliseconds. */
export const instant = z.preprocess(moment, z.number().min(0).max(LAST_MOMENT).nullish()).optional()

const empty = (value: unknown): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.every(empty))

/** Something that other servers of this API take and this one doesn't: refused by name, unless it is empty. */
export const unsupported = z
  .unknown()
  .refine(empty, 'is not supported')
  .optional()
  .describe('Not supported: refused unless it is empty')
