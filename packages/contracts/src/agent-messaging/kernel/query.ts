import type { AgentIdentityId, ConversationId } from '@parlance/core'
import { z } from 'zod'

const WHOLE = /^-?\d{1,9}$/

const whole = (value: unknown): unknown =>
  typeof value === 'string' && WHOLE.test(value) ? Number(value) : value

const TRUTHS: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['1', true],
  ['0', false],
])

const truth = (value: unknown): unknown => {
  const meant = TRUTHS.get(typeof value === 'string' ? value.toLowerCase() : value)
  return meant ?? value
}

/** A boolean of a query string; left out for neither. */
export const queryFlag = z.preprocess(truth, z.boolean().optional()).optional()

/** How deep a list may be looked into. */
export const DEEPEST_OFFSET = 100_000

/** Which part of a list. */
export const pageFields = {
  limit: z
    .preprocess(whole, z.int().min(1).max(200).default(50))
    .optional()
    .transform((limit) => limit ?? 50)
    .describe('How many at most: 1 to 200, 50 when it is left out'),
  offset: z
    .preprocess(whole, z.int().min(0).max(DEEPEST_OFFSET).default(0))
    .optional()
    .transform((offset) => offset ?? 0)
    .describe('How many are passed over'),
}

// Their types say whose ids they are, once they are known to be ids.
/** The id of an identity. */
export const identityId = z.guid().transform((id) => id.toLowerCase() as AgentIdentityId)

/** The id of a conversation. */
export const conversationId = z.guid().transform((id) => id.toLowerCase() as ConversationId)

/** The identity that a list is narrowed to. */
export const ofIdentity = {
  agent_identity_id: identityId
    .optional()
    .describe('Only of this identity; with a key of an identity, that one or none'),
}
