import {
  type ActiveAssignment,
  type Connection,
  type Conversation,
  type ConversationEvent,
  type ConversationState,
  policyOf,
} from '../../src/index.ts'
import { aMember, anOrganization } from '../access/access.fixtures.ts'
import { aContact, aContactPoint } from '../contacts/contact.fixtures.ts'
import { anInbox } from '../inboxes/inbox.fixtures.ts'
import { START } from '../kernel/stopped-clock.ts'
import { fixtureId } from '../kernel/test-ids.ts'

/** An open conversation in which nothing was said yet. */
export const aConversation = (overrides: Partial<Conversation> = {}): Conversation => ({
  id: fixtureId(51),
  organizationId: fixtureId(1),
  number: 1,
  inboxId: fixtureId(21),
  contactId: fixtureId(31),
  contactPointId: fixtureId(41),
  status: 'open',
  priority: null,
  snoozedUntil: null,
  additionalAttributes: {},
  customAttributes: {},
  tags: [],
  agentLastSeenAt: null,
  assigneeLastSeenAt: null,
  contactLastSeenAt: null,
  firstReplyAt: null,
  waitingSince: null,
  lastActivityAt: START,
  lastOutgoingAt: null,
  lastTemplateAt: null,
  surveyedAt: null,
  minuteStartedAt: null,
  minuteMessages: 0,
  unreadCount: 0,
  messageCount: 0,
  lastSeq: 1,
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

/** The conversation of `aConversation` held by `aMember`. */
export const anAssignment = (overrides: Partial<ActiveAssignment> = {}): ActiveAssignment => ({
  id: fixtureId(61),
  conversationId: fixtureId(51),
  holder: { type: 'member', id: aMember().id },
  assignedAt: START,
  status: 'active',
  ...overrides,
})

/** `aConversation` with what belongs to it, held by nobody. */
export const aConversationState = (overrides: Partial<ConversationState> = {}): ConversationState => {
  const { id, number, name } = anOrganization()
  return {
    organization: { id, number, name },
    inbox: policyOf(anInbox()),
    contact: aContact(),
    contactPoint: aContactPoint(),
    conversation: aConversation(),
    assignment: null,
    assignee: null,
    agentIdentity: null,
    team: null,
    recent: { last: null, lastNonActivity: null, lastPublic: null },
    ...overrides,
  }
}

/** `conversation.started` of the conversation in `state`. */
export const aConversationEvent = (
  overrides: Partial<ConversationEvent> = {},
  state: ConversationState = aConversationState(),
): ConversationEvent => ({
  id: fixtureId(81),
  type: 'conversation.started',
  organizationId: state.organization.id,
  aggregate: { type: 'conversation', id: state.conversation.id },
  seq: state.conversation.lastSeq,
  occurredAt: START,
  actor: { type: 'contact', id: state.contact.id },
  data: { state, changes: {}, message: null },
  ...overrides,
})

/** Somebody who is connected, and has written. */
export const aConnection = (overrides: Partial<Connection> = {}): Connection => ({
  line: '+15550000002',
  connectedAt: START,
  disconnectedAt: null,
  assignmentId: fixtureId(81),
  unlockedAt: START,
  unread: 0,
  readThrough: 0,
  typingSince: null,
  ...overrides,
})
