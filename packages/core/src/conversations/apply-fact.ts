import type { Timestamp } from '../kernel/index.ts'
import { activeAfter, countedAfter, recentAfter } from './after-message.ts'
import { markedClosed } from './closed.ts'
import { connectionAfter, connectionAfterMessage } from './connection-after.ts'
import type { Conversation } from './conversation.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type {
  ConversationState,
  RecentMessages,
  Sender,
  SentMessage,
  StartState,
} from './conversation-state.ts'
import type { Message } from './message.ts'
import { type MessageRewriting, rewritten } from './rewrite-message.ts'

/** A fact with the place it takes in its conversation. */
export interface PlacedFact {
  readonly fact: ConversationFact
  /** The conversation's next `seq`. */
  readonly seq: number
  /** What the message of a `message.recorded` is numbered with; 0 for other facts. */
  readonly messageNumber: number
}

/** The state after a fact, with the message that the fact is about. */
export interface Applied {
  readonly state: ConversationState
  readonly message: SentMessage | null
  /** The same message before it was changed; null for a fact that changes none. */
  readonly messageBefore: SentMessage | null
}

type FactOf<Type extends ConversationFact['type']> = Extract<ConversationFact, { readonly type: Type }>

/** The state of a conversation that was just started, before anything was said in it. */
export const startedState = (start: StartState, conversation: Conversation): ConversationState => ({
  organization: start.organization,
  inbox: start.inbox,
  contact: start.contact,
  contactPoint: start.contactPoint,
  conversation,
  assignment: null,
  assignee: null,
  agentIdentity: null,
  team: null,
  recent: { last: null, lastNonActivity: null, lastPublic: null },
})

/** The next state of a conversation that exists. `conversation.started` changes nothing here: see `startedState`. */
export const applyFact = (state: ConversationState, placed: PlacedFact): Applied => {
  const { fact } = placed
  const updatedAt = PASSING.includes(fact.type) ? state.conversation.updatedAt : fact.at
  const counted = withConversation(state, { lastSeq: placed.seq, updatedAt })
  switch (fact.type) {
    case 'message.recorded':
      return applyMessage(counted, fact, placed)
    case 'message.failed':
    case 'message.status-changed':
    case 'message.resent':
    case 'message.deleted':
    case 'message.submitted':
    case 'message.delivery-changed':
    case 'reaction.added':
    case 'reaction.removed':
      return replaced(counted, fact.message, rewritten(fact))
    case 'message.awaits-line':
      return { state: counted, message: counted.recent.last, messageBefore: null }
    case 'conversation.seen-by-contact':
      return applyReading(counted, fact)
    default:
      return { state: tiedAfter(stateAfter(counted, fact), fact), message: null, messageBefore: null }
  }
}

/** Facts that leave the conversation as it is, or only note that somebody looked at it: they don't count as an update. */
const PASSING: readonly ConversationFact['type'][] = [
  'conversation.seen-by-agent',
  'conversation.seen-by-contact',
  'conversation.typing-changed',
  'conversation.transcript-requested',
  'connection.read',
]

type OfAMessage =
  | 'message.recorded'
  | 'message.awaits-line'
  | MessageRewriting['type']
  | 'conversation.seen-by-contact'

/** The state after a fact that is about no message. */
const stateAfter = (
  state: ConversationState,
  fact: Exclude<ConversationFact, { readonly type: OfAMessage }>,
): ConversationState => {
  switch (fact.type) {
    case 'conversation.started':
    case 'conversation.typing-changed':
    case 'conversation.transcript-requested':
    case 'conversation.removed':
    case 'connection.opened':
    case 'connection.closed':
    case 'connection.read':
      return state
    case 'conversation.status-changed':
      return withConversation(state, statusAfter(state.conversation, fact))
    case 'conversation.priority-changed':
      return withConversation(state, { priority: fact.to })
    case 'conversation.attributes-changed':
      return withConversation(state, { customAttributes: fact.customAttributes })
    case 'conversation.tagged':
      return withConversation(state, { tags: fact.tags })
    case 'conversation.seen-by-agent': {
      const { agentLastSeenAt, assigneeLastSeenAt, unreadCount } = fact
      return withConversation(state, { agentLastSeenAt, assigneeLastSeenAt, unreadCount })
    }
    case 'conversation.mute-changed':
      return { ...state, contact: { ...state.contact, blocked: fact.muted, updatedAt: fact.at } }
    case 'assignment.made':
      return {
        ...state,
        assignment: fact.assignment,
        assignee: fact.assignee,
        agentIdentity: fact.agentIdentity ?? null,
      }
    case 'conversation.team-changed':
      return { ...state, team: fact.team }
    case 'assignment.released':
      return { ...state, assignment: null, assignee: null, agentIdentity: null }
  }
}

/** The state with its connection as the fact leaves it. */
const tiedAfter = (state: ConversationState, fact: ConversationFact): ConversationState => {
  const connection = connectionAfter(state.conversation.connection, fact)
  return connection && connection !== state.conversation.connection
    ? withConversation(state, { connection })
    : state
}

const withConversation = (state: ConversationState, changed: Partial<Conversation>): ConversationState => ({
  ...state,
  conversation: { ...state.conversation, ...changed },
})

const statusAfter = (
  conversation: Conversation,
  fact: FactOf<'conversation.status-changed'>,
): Partial<Conversation> => ({
  status: fact.to,
  snoozedUntil: fact.to === 'snoozed' ? fact.snoozedUntil : null,
  waitingSince: fact.to === 'resolved' ? null : conversation.waitingSince,
  additionalAttributes: markedClosed(conversation.additionalAttributes, fact.closed === true),
})

const applyMessage = (
  state: ConversationState,
  fact: FactOf<'message.recorded'>,
  { seq, messageNumber }: PlacedFact,
): Applied => {
  const message: Message = { ...fact.message, seq, number: messageNumber }
  const incoming = message.kind === 'incoming' && !message.line?.isBlocked
  const { connection } = state.conversation
  const own = fact.sender?.type === 'contact' && fact.sender.contact.id === state.contact.id
  const known: Sender | null = own ? { type: 'contact', contact: state.contact } : fact.sender
  const sender = incoming ? heardOf(known, fact.at) : known
  const contact = own && sender?.type === 'contact' ? sender.contact : state.contact
  const sent: SentMessage = { message, sender }
  const conversation: Conversation = {
    ...state.conversation,
    messageCount: state.conversation.messageCount + 1,
    unreadCount: state.conversation.unreadCount + (incoming ? 1 : 0),
    lastActivityAt: fact.at,
    ...countedAfter(state.conversation, message, fact.at),
    ...(connection && { connection: connectionAfterMessage(connection, message, fact.at) }),
  }
  return {
    state: { ...state, conversation, contact, recent: recentAfter(state.recent, sent) },
    message: sent,
    messageBefore: null,
  }
}

/** The sender after it said something. */
const heardOf = (sender: Sender | null, at: Timestamp): Sender | null =>
  sender?.type === 'contact' ? { type: 'contact', contact: activeAfter(sender.contact, at) } : sender

/** The state with the message in the place of what it was. */
const replaced = (state: ConversationState, before: SentMessage, message: Message): Applied => {
  const after: SentMessage = { ...before, message }
  const recent = inRecent(state.recent, (sent) => (sent.message.id === message.id ? after : sent))
  return { state: { ...state, recent }, message: after, messageBefore: before }
}

const inRecent = (
  { last, lastNonActivity, lastPublic }: RecentMessages,
  change: (sent: SentMessage) => SentMessage,
): RecentMessages => ({
  last: last && change(last),
  lastNonActivity: lastNonActivity && change(lastNonActivity),
  lastPublic: lastPublic && change(lastPublic),
})

/** Whether the contact's look at the conversation makes the message read. */
export const becomesRead = ({ kind, status }: Pick<Message, 'kind' | 'status'>): boolean =>
  kind !== 'incoming' && (status === 'sent' || status === 'delivered')

/** Receipts are cumulative: of all that was read, the newest message that the contact sees stands for the others. */
const applyReading = (state: ConversationState, { at }: FactOf<'conversation.seen-by-contact'>): Applied => {
  const read = new Map<SentMessage, SentMessage>()
  const reading = (sent: SentMessage): SentMessage => {
    if (!becomesRead(sent.message)) return sent
    const known = read.get(sent)
    const after = known ?? { ...sent, message: { ...sent.message, status: 'read' as const, updatedAt: at } }
    read.set(sent, after)
    return after
  }
  const { lastPublic } = state.recent
  const recent = inRecent(state.recent, reading)
  const told = lastPublic && becomesRead(lastPublic.message)
  return {
    state: { ...withConversation(state, { contactLastSeenAt: at }), recent },
    message: told ? recent.lastPublic : null,
    messageBefore: told ? lastPublic : null,
  }
}
