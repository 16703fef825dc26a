import {
  LINE_STATUSES,
  type LineMedia,
  type LineMessage,
  type Message,
  type MessageLine,
  REACTIONS,
  type Reaction,
  SEND_STYLES,
} from '@parlance/core'
import { z } from 'zod'
import { fileUrl, isoMillis } from '../../channel/push/index.ts'
import { isoSchema } from '../kernel/index.ts'

const direction = z.enum(['inbound', 'outbound']).describe('Inbound: from the human')

const mediaSchema = z
  .object({
    url: z.string().describe('Where it can be fetched'),
    content_type: z.string().nullable().describe('What it is, as far as that is known'),
    size: z.int().nullable().describe('In bytes, as far as that is known'),
  })
  .meta({ id: 'ImessageMedia', description: 'A picture or another file' })

const service = z.enum(['imessage', 'sms', 'rcs'])

const recipientSchema = z
  .object({
    remote_number: z.string().describe('The phone number, in E.164'),
    delivery_status: z.enum(LINE_STATUSES).nullable().describe('How far it is'),
    service: service.nullable().describe('What it went by'),
    error_code: z.string().nullable().describe('What went wrong, for programs'),
    error_message: z.string().nullable().describe('What went wrong, in words'),
    error_reason: z.string().nullable().describe('Why it went wrong'),
    error_detail: z.string().nullable().describe('More about it'),
    sent_at: isoSchema.nullable().describe('When it went out'),
    delivered_at: isoSchema.nullable().describe('When it arrived'),
    failed_at: isoSchema.nullable().describe('When it failed'),
  })
  .meta({ id: 'ImessageRecipient', description: 'Somebody in a group' })

const liveReaction = {
  id: z.uuid().describe('The id of the tapback'),
  direction,
  reaction: z.enum(REACTIONS).describe('Which one it is'),
  custom_emoji: z.string().nullable().describe('The emoji of a `custom` one'),
  remote_number: z.string().nullable().describe("The human's phone number, in E.164"),
  part_index: z.int().describe('The part of the message that it is on, from 0'),
  created_at: isoSchema.describe('When it was tapped'),
}

const liveReactionSchema = z
  .object(liveReaction)
  .meta({ id: 'ImessageLiveReaction', description: 'A tapback that a message has' })

/** What webhooks tell of a message. */
const told = {
  id: z.uuid().describe('The id of the message'),
  conversation_id: z.uuid().describe('The conversation that it was said in'),
  assignment_id: z.uuid().nullable().describe('The connection that carried it'),
  direction,
  remote_number: z.string().nullable().describe("The human's phone number, in E.164"),
  sender_number: z.string().nullable().describe('In groups, who said it: always null'),
  participants: z.array(z.string()).nullable().describe('Of groups: always null'),
  is_group: z.boolean().describe('Whether it is of a group: never'),
  content: z.string().nullable().describe('What was said'),
  message_type: z.enum(['message', 'carousel']).describe('Carousels are not sent here'),
  service: service.describe('What it went by'),
  send_style: z.enum(SEND_STYLES).nullable().describe('How it is shown when it arrives'),
  media: z.array(mediaSchema).nullable().describe('What goes with it'),
  was_downgraded: z.boolean().nullable().describe('Whether it went by something less than was wanted'),
  status: z.enum(LINE_STATUSES).nullable().describe('How far it is'),
  error_code: z.string().nullable().describe('What went wrong, for programs'),
  error_message: z.string().nullable().describe('What went wrong, in words'),
  error_reason: z.string().nullable().describe('Why it went wrong'),
  error_detail: z.string().nullable().describe('More about it'),
  is_read: z.boolean().describe('Whether a message of the human is marked as read; others always are'),
  recipients: z.array(recipientSchema).nullable().describe('Of groups: always null'),
  reactions: z.array(liveReactionSchema).nullable().describe('The tapbacks that it has, oldest first'),
  created_at: isoSchema.describe('When it was said'),
  updated_at: isoSchema.describe('When something of it last changed'),
}

export const imessageWebhookMessageSchema = z
  .object(told)
  .meta({ id: 'ImessageWebhookMessage', description: 'A message, as webhooks tell it' })

export const imessageMessageSchema = z
  .object({ ...told, is_blocked: z.boolean().describe('Whether a rule kept it out when it came') })
  .meta({ id: 'ImessageMessage', description: 'Something that was said' })

export const imessageMessageListSchema = z.array(imessageMessageSchema)

export const sentImessageSchema = z
  .object({ message: imessageMessageSchema })
  .meta({ id: 'SentImessage', description: 'The message that was sent' })

export const imessageReactionSchema = z
  .object({
    ...liveReaction,
    conversation_id: z.uuid().describe('The conversation of the message'),
    assignment_id: z.uuid().nullable().describe('The connection that carried it'),
    target_message_id: z.uuid().describe('The message that it is on'),
    updated_at: isoSchema.describe('When it was last changed'),
  })
  .meta({ id: 'ImessageReaction', description: 'A tapback' })

const presentMedia = ({ url, contentType, size }: LineMedia): z.output<typeof mediaSchema> => ({
  url,
  content_type: contentType,
  size,
})

/** What went along over the line, or what a member attached. */
const mediaOf = ({ line, attachments = [] }: Message): z.output<typeof told.media> => {
  if (line?.media) return line.media.map(presentMedia)
  const files = attachments.flatMap((one) => ('file' in one ? [one.file] : []))
  if (files.length === 0) return null
  return files.map((file) => ({ url: fileUrl(file), content_type: file.contentType, size: file.size }))
}

const presentLiveReaction = (
  reaction: Reaction,
  remoteNumber: string,
): z.output<typeof liveReactionSchema> => ({
  id: reaction.id,
  direction: reaction.direction,
  reaction: reaction.reaction,
  custom_emoji: reaction.customEmoji,
  remote_number: remoteNumber,
  part_index: reaction.partIndex,
  created_at: isoMillis(reaction.createdAt),
})

const presentLine = (line: MessageLine, remoteNumber: string) => ({
  assignment_id: line.assignmentId,
  service: line.service,
  send_style: line.sendStyle,
  status: line.status,
  error_code: line.errorCode,
  error_message: line.errorMessage,
  error_reason: line.errorReason,
  error_detail: line.errorDetail,
  reactions: line.reactions.map((reaction) => presentLiveReaction(reaction, remoteNumber)),
})

/** A message as webhooks tell it; of one that went over no line nothing is known that lines know. */
export const presentImessageWebhookMessage = ({
  message,
  remoteNumber,
  isRead,
}: LineMessage): z.output<typeof imessageWebhookMessageSchema> => {
  const { line } = message
  const inbound = message.kind === 'incoming'
  return {
    ...(line ? presentLine(line, remoteNumber) : NO_LINE),
    id: message.id,
    conversation_id: message.conversationId,
    direction: inbound ? 'inbound' : 'outbound',
    remote_number: remoteNumber,
    sender_number: null,
    participants: null,
    is_group: false,
    content: message.content,
    message_type: 'message',
    media: mediaOf(message),
    was_downgraded: inbound || !line ? null : line.service !== 'imessage',
    is_read: isRead,
    recipients: null,
    created_at: isoMillis(message.createdAt),
    updated_at: isoMillis(message.updatedAt),
  }
}

const NO_LINE = {
  assignment_id: null,
  service: 'imessage',
  send_style: null,
  status: null,
  error_code: null,
  error_message: null,
  error_reason: null,
  error_detail: null,
  reactions: [],
} as const satisfies Partial<z.output<typeof imessageWebhookMessageSchema>>

/** A message, to whoever reads it. */
export const presentImessageMessage = (sent: LineMessage): z.output<typeof imessageMessageSchema> => ({
  ...presentImessageWebhookMessage(sent),
  is_blocked: sent.message.line?.isBlocked ?? false,
})

/** A tapback on a message. */
export const presentImessageReaction = (
  reaction: Reaction,
  { message, remoteNumber }: Pick<LineMessage, 'message' | 'remoteNumber'>,
): z.output<typeof imessageReactionSchema> => ({
  ...presentLiveReaction(reaction, remoteNumber),
  conversation_id: message.conversationId,
  assignment_id: message.line?.assignmentId ?? null,
  target_message_id: message.id,
  updated_at: isoMillis(reaction.updatedAt),
})
