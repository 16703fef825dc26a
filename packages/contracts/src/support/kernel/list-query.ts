import { z } from 'zod'

const whole = (value: unknown): unknown =>
  typeof value === 'string' && /^-?\d{1,9}$/.test(value.trim()) ? Number(value) : value

/** The furthest that a list is paged into. */
export const MOST_SKIPPED = 100_000

/** `limit` and `offset` of a list, with how much is given without being asked for, and at the most. */
export const listPart = ({ standard, most }: { readonly standard: number; readonly most: number }) => ({
  limit: z.preprocess(whole, z.int().min(1).max(most)).default(standard).describe(`At most ${most}`),
  offset: z
    .preprocess(whole, z.int().min(0).max(MOST_SKIPPED))
    .default(0)
    .describe(`How many to skip, at most ${MOST_SKIPPED}`),
})

/** An e-mail address in a query; an empty one is none. */
export const emailQuery = z
  .string()
  .max(255)
  .optional()
  .transform((email) => email?.trim().toLowerCase() || null)
