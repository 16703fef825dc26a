import type { Timestamp } from '../kernel/index.ts'
import type { Conversation } from './conversation.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState, RecentMessages, SentMessage, StartState } from './conversation-state.ts'
import type { Message } from './message.ts'

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
  recent: { last: null, lastNonActivity: null, lastPublic: null },
})

/** The next state of a conversation that exists. `conversation.started` changes nothing here: see `startedState`. */
export const applyFact = (state: ConversationState, placed: PlacedFact): Applied => {
  const { fact } = placed
  const counted = withConversation(state, { lastSeq: placed.seq, updatedAt: fact.at })
  switch (fact.type) {
    case 'conversation.started':
      return { state: counted, message: null }
    case 'message.recorded':
      return applyMessage(counted, fact, placed)
    case 'message.failed':
      return applyFailure(counted, fact)
    case 'conversation.status-changed':
      return { state: withConversation(counted, statusAfter(counted.conversation, fact)), message: null }
    case 'assignment.made':
      return { state: { ...counted, assignment: fact.assignment, assignee: fact.assignee }, message: null }
    case 'assignment.released':
      return { state: { ...counted, assignment: null, assignee: null }, message: null }
  }
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
})

const applyMessage = (
  state: ConversationState,
  fact: FactOf<'message.recorded'>,
  { seq, messageNumber }: PlacedFact,
): Applied => {
  const message: Message = { ...fact.message, seq, number: messageNumber }
  const incoming = message.kind === 'incoming'
  const contact = incoming ? { ...state.contact, lastActivityAt: fact.at } : state.contact
  const own = fact.sender?.type === 'contact' && fact.sender.contact.id === contact.id
  const sent: SentMessage = { message, sender: own ? { type: 'contact', contact } : fact.sender }
  const conversation: Conversation = {
    ...state.conversation,
    messageCount: state.conversation.messageCount + 1,
    unreadCount: state.conversation.unreadCount + (incoming ? 1 : 0),
    lastActivityAt: fact.at,
    ...waitAfter(state.conversation, message, fact.at),
  }
  return {
    state: { ...state, conversation, contact, recent: recentAfter(state.recent, sent) },
    message: sent,
  }
}

/** Who waits after a message: a contact who wrote does; one who was answered doesn't. Notes answer nobody. */
const waitAfter = (conversation: Conversation, message: Message, at: Timestamp): Partial<Conversation> => {
  if (message.kind === 'incoming') return { waitingSince: conversation.waitingSince ?? at }
  if (message.kind !== 'outgoing' || message.private) return {}
  const byHuman = message.sender?.type === 'member'
  return { waitingSince: null, firstReplyAt: conversation.firstReplyAt ?? (byHuman ? at : null) }
}

const recentAfter = (recent: RecentMessages, sent: SentMessage): RecentMessages => {
  if (sent.message.kind === 'activity') return { ...recent, last: sent }
  return {
    last: sent,
    lastNonActivity: sent,
    lastPublic: sent.message.private ? recent.lastPublic : sent,
  }
}

const applyFailure = (state: ConversationState, fact: FactOf<'message.failed'>): Applied => {
  const message: Message = {
    ...fact.message.message,
    status: 'failed',
    contentAttributes: { ...fact.message.message.contentAttributes, external_error: fact.reason },
    updatedAt: fact.at,
  }
  const failed: SentMessage = { ...fact.message, message }
  const swap = (sent: SentMessage | null) => (sent?.message.id === message.id ? failed : sent)
  const { last, lastNonActivity, lastPublic } = state.recent
  const recent = { last: swap(last), lastNonActivity: swap(lastNonActivity), lastPublic: swap(lastPublic) }
  return { state: { ...state, recent }, message: failed }
}
