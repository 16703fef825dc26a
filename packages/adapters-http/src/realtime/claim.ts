import type { ListenerClaim } from '@parlance/core'
import { z } from 'zod'

const number = z.preprocess(
  (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
  z.int().positive(),
)

const identifierSchema = z.object({
  channel: z.literal('RoomChannel'),
  pubsub_token: z.string().min(1).max(512),
  user_id: number.nullish(),
  account_id: number.nullish(),
})

/** Longest identifier of a subscription, in characters. */
const LONGEST = 4_096

/** What the identifier of a subscription claims; null for one that claims nothing. */
export const claimIn = (identifier: string): ListenerClaim | null => {
  if (identifier.length > LONGEST) return null
  const read = identifierSchema.safeParse(parsed(identifier))
  if (!read.success) return null
  const { pubsub_token: pubsubToken, user_id: memberNumber, account_id: accountNumber } = read.data
  return memberNumber && accountNumber ? { pubsubToken, memberNumber, accountNumber } : { pubsubToken }
}

/** What the text says as JSON; undefined when it is none. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
