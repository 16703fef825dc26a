import { type CarriedOut, REACTIONS, type Received } from '@parlance/core'
import { z } from 'zod'

const phone = z.string().min(1).max(32).describe('In E.164')

/** What a provider brings: something that a human sent to a line. */
export const inboundSchema = z.object({
  line: phone.describe('The line that it was sent to'),
  from: phone.describe('Who sent it'),
  text: z.string().nullish(),
  media: z
    .array(
      z.object({
        url: z.string(),
        content_type: z.string().max(255).nullish(),
        size: z.int().min(0).nullish(),
      }),
    )
    .max(100)
    .nullish(),
  external_id: z.string().describe('What the provider knows it by: what comes twice under one is one'),
  sent_at: z.iso.datetime({ offset: true }).nullish(),
})

export type Inbound = z.infer<typeof inboundSchema>

/** What became of a message that went out. */
export const lineStatusSchema = z.object({
  message_id: z.string().max(255).nullish(),
  external_id: z.string().max(255).nullish(),
  status: z.enum(['sent', 'delivered', 'declined', 'error']),
  error: z
    .object({
      code: z.string().max(255).nullish(),
      message: z.string().max(2_000).nullish(),
      reason: z.string().max(2_000).nullish(),
      detail: z.string().max(2_000).nullish(),
    })
    .nullish(),
})

/** A tapback of a human. */
export const inboundReactionSchema = z.object({
  message_id: z.string().min(1).max(255).describe("The message's id, or what the provider knows it by"),
  from: phone,
  reaction: z.enum(REACTIONS),
  custom_emoji: z.string().nullish(),
  part_index: z.int().min(0).nullish(),
  removed: z.boolean().nullish(),
})

export type InboundReactionBody = z.infer<typeof inboundReactionSchema>

/** What a provider is to do with what it brought. */
export const gatewayReceivedSchema = z.object({
  recorded: z
    .boolean()
    .describe('False for what nobody is to get: the line carries no connection of that human'),
  message_id: z.uuid().optional(),
  conversation_id: z.uuid().optional(),
  reply: z.object({ line: z.string(), text: z.string() }).optional().describe('What to answer the human'),
  connection: z
    .object({ line: z.string(), agent_handle: z.string(), status: z.enum(['active', 'released']) })
    .optional()
    .describe('The line that the human writes to from now on'),
})

/** That what a provider told was noted. */
export const gatewayToldSchema = z.object({ recorded: z.literal(true), message_id: z.uuid() })

/** What came of a text, as a provider is told it. */
export const presentReceived = ({
  messageId,
  conversationId,
  reply,
  connection,
}: Received): z.infer<typeof gatewayReceivedSchema> => ({
  recorded: true,
  ...(messageId && { message_id: messageId }),
  ...(conversationId && { conversation_id: conversationId }),
  ...(reply && { reply }),
  ...(connection && {
    connection: { line: connection.line, agent_handle: connection.agentHandle, status: connection.status },
  }),
})

/** What went out where there is no outside. */
export const loopbackSchema = z.array(
  z.looseObject({ external_id: z.string(), sent_at: z.iso.datetime(), kind: z.string() }),
)

/** What went out, as a provider would have been told it. */
export const presentCarriedOut = ({
  at,
  externalId,
  body,
}: CarriedOut): z.infer<typeof loopbackSchema>[number] => ({
  ...body,
  kind: String(body['kind']),
  external_id: externalId,
  sent_at: new Date(at).toISOString(),
})
