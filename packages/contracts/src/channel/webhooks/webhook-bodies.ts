import type {
  AttributeChanges,
  Contact,
  ContactEventData,
  ConversationEventData,
  ConversationFactType,
  InboxPolicy,
  OrganizationRef,
  RecordedEvent,
} from '@parlance/core'
import type { z } from 'zod'
import { presentChanges } from './changed-attributes.ts'
import { changeBodies, startedBody } from './conversation-bodies.ts'
import { recordedBodies, resentBodies, updatedBodies } from './message-bodies.ts'
import { typingBodies } from './typing-bodies.ts'
import type { WebhookBody } from './webhook-body.ts'
import {
  CONTACT_CHANGES,
  type contactCreatedBodySchema,
  type contactUpdatedBodySchema,
  presentWebhookContact,
} from './webhook-contact.ts'
import type { Moment } from './webhook-conversation.ts'
import {
  INBOX_CHANGES,
  type inboxCreatedBodySchema,
  type inboxUpdatedBodySchema,
  presentWebhookInbox,
} from './webhook-inbox.ts'

/** The data of an event of an inbox. */
interface InboxEventData {
  readonly organization: OrganizationRef | null
  readonly inbox: InboxPolicy
  readonly changes: AttributeChanges
}

type BodiesOf = (event: RecordedEvent) => readonly WebhookBody[]

const momentOf = (event: RecordedEvent): Moment => ({ seq: event.seq ?? 0, at: event.occurredAt })

/** The log keeps an event's data as JSON; its type is what says how to read it. */
const inConversation =
  (bodies: (data: ConversationEventData, at: Moment) => readonly WebhookBody[]): BodiesOf =>
  (event) => {
    const data = event.data as ConversationEventData
    // Whoever is kept out by a rule is heard by nobody.
    return data.message?.message.line?.isBlocked ? [] : bodies(data, momentOf(event))
  }

/** A muted conversation is a blocked contact, and that is what receivers are told. */
const muteBodies = ({ state, changes }: ConversationEventData): readonly WebhookBody[] => {
  const { muted } = changes
  return [contactUpdatedBody(state.contact, state.organization, muted ? { blocked: muted } : {})]
}

const CONVERSATION_BODIES: Readonly<Record<ConversationFactType, BodiesOf>> = {
  'conversation.started': inConversation((data, at) => [startedBody(data, at)]),
  'message.recorded': inConversation((data, at) => [...recordedBodies(data, at), ...changeBodies(data, at)]),
  'message.failed': inConversation(updatedBodies),
  'message.status-changed': inConversation(updatedBodies),
  'message.resent': inConversation(resentBodies),
  'message.deleted': inConversation(updatedBodies),
  'message.submitted': inConversation(updatedBodies),
  // How far it is on its line is told where it changes what became of it.
  'message.delivery-changed': inConversation((data, at) =>
    data.messageChanges?.['status'] ? updatedBodies(data, at) : [],
  ),
  'message.awaits-line': () => [],
  'reaction.added': () => [],
  'reaction.removed': () => [],
  'connection.opened': () => [],
  'connection.closed': () => [],
  'connection.read': () => [],
  'conversation.status-changed': inConversation(changeBodies),
  'conversation.team-changed': inConversation(changeBodies),
  'assignment.made': inConversation(changeBodies),
  'assignment.released': inConversation(changeBodies),
  'conversation.priority-changed': inConversation(changeBodies),
  'conversation.attributes-changed': inConversation(changeBodies),
  'conversation.tagged': inConversation(changeBodies),
  // Nobody but those who answer is to know when they looked.
  'conversation.seen-by-agent': () => [],
  'conversation.seen-by-contact': inConversation(updatedBodies),
  'conversation.mute-changed': inConversation(muteBodies),
  'conversation.typing-changed': inConversation(typingBodies),
  'conversation.transcript-requested': () => [],
  'conversation.removed': () => [],
}

const contactCreated: BodiesOf = (event) => {
  const { contact, organization } = event.data as ContactEventData
  const body: z.infer<typeof contactCreatedBodySchema> = {
    ...presentWebhookContact(contact, organization),
    event: 'contact_created',
  }
  return [{ name: 'contact_created', body }]
}

const contactUpdatedBody = (
  contact: Contact,
  organization: OrganizationRef | null,
  changes: AttributeChanges,
): WebhookBody => {
  const body: z.infer<typeof contactUpdatedBodySchema> = {
    ...presentWebhookContact(contact, organization),
    event: 'contact_updated',
    changed_attributes: presentChanges(CONTACT_CHANGES, changes),
  }
  return { name: 'contact_updated', body }
}

const contactUpdated: BodiesOf = (event) => {
  const { contact, organization, changes } = event.data as ContactEventData
  return [contactUpdatedBody(contact, organization, changes)]
}

const inboxCreated: BodiesOf = (event) => {
  const { inbox, organization } = event.data as InboxEventData
  const body: z.infer<typeof inboxCreatedBodySchema> = {
    ...presentWebhookInbox(inbox, organization),
    event: 'inbox_created',
  }
  return [{ name: 'inbox_created', body }]
}

const inboxUpdated: BodiesOf = (event) => {
  const { inbox, organization, changes } = event.data as InboxEventData
  const body: z.infer<typeof inboxUpdatedBodySchema> = {
    ...presentWebhookInbox(inbox, organization),
    event: 'inbox_updated',
    changed_attributes: presentChanges(INBOX_CHANGES, changes),
  }
  return [{ name: 'inbox_updated', body }]
}

const BODIES: ReadonlyMap<string, BodiesOf> = new Map(
  Object.entries({
    ...CONVERSATION_BODIES,
    'contact.created': contactCreated,
    'contact.updated': contactUpdated,
    'inbox.created': inboxCreated,
    'inbox.updated': inboxUpdated,
  }),
)

/**
 * The wire events that an event of the log makes, in the order in which they are told; none for an event that receivers
 * are not told about. Everything comes from the event itself, so the bodies are the same whenever they are made.
 */
export const webhookBodies = (event: RecordedEvent): readonly WebhookBody[] =>
  BODIES.get(event.type)?.(event) ?? []
