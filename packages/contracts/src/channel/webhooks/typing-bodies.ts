import type { ConversationEventData } from '@parlance/core'
import { z } from 'zod'
import type { WebhookBody } from './webhook-body.ts'
import { type Moment, presentWebhookConversation, webhookConversationSchema } from './webhook-conversation.ts'
import { presentWebhookSender, webhookSenderSchema } from './webhook-message.ts'

const typingSchema = z.object({
  user: webhookSenderSchema.describe('Who writes; a contact is the one without a `type`'),
  conversation: webhookConversationSchema,
  is_private: z.boolean().describe('Whether it is a note that is written'),
})

export const typingOnBodySchema = typingSchema
  .extend({ event: z.literal('conversation_typing_on') })
  .meta({ id: 'TypingOnWebhook', description: 'Somebody began to write' })

export const typingOffBodySchema = typingSchema
  .extend({ event: z.literal('conversation_typing_off') })
  .meta({ id: 'TypingOffWebhook', description: 'Somebody ceased to write' })

/** The body that tells that somebody began or ceased to write. */
export const typingBodies = (
  { state, typing }: ConversationEventData,
  at: Moment,
): readonly WebhookBody[] => {
  if (!typing) return []
  const told = {
    user: presentWebhookSender(typing.by, state),
    conversation: presentWebhookConversation(state, state.recent.lastPublic, at),
    is_private: typing.private,
  }
  const on: z.infer<typeof typingOnBodySchema> = { ...told, event: 'conversation_typing_on' }
  const off: z.infer<typeof typingOffBodySchema> = { ...told, event: 'conversation_typing_off' }
  return [typing.on ? { name: on.event, body: on } : { name: off.event, body: off }]
}
