import { z } from 'zod'

/** The last page that can be asked for. */
export const LAST_PAGE = 1_000_000

const orNothing = (value: unknown): unknown => (value === '' ? undefined : value)

/** The number of a page, as it was sent: some answers repeat it. */
export const sentPage = z
  .preprocess(
    orNothing,
    z
      .string()
      .regex(/^-?\d{1,15}$/)
      .refine((page) => Number(page) <= LAST_PAGE, `must be less than or equal to ${LAST_PAGE}`)
      .optional(),
  )
  .optional()
  .describe('The number of the page, from 1')

/** The page that was asked for: the first when none was, and for nought and less, which have always meant it. */
export const pageNumber = (sent: string | undefined): number => Math.max(1, Number(sent ?? 1))
