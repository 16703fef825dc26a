import type { ContactPointPrincipal, MemberPrincipal } from '../access/index.ts'
import { HOUR, ok, type Result, SECOND, type Timestamp } from '../kernel/index.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'

type SeenDecision = Result<Decision<ConversationState>, AccessRefusal>

const deciding = (facts: readonly ConversationFact[]): SeenDecision =>
  ok({ facts, answer: ({ state }) => state })

/**
 * Notes that somebody looked at a conversation.
 *
 * A member's look counts at once when there is something new to see, and otherwise once an hour: members look often, and
 * nobody needs to know it to the minute. A contact's look makes what was said to it read.
 */
export const decideSeen = (
  state: ConversationState,
  {
    principal,
    now,
  }: { readonly principal: MemberPrincipal | ContactPointPrincipal; readonly now: Timestamp },
): SeenDecision => {
  const permitted = permitOn(state, principal, 'conversations:see')
  if (!permitted.ok) return permitted
  if (principal.type === 'contact_point') return deciding([{ type: 'conversation.seen-by-contact', at: now }])
  const { agentLastSeenAt, assigneeLastSeenAt, unreadCount } = state.conversation
  const assignee = state.assignee?.id === principal.member.id
  const longAgo = (at: Timestamp | null) => at === null || at <= now - HOUR
  const anew = unreadCount > 0 || (assignee && wroteAfter(state, assigneeLastSeenAt))
  const due = anew || longAgo(agentLastSeenAt) || (assignee && longAgo(assigneeLastSeenAt))
  if (!due) return deciding([])
  return deciding([
    {
      type: 'conversation.seen-by-agent',
      at: now,
      agentLastSeenAt: now,
      assigneeLastSeenAt: assignee ? now : assigneeLastSeenAt,
      unreadCount: 0,
    },
  ])
}

const wroteAfter = ({ contact }: ConversationState, at: Timestamp | null): boolean =>
  contact.lastActivityAt !== null && contact.lastActivityAt > (at ?? 0)

/** The contact's newest message, and how many it sent in the second before it, that one included. */
export interface LastIncoming {
  readonly at: Timestamp
  readonly unseen: number
}

/** Makes a conversation look as if nobody had seen the contact's newest message. */
export const decideUnread = (
  state: ConversationState,
  command: {
    readonly principal: MemberPrincipal
    /** Null when the contact has written nothing. */
    readonly lastIncoming: LastIncoming | null
    readonly now: Timestamp
  },
): SeenDecision => {
  const { lastIncoming, principal, now } = command
  const permitted = permitOn(state, principal, 'conversations:see')
  if (!permitted.ok) return permitted
  const seenAt = lastIncoming && lastIncoming.at - SECOND
  return deciding([
    {
      type: 'conversation.seen-by-agent',
      at: now,
      agentLastSeenAt: seenAt,
      assigneeLastSeenAt: seenAt,
      // What came in since the newest message was looked up is unseen as well.
      unreadCount: Math.max(state.conversation.unreadCount, lastIncoming?.unseen ?? 0),
    },
  ])
}
