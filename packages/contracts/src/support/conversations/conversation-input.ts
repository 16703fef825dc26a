import {
  type JsonObject,
  SUPPORT_CHANNELS,
  SUPPORT_PRIORITIES,
  SUPPORT_STATUSES,
  type SupportChannel,
  type SupportRequest,
} from '@parlance/core'
import { z } from 'zod'
import { requiredObject } from '../../kernel/index.ts'
import { emailQuery, listPart } from '../kernel/index.ts'
import { supportConversationSchema } from './conversation.ts'

const email = z.string().max(255).nullish()
const name = z.string().max(255).nullish()

export const openSupportConversationSchema = z
  .object({
    subject: z.string().describe('1–500 characters'),
    user_email: email.describe('Who asks: looked up in any case, or made; anonymous when it is left out'),
    description: z.string().nullish().describe('Becomes the first message'),
    user_first_name: name.describe('Of a requester who is not known yet'),
    user_last_name: name.describe('Of a requester who is not known yet'),
    priority: z.enum(SUPPORT_PRIORITIES).nullish().describe('`normal` when it is left out'),
    channel: z
      .enum(SUPPORT_CHANNELS)
      .nullish()
      .describe('`web` with a client key and `api` with a server key when it is left out'),
    metadata: requiredObject.optional().describe('Any JSON object'),
  })
  .meta({ id: 'OpenSupportConversation', description: 'A conversation to open' })

/** What the engine is asked for; `standard` is the channel when none was named. */
export const toSupportRequest = (
  input: z.output<typeof openSupportConversationSchema>,
  standard: SupportChannel,
): SupportRequest => ({
  subject: input.subject,
  description: input.description ?? null,
  requesterEmail: input.user_email ?? null,
  firstName: input.user_first_name ?? null,
  lastName: input.user_last_name ?? null,
  priority: input.priority ?? 'normal',
  channel: input.channel ?? standard,
  metadata: (input.metadata ?? {}) as JsonObject,
})

export const supportListQuerySchema = z.object({
  user_email: emailQuery.describe('Only those of this requester; a client key must name one'),
  status: z.enum(SUPPORT_STATUSES).optional().describe('Only those with this status'),
  ...listPart({ standard: 20, most: 100 }),
})

export const supportConversationListSchema = z
  .object({
    count: z.int().describe('All that match, on every page'),
    next: z.string().nullable().describe('Where the next page is'),
    previous: z.string().nullable().describe('Where the page before is'),
    results: z.array(supportConversationSchema).describe('Newest first'),
  })
  .meta({ id: 'SupportConversationList', description: 'A page of conversations' })

/** Whose conversation is asked for: what a client key must say. */
export const requesterQuerySchema = z.object({
  user_email: emailQuery.describe('The requester; a client key reaches its conversation by naming it'),
})
