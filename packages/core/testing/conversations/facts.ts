import type {
  ActiveAssignment,
  Conversation,
  ConversationFact,
  ConversationState,
  Member,
  NewMessage,
  ReleasedAssignment,
  Sender,
  SenderRef,
  Timestamp,
} from '../../src/index.ts'
import type { StorageHarness } from '../kernel/storage-harness.ts'
import { aMessage } from '../messages/message.fixtures.ts'
import { aConversation } from './conversation.fixtures.ts'

type Ports = Pick<StorageHarness, 'world'>
type FactOf<Type extends ConversationFact['type']> = Extract<ConversationFact, { readonly type: Type }>

/** What a conversation is started from: a seeded organization fits. */
export interface Ground {
  readonly organization: { readonly id: Conversation['organizationId'] }
  readonly inbox: { readonly id: Conversation['inboxId'] }
  readonly contactPoint: {
    readonly id: Conversation['contactPointId']
    readonly contactId: Conversation['contactId']
  }
}

export const startedFact = (
  { world }: Ports,
  { organization, inbox, contactPoint }: Ground,
  overrides: Partial<Conversation> = {},
): FactOf<'conversation.started'> => {
  const at = overrides.createdAt ?? world.clock.now()
  const { number: _number, lastSeq: _lastSeq, ...conversation } = aConversation()
  return {
    type: 'conversation.started',
    at,
    conversation: {
      ...conversation,
      id: world.ids.next(),
      organizationId: organization.id,
      inboxId: inbox.id,
      contactId: contactPoint.contactId,
      contactPointId: contactPoint.id,
      lastActivityAt: at,
      createdAt: at,
      updatedAt: at,
      ...overrides,
    },
  }
}

/** A message of this sender; from the contact when none is given, from nobody when it is null. */
export const messageFact = (
  { world }: Ports,
  state: Pick<ConversationState, 'conversation' | 'contact'>,
  overrides: Partial<NewMessage> = {},
  sender: Sender | null = { type: 'contact', contact: state.contact },
): FactOf<'message.recorded'> => {
  const at = overrides.createdAt ?? world.clock.now()
  const { number: _number, seq: _seq, ...message } = aMessage()
  return {
    type: 'message.recorded',
    at,
    sender,
    message: {
      ...message,
      id: world.ids.next(),
      conversationId: state.conversation.id,
      inboxId: state.conversation.inboxId,
      sender: refOf(sender),
      createdAt: at,
      updatedAt: at,
      ...overrides,
    },
  }
}

const refOf = (sender: Sender | null): SenderRef | null => {
  if (!sender) return null
  if (sender.type === 'member') return { type: 'member', id: sender.member.id }
  if (sender.type === 'contact') return { type: 'contact', id: sender.contact.id }
  return { type: 'agent_identity', id: sender.id }
}

/** Gives the conversation to a member. */
export const madeFact = (
  { world }: Ports,
  conversation: Pick<Conversation, 'id'>,
  assignee: Member,
  at: Timestamp = world.clock.now(),
): FactOf<'assignment.made'> => ({
  type: 'assignment.made',
  at,
  assignee,
  assignment: {
    id: world.ids.next(),
    conversationId: conversation.id,
    holder: { type: 'member', id: assignee.id },
    assignedAt: at,
    status: 'active',
  },
})

/** Releases the assignment. */
export const releasedFact = (
  { world }: Ports,
  assignment: ActiveAssignment,
  releaseReason: ReleasedAssignment['releaseReason'] = 'unassigned',
): FactOf<'assignment.released'> => {
  const releasedAt = world.clock.now()
  return {
    type: 'assignment.released',
    at: releasedAt,
    assignment: { ...assignment, status: 'released', releasedAt, releaseReason },
  }
}

/** Facts that release who holds the conversation, if anybody does, and give it to the member. */
export const reassignedFacts = (
  ports: Ports,
  state: ConversationState,
  member: Member,
): readonly ConversationFact[] => [
  ...(state.assignment ? [releasedFact(ports, state.assignment, 'reassigned')] : []),
  madeFact(ports, state.conversation, member),
]
