import type { ConversationEventData } from '@parlance/core'
import type { z } from 'zod'
import { changed } from './changed-attributes.ts'
import type { WebhookBody } from './webhook-body.ts'
import type { Moment } from './webhook-conversation.ts'
import {
  type messageCreatedBodySchema,
  type messageUpdatedBodySchema,
  presentWebhookMessage,
} from './webhook-message.ts'

/** The body that tells that a message was recorded; none for an activity. */
export const recordedBodies = (
  { message, state }: ConversationEventData,
  at: Moment,
): readonly WebhookBody[] => {
  const shown = message && presentWebhookMessage(message, state, at)
  if (!shown) return []
  const body: z.infer<typeof messageCreatedBodySchema> = { ...shown, event: 'message_created' }
  return [{ name: 'message_created', body }]
}

/** The body that tells that a message could not be delivered; none for an activity. */
export const failedBodies = (
  { message, state }: ConversationEventData,
  at: Moment,
): readonly WebhookBody[] => {
  const shown = message && presentWebhookMessage(message, state, at)
  if (!shown) return []
  const { external_error: _, ...before } = shown.content_attributes
  const body: z.infer<typeof messageUpdatedBodySchema> = {
    ...shown,
    event: 'message_updated',
    changed_attributes: [
      // The event tells the message as it is now. Nothing confirms a message before it fails, so it was only sent.
      ...changed('status', 'sent', shown.status),
      ...changed('content_attributes', before, shown.content_attributes),
    ],
  }
  return [{ name: 'message_updated', body }]
}
