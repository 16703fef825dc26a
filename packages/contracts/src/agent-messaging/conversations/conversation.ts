import type { LineConversation, LineSummary } from '@parlance/core'
import { z } from 'zod'
import { isoMillis } from '../../channel/push/index.ts'
import {
  conversationId,
  identityId,
  isoSchema,
  ofIdentity,
  pageFields,
  queryFlag,
  spanFields,
  toSpan,
} from '../kernel/index.ts'

const identifiers = {
  id: z.uuid().describe('The id of the conversation'),
  assignment_id: z.uuid().nullable().describe('The connection that carries it'),
  assignment_status: z
    .enum(['active', 'released'])
    .nullable()
    .describe('Whether the identity may act in it now'),
  remote_number: z.string().nullable().describe("The human's phone number, in E.164"),
  participants: z.array(z.string()).nullable().describe('Of groups: always null, there are none'),
  is_group: z.boolean().describe('Whether it is a group: never'),
  group_creation_status: z
    .enum(['creating', 'not_created', 'ready'])
    .nullable()
    .describe('Of groups: always null'),
  created_at: isoSchema.describe('When it was made'),
  updated_at: isoSchema.describe('When something last happened in it'),
}

export const imessageConversationSchema = z
  .object(identifiers)
  .meta({ id: 'ImessageConversation', description: 'What one human and one identity say to each other' })

export const imessageSummarySchema = z
  .object({
    ...identifiers,
    latest_text: z.string().nullable().describe('What was said last'),
    latest_message_at: isoSchema.nullable().describe('When that was'),
    latest_direction: z.enum(['inbound', 'outbound']).nullable().describe('Who said it'),
    latest_has_media: z.boolean().describe('Whether a picture or another file goes with it'),
    unread_count: z.int().describe('Messages of the human that are not marked as read, of those in view'),
    total_count: z.int().describe('Messages in view'),
  })
  .meta({ id: 'ImessageConversationSummary', description: 'A conversation with what was said last' })

export const imessageSummaryListSchema = z.array(imessageSummarySchema)

/** A conversation. The line that carries it is nobody's to know. */
export const presentImessageConversation = (
  conversation: LineConversation,
): z.output<typeof imessageConversationSchema> => ({
  id: conversation.id,
  assignment_id: conversation.connection.assignmentId,
  assignment_status: conversation.active ? 'active' : 'released',
  remote_number: conversation.remoteNumber,
  participants: null,
  is_group: false,
  group_creation_status: null,
  created_at: isoMillis(conversation.createdAt),
  updated_at: isoMillis(conversation.updatedAt),
})

/** A conversation with what was said last, of what is in view. */
export const presentImessageSummary = ({
  conversation,
  latest,
  unread,
  total,
}: LineSummary): z.output<typeof imessageSummarySchema> => ({
  ...presentImessageConversation(conversation),
  latest_text: latest.content,
  latest_message_at: isoMillis(latest.createdAt),
  latest_direction: latest.kind === 'incoming' ? 'inbound' : 'outbound',
  latest_has_media: (latest.line?.media?.length ?? 0) + (latest.attachments?.length ?? 0) > 0,
  unread_count: unread,
  total_count: total,
})

export const listImessageConversationsSchema = z.object({
  ...ofIdentity,
  ...pageFields,
  ...spanFields,
  is_blocked: queryFlag.describe(
    'True: only what a rule kept out; false: all but that; left out: all that the caller may see',
  ),
  include_groups: queryFlag.describe('Groups as well: there are none'),
})

/** What the engine is asked for. */
export const toImessagePage = (query: z.output<typeof listImessageConversationsSchema>) => ({
  narrowing: {
    agentIdentityId: query.agent_identity_id ?? null,
    isBlocked: query.is_blocked ?? null,
  },
  page: { ...toSpan(query), limit: query.limit, offset: query.offset },
})

export const imessageConversationParamsSchema = z.object({
  conversation_id: conversationId.describe('The id of the conversation'),
})

export const identityAssertionSchema = z.object({
  agent_identity_id: identityId.optional().describe('The identity whose conversation it must be'),
})

export const markedReadSchema = z
  .object({
    conversation_id: z.uuid().describe('The id of the conversation'),
    updated_count: z.int().describe('Messages that were not marked as read before'),
  })
  .meta({ id: 'MarkedRead', description: 'That a receipt went out' })

export const typingShownSchema = z
  .object({ status: z.literal('sent').describe('Always `sent`') })
  .meta({ id: 'TypingShown', description: 'That it was asked for' })

export const ofConversationSchema = z
  .object({ conversation_id: conversationId.describe('The id of the conversation') })
  .meta({ id: 'ImessageConversationNamed', description: 'The conversation that is meant' })
