import { z } from 'zod'
import { integer } from '../../kernel/index.ts'

/** The most that a list tells at once. */
export const MOST_LISTED = 200

/** How much a list tells when nobody says. */
export const STANDARD_LISTED = 50

/** The last place that a list can be asked for. */
const LAST_OFFSET = 1_000_000

const limit = integer
  .pipe(z.int().min(1).max(MOST_LISTED).nullish())
  .transform((sent) => sent ?? STANDARD_LISTED)
  .describe(`How many at the most: 1–${MOST_LISTED}, ${STANDARD_LISTED} when it is left out`)

const offset = integer
  .pipe(z.int().min(0).max(LAST_OFFSET).nullish())
  .transform((sent) => sent ?? 0)
  .describe('How many are passed over')

/** What a list may be asked for: how much of it, and from where on. */
export const listQuerySchema = z.object({ limit, offset })

/** How much of a list is asked for. */
export type ListQuery = z.output<typeof listQuerySchema>

/** The schema of a list of these. */
export const listSchema = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item).describe('What was found'),
    total: z.int().describe('How many there are in all'),
    limit: z.int().describe('How many were asked for at the most'),
    offset: z.int().describe('How many were passed over'),
  })

/** Part of a list as it is answered. */
export const presentList = <T, W>(
  found: { readonly items: readonly T[]; readonly total: number },
  { limit: asked, offset: passed }: Pick<ListQuery, 'limit' | 'offset'>,
  present: (item: T) => W,
) => ({ items: found.items.map(present), total: found.total, limit: asked, offset: passed })

/** The part of a list that was asked for, of one that is held whole. */
export const cutList = <T>(
  all: readonly T[],
  { limit: asked, offset: passed }: Pick<ListQuery, 'limit' | 'offset'>,
): { readonly items: readonly T[]; readonly total: number } => ({
  items: all.slice(passed, passed + asked),
  total: all.length,
})
