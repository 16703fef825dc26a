import type { ConversationEventData } from '@parlance/core'
import type { z } from 'zod'
import { type ChangePresenters, plain, presentChanges } from './changed-attributes.ts'
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

/** How the change list of a message reads. */
const MESSAGE_CHANGES: ChangePresenters = {
  status: plain('status'),
  content: plain('content'),
  contentType: plain('content_type'),
  contentAttributes: plain('content_attributes'),
}

/** The body that tells that a message changed; none for an activity, and none when there is no such message. */
export const updatedBodies = (
  { message, messageChanges, state }: ConversationEventData,
  at: Moment,
): readonly WebhookBody[] => {
  const shown = message && presentWebhookMessage(message, state, at)
  if (!shown) return []
  const body: z.infer<typeof messageUpdatedBodySchema> = {
    ...shown,
    event: 'message_updated',
    changed_attributes: presentChanges(MESSAGE_CHANGES, messageChanges ?? {}),
  }
  return [{ name: 'message_updated', body }]
}

/**
 * The bodies that tell that a message goes out again: that it changed, and to the receiver of its own inbox, which is
 * what carries it to the contact, that there is a message.
 */
export const resentBodies = (data: ConversationEventData, at: Moment): readonly WebhookBody[] => [
  ...updatedBodies(data, at),
  ...recordedBodies(data, at).map((told) => ({ ...told, ownInboxOnly: true })),
]
