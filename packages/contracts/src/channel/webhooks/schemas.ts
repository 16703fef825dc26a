import type { EventName } from '@parlance/core'
import type { z } from 'zod'
import {
  conversationCreatedBodySchema,
  conversationOpenedBodySchema,
  conversationResolvedBodySchema,
  conversationStatusChangedBodySchema,
  conversationUpdatedBodySchema,
} from './conversation-bodies.ts'
import { typingOffBodySchema, typingOnBodySchema } from './typing-bodies.ts'
import { contactCreatedBodySchema, contactUpdatedBodySchema } from './webhook-contact.ts'
import { inboxCreatedBodySchema, inboxUpdatedBodySchema } from './webhook-inbox.ts'
import { messageCreatedBodySchema, messageUpdatedBodySchema } from './webhook-message.ts'

/** The body of every event that is told, by its name: what OpenAPI documents as webhooks. */
export const WEBHOOK_BODY_SCHEMAS = {
  message_created: messageCreatedBodySchema,
  message_updated: messageUpdatedBodySchema,
  conversation_created: conversationCreatedBodySchema,
  conversation_updated: conversationUpdatedBodySchema,
  conversation_status_changed: conversationStatusChangedBodySchema,
  conversation_opened: conversationOpenedBodySchema,
  conversation_resolved: conversationResolvedBodySchema,
  conversation_typing_on: typingOnBodySchema,
  conversation_typing_off: typingOffBodySchema,
  contact_created: contactCreatedBodySchema,
  contact_updated: contactUpdatedBodySchema,
  inbox_created: inboxCreatedBodySchema,
  inbox_updated: inboxUpdatedBodySchema,
} as const satisfies Partial<Record<EventName, z.ZodType>>
