import { REACTIONS, type ReactionId, type ReactionKind } from '@parlance/core'
import { z } from 'zod'
import { messageIdSchema } from './message-input.ts'

/** Tapbacks that can be sent; a `custom` one only comes in. */
const SENDABLE = REACTIONS.filter((one): one is Exclude<ReactionKind, 'custom'> => one !== 'custom')

export const sendImessageReactionSchema = z
  .object({
    message_id: messageIdSchema.describe('The message that it is for'),
    reaction: z.enum(SENDABLE).describe('Which one; it replaces the one that is there'),
    part_index: z
      .int()
      .min(0)
      .max(1_000)
      .nullish()
      .transform((part) => part ?? 0)
      .describe('The part of the message, from 0'),
  })
  .meta({ id: 'SendImessageReaction', description: 'A tapback to be sent' })

export const imessageReactionParamsSchema = z.object({
  reaction_id: z
    .guid()
    .transform((id) => id.toLowerCase() as ReactionId)
    .describe('The id of the tapback'),
})
