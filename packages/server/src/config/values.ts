import { z } from 'zod'

/** How the text of an environment variable becomes a value. Every schema here takes text and says what it wants. */

/** A whole number from `least` to `most`. */
export const wholeNumber = (least: number, most: number) => {
  const problem = `must be a whole number from ${least} to ${most}`
  return z
    .string()
    .regex(/^\d{1,10}$/, problem)
    .transform(Number)
    .refine((number) => number >= least && number <= most, problem)
}

/** `true` or `false`. */
export const yesOrNo = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((text): boolean => text === 'true')

const isUrl = (text: string, protocols: readonly string[]): boolean =>
  URL.canParse(text) && protocols.includes(new URL(text).protocol)

/** An address of one of these protocols, such as `https:`. */
export const urlOf = (protocols: readonly string[]) =>
  z
    .string()
    .refine(
      (text) => isUrl(text, protocols),
      `must be an address that begins with ${protocols.map((name) => `${name}//`).join(' or ')}`,
    )

/** Texts that are separated by commas; white space around them is dropped, empty ones are left out. */
export const listOf = (isSound: (text: string) => boolean, wanted: string) =>
  z
    .string()
    .transform((text): readonly string[] =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )
    .superRefine((parts, context) => {
      for (const part of parts.filter((one) => !isSound(one))) {
        context.addIssue({ code: 'custom', message: `must be ${wanted}; "${part}" is not one` })
      }
    })

const LONGEST_WAIT = 7 * 24 * 60 * 60 * 1_000
const MOST_WAITS = 20

/** 1–20 whole numbers of milliseconds, at most seven days each, that are separated by commas. */
export const waits = z
  .string()
  .transform((text): readonly number[] => text.split(',').map((part) => Number(part.trim() || Number.NaN)))
  .refine(
    (numbers) =>
      numbers.length <= MOST_WAITS &&
      numbers.every((number) => Number.isInteger(number) && number >= 0 && number <= LONGEST_WAIT),
    `must be at most ${MOST_WAITS} whole numbers from 0 to ${LONGEST_WAIT}, separated by commas`,
  )

const KEY_BYTES = 32
const HEX = /^[0-9a-f]{64}$/i

const keyIn = (text: string): Buffer =>
  HEX.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64')

/** Keys of 32 bytes, in base64 or hex. What is wrong with one is told without it. */
export const secretKeys = z
  .string()
  .transform((text): readonly Buffer[] =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '')
      .map(keyIn),
  )
  .refine(
    (keys) => keys.every(({ length }) => length === KEY_BYTES),
    'must be keys of 32 bytes in base64 or hex, separated by commas',
  )
