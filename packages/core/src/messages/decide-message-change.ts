import type { Principal } from '../access/index.ts'
import {
  type AccessRefusal,
  type ConversationFact,
  type ConversationState,
  type Decision,
  type MessageNotFound,
  type MessageStatus,
  permitOn,
  type Recorded,
  type SentMessage,
  type StatusNotTaken,
} from '../conversations/index.ts'
import { isOpenChannel } from '../inboxes/index.ts'
import { err, LONG_TEXT, ok, type Result, type Timestamp } from '../kernel/index.ts'
import type { PostedMessage } from './decide-post.ts'

export interface ChangeMessage {
  readonly principal: Principal
  /** The message; null when the conversation has none of that number. */
  readonly about: SentMessage | null
  readonly now: Timestamp
}

export interface ChangeMessageStatus extends ChangeMessage {
  /** Null for a word that is no status: it changes nothing. */
  readonly status: MessageStatus | null
  /** Why it failed, in the words of its channel; kept with `failed` only. */
  readonly externalError: string | null
}

export type ChangeMessageError = AccessRefusal | MessageNotFound

type Changed<E> = Result<Decision<PostedMessage>, E>

/**
 * Notes what became of a message, as whoever carries it tells. What was read is not taken back to delivered; the status
 * it already has, for the same reason, changes nothing.
 */
export const decideMessageStatus = (
  state: ConversationState,
  command: ChangeMessageStatus,
): Changed<ChangeMessageError | StatusNotTaken> => {
  const { status, now } = command
  const permitted = permitOn(state, command.principal, 'messages:change')
  if (!permitted.ok) return permitted
  if (!isOpenChannel(state.inbox.channelType)) return err({ code: 'message/status-not-taken' })
  const { about } = command
  if (!about) return err({ code: 'message/not-found' })
  const externalError = (status === 'failed' && command.externalError?.slice(0, LONG_TEXT)) || null
  const known = about.message.contentAttributes['external_error'] ?? null
  const same = status === about.message.status && externalError === known
  const back = about.message.status === 'read' && status === 'delivered'
  if (status === null || same || back) return ok(unchanged(about))
  return ok(changed({ type: 'message.status-changed', at: now, message: about, status, externalError }))
}

/** Takes back what was said: that something was said stays, and what it was goes. Deleting it again changes nothing. */
export const decideDeletion = (
  state: ConversationState,
  { principal, about, now }: ChangeMessage,
): Changed<ChangeMessageError> => {
  const permitted = permitOn(state, principal, 'messages:change')
  if (!permitted.ok) return permitted
  if (!about) return err({ code: 'message/not-found' })
  const { contentAttributes } = about.message
  if (contentAttributes['deleted'] === true) return ok(unchanged(about))
  return ok(changed({ type: 'message.deleted', at: now, message: about }))
}

/** Sends a message again that failed. One that did not fail is not sent twice: nothing changes. */
export const decideRetry = (
  state: ConversationState,
  { principal, about, now }: ChangeMessage,
): Changed<ChangeMessageError> => {
  const permitted = permitOn(state, principal, 'messages:change')
  if (!permitted.ok) return permitted
  if (!about) return err({ code: 'message/not-found' })
  if (about.message.status !== 'failed') return ok(unchanged(about))
  return ok(changed({ type: 'message.resent', at: now, message: about }))
}

/** The message as it is now, in the place where it is. */
export const answerOf =
  (about: SentMessage) =>
  ({ state, changed: [after] }: Recorded): PostedMessage => ({
    sent: after ?? about,
    conversationNumber: state.conversation.number,
    inboxNumber: state.inbox.number,
    organizationNumber: state.organization.number,
  })

export const unchanged = (about: SentMessage): Decision<PostedMessage> => ({
  facts: [],
  answer: answerOf(about),
})

type Rewriting = Extract<ConversationFact, { readonly message: SentMessage }>

export const changed = (fact: Rewriting): Decision<PostedMessage> => ({
  facts: [fact],
  answer: answerOf(fact.message),
})
