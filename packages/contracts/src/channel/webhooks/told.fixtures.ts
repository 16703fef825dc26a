import {
  type ConversationEvent,
  type ConversationFact,
  type ConversationState,
  type Message,
  policyOf,
  recordFacts,
  type Sender,
  type SenderRef,
} from '@parlance/core'
import {
  aContact,
  aContactPoint,
  aConversation,
  aConversationState,
  aMember,
  aMessage,
  anAssignment,
  anInbox,
  countingIds,
  fixtureId,
} from '@parlance/core/testing'
import { webhookBodies } from './index.ts'

/** 2025-06-16T15:41:16.770Z */
export const AT = 1_750_088_476_770
export const ISO = '2025-06-16T15:41:16.770Z'
export const SECONDS = 1_750_088_476

/** Who answers, who asks, and the conversation between them. */
export const ada = aMember({ id: fixtureId(11), number: 7, name: 'Ada', email: 'ada@acme.test' })
export const grace = aContact({ number: 3, email: 'grace@example.test', customAttributes: { plan: 'pro' } })
export const state: ConversationState = aConversationState({
  organization: { id: fixtureId(1), number: 9, name: 'Acme' },
  inbox: { ...policyOf(anInbox()), number: 4, name: 'Website' },
  contact: grace,
  contactPoint: aContactPoint({ number: 6, hmacVerified: true, createdAt: AT, updatedAt: AT }),
  conversation: aConversation({
    number: 12,
    tags: ['vip'],
    customAttributes: { order: 1 },
    lastSeq: 4,
    createdAt: AT,
    lastActivityAt: AT,
    updatedAt: AT,
  }),
})

/** The log's events of these facts. */
export const record = (facts: readonly ConversationFact[], from = state): readonly ConversationEvent[] => {
  const ids = countingIds()
  return recordFacts(from, facts, {
    actor: { type: 'system' },
    nextEventId: () => ids.next(),
    nextMessageNumber: () => 78,
  }).events
}

/** What receivers are told about these facts. */
export const tell = (facts: readonly ConversationFact[], from = state) =>
  // Through JSON, as the log keeps it.
  record(facts, from).flatMap((event) => webhookBodies(JSON.parse(JSON.stringify(event))))

/** The first body of this name. */
export const named = (name: string, facts: readonly ConversationFact[], from = state) =>
  tell(facts, from).find((told) => told.name === name)?.body

export const names = (facts: readonly ConversationFact[], from = state) =>
  tell(facts, from).map(({ name }) => name)

const refOf = (sender: Sender | null): SenderRef | null => {
  if (!sender) return null
  if (sender.type === 'member') return { type: 'member', id: sender.member.id }
  if (sender.type === 'contact') return { type: 'contact', id: sender.contact.id }
  return { type: 'agent_identity', id: sender.id }
}

/** The fact that a message was recorded; from the contact when no sender is given. */
export const recorded = (
  overrides: Partial<Message>,
  sender: Sender | null = { type: 'contact', contact: grace },
): ConversationFact => {
  const message = aMessage({ createdAt: AT, updatedAt: AT, ...overrides, sender: refOf(sender) })
  return { type: 'message.recorded', at: AT, message, sender }
}

/** Ada answers; Ada gets the conversation. */
export const reply = recorded({ kind: 'outgoing', content: 'Hi' }, { type: 'member', member: ada })
export const made: Extract<ConversationFact, { readonly type: 'assignment.made' }> = {
  type: 'assignment.made',
  at: AT,
  assignment: anAssignment({ holder: { type: 'member', id: ada.id } }),
  assignee: ada,
}

/** Somebody begins, or ceases, to write. */
export const typing = (on: boolean, by: Sender, isPrivate = false): ConversationFact => ({
  type: 'conversation.typing-changed',
  at: AT,
  typing: { on, by, private: isPrivate },
})

/** What every body of this conversation says when nothing else happened in it. */
export const conversation = {
  additional_attributes: {},
  can_reply: true,
  channel: 'Channel::Api',
  contact_inbox: {
    id: 6,
    contact_id: 3,
    inbox_id: 4,
    source_id: 'source-1',
    created_at: ISO,
    updated_at: ISO,
    hmac_verified: true,
    pubsub_token: 'pubsub-token',
  },
  id: 12,
  inbox_id: 4,
  messages: [],
  labels: ['vip'],
  meta: {
    sender: {
      additional_attributes: {},
      custom_attributes: { plan: 'pro' },
      email: 'grace@example.test',
      id: 3,
      identifier: null,
      name: 'Grace',
      phone_number: null,
      thumbnail: '',
      blocked: false,
      type: 'contact',
    },
    assignee: null,
    assignee_type: null,
    team: null,
    hmac_verified: true,
  },
  status: 'open',
  custom_attributes: { order: 1 },
  snoozed_until: null,
  unread_count: 0,
  first_reply_created_at: null,
  priority: null,
  waiting_since: 0,
  agent_last_seen_at: 0,
  contact_last_seen_at: 0,
  last_activity_at: SECONDS,
  timestamp: SECONDS,
  created_at: SECONDS,
  updated_at: 1_750_088_476.77,
  account: { id: 9, name: 'Acme' },
  seq: 5,
}

/** The contact, as bodies tell it. */
export const webhookContact = {
  account: { id: 9, name: 'Acme' },
  additional_attributes: {},
  avatar: '',
  custom_attributes: { plan: 'pro' },
  email: 'grace@example.test',
  id: 3,
  identifier: null,
  name: 'Grace',
  phone_number: null,
  thumbnail: '',
  blocked: false,
}
