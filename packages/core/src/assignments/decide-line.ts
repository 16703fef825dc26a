import { type AgentIdentity, refOfAgentIdentity } from '../access/index.ts'
import {
  type ConversationFact,
  type ConversationState,
  type Decision,
  fileAttachment,
  isConnected,
  type LineMedia,
  lineOf,
  type MessageNotFound,
  mayBecome,
  type Reaction,
  reactionOn,
  type SendStyle,
  type SentMessage,
} from '../conversations/index.ts'
import {
  type AssignmentId,
  err,
  type JsonObject,
  type MessageId,
  ok,
  type ReactionId,
  type Result,
  type StoredFile,
  type Timestamp,
} from '../kernel/index.ts'
import type { LineError, MessageOnLine } from './line-message.ts'

/** What an agent identity said, as the gateway has taken it. */
export interface Sent {
  readonly identity: AgentIdentity
  readonly assignmentId: AssignmentId
  readonly messageId: MessageId
  readonly text: string | null
  readonly media: readonly LineMedia[]
  readonly files?: readonly StoredFile[] | undefined
  readonly sendStyle: SendStyle | null
  readonly externalId: string | null
  readonly now: Timestamp
}

const shown = (sent: SentMessage, { conversation, contactPoint }: ConversationState): MessageOnLine => ({
  sent,
  remoteNumber: contactPoint.sourceId,
  readThrough: conversation.connection?.readThrough ?? 0,
})

/**
 * Records what the gateway has taken. It is on its way to the human by now, so nothing refuses it any more: who disconnected
 * in this very moment is written to one last time, and the record says so. Who was shown that somebody writes no longer is.
 */
export const decideSent = (
  state: ConversationState,
  command: Sent,
): Result<Decision<MessageOnLine>, never> => {
  const { identity, now } = command
  return ok({
    facts: [...typingEnded(state, identity, now), sentFact(state, command)],
    // The only message of the decision.
    answer: ({ messages, state: after }) => shown(messages[0] as SentMessage, after),
  })
}

const typingEnded = (
  { conversation }: ConversationState,
  identity: AgentIdentity,
  at: Timestamp,
): readonly ConversationFact[] =>
  conversation.connection?.typingSince == null
    ? []
    : [
        {
          type: 'conversation.typing-changed',
          at,
          typing: { on: false, by: identitySender(identity), private: false },
        },
      ]

const identitySender = (identity: AgentIdentity) =>
  ({ type: 'agent_identity', ...refOfAgentIdentity(identity) }) as const

const sentFact = (state: ConversationState, command: Sent): ConversationFact => {
  const { identity, media, files = [], now } = command
  return {
    type: 'message.recorded',
    at: now,
    sender: identitySender(identity),
    message: {
      id: command.messageId,
      conversationId: state.conversation.id,
      inboxId: state.inbox.id,
      kind: 'outgoing',
      private: false,
      content: command.text,
      contentType: 'text',
      contentAttributes: {} satisfies JsonObject,
      additionalAttributes: {},
      ...(files.length > 0 ? { attachments: files.map(fileAttachment) } : withMedia(media)),
      status: 'sent',
      sender: { type: 'agent_identity', id: identity.id },
      sourceId: command.externalId,
      line: lineOf('queued', {
        sendStyle: command.sendStyle,
        media: media.length > 0 ? media : null,
        assignmentId: command.assignmentId,
        externalId: command.externalId,
      }),
      createdAt: now,
      updatedAt: now,
    },
  }
}

/** Media as other channels show what they could not carry: where it is. */
export const withMedia = (media: readonly LineMedia[]) =>
  media.length === 0
    ? {}
    : {
        attachments: media.map(
          ({ url, contentType }) => ({ kind: 'fallback', title: contentType, url }) as const,
        ),
      }

/** Shows the human that somebody writes, unless an answer has overtaken it. */
export const decideShowTyping = (
  state: ConversationState,
  {
    identity,
    askedAtSeq,
    now,
  }: {
    readonly identity: AgentIdentity
    /** The conversation's `lastSeq` when it was asked for. */
    readonly askedAtSeq: number
    readonly now: Timestamp
  },
): Result<Decision<{ readonly shown: boolean; readonly seq: number }>, never> => {
  const answer = state.recent.lastPublic?.message
  const overtaken = answer !== undefined && answer.kind !== 'incoming' && answer.seq > askedAtSeq
  const facts: readonly ConversationFact[] =
    overtaken || !isConnected(state.conversation.connection)
      ? []
      : [
          {
            type: 'conversation.typing-changed',
            at: now,
            typing: { on: true, by: identitySender(identity), private: false },
          },
        ]
  return ok({
    facts,
    answer: ({ state: after }) => ({ shown: facts.length > 0, seq: after.conversation.lastSeq }),
  })
}

/** Marks as read what the human had said when the receipt went out; what came since is not. */
export const decideRead = (
  state: ConversationState,
  command: { readonly unread: number; readonly through: number; readonly now: Timestamp },
): Result<Decision<{ readonly updatedCount: number }>, never> => {
  const { connection } = state.conversation
  const done = !connection || connection.readThrough >= command.through
  const count = done ? 0 : Math.min(connection.unread, command.unread)
  const { through, now: at } = command
  return ok({
    facts: done ? [] : [{ type: 'connection.read', at, count, through }],
    answer: () => ({ updatedCount: count }),
  })
}

export interface Tapback extends Pick<Reaction, 'direction' | 'reaction' | 'customEmoji' | 'partIndex'> {
  readonly id: ReactionId
  /** The message; null when the conversation has none of that id. */
  readonly about: SentMessage | null
  readonly now: Timestamp
}

/** A tapback with what it is on. */
export interface TapbackOnMessage {
  readonly reaction: Reaction
  readonly target: MessageOnLine
}

/** Puts a tapback on a message; the one that the same sender had on the same part is gone. The very same one stays as it is. */
export const decideTapback = ({
  about,
  now,
  ...command
}: Tapback): Result<Decision<TapbackOnMessage>, MessageNotFound> => {
  const line = about?.message.line
  if (!about || !line || line.isBlocked) return err({ code: 'message/not-found' })
  const before = reactionOn(line, command)
  const same = before?.reaction === command.reaction && before.customEmoji === command.customEmoji
  const reaction: Reaction = same ? before : { ...command, createdAt: now, updatedAt: now }
  return ok({
    facts: same ? [] : [{ type: 'reaction.added', at: now, message: about, reaction }],
    answer: ({ changed: [after], state: then }) => ({ reaction, target: shown(after ?? about, then) }),
  })
}

/** Takes the sender's tapback off a part of a message; where there is none, nothing happens. */
export const decideTapbackOff = ({
  id,
  about,
  now,
  ...place
}: Pick<Reaction, 'direction' | 'partIndex'> & {
  /** Only this one; whichever is there when it is left out. */
  readonly id?: ReactionId
  readonly about: SentMessage | null
  readonly now: Timestamp
}): Result<Decision<Record<string, never>>, MessageNotFound> => {
  const line = about?.message.line
  if (!about || !line || line.isBlocked) return err({ code: 'message/not-found' })
  const there = reactionOn(line, place)
  const reaction = id === undefined || there?.id === id ? there : null
  return ok({
    facts: reaction ? [{ type: 'reaction.removed', at: now, message: about, reaction }] : [],
    answer: () => ({}),
  })
}

/** What the gateway tells of a message that went out. */
export interface Delivery {
  readonly status: 'queued' | 'sent' | 'delivered' | 'declined' | 'error'
  readonly error: LineError | null
  /** What the gateway knows it by; null for what it was. */
  readonly externalId: string | null
  readonly about: SentMessage | null
  readonly now: Timestamp
}

/**
 * Notes how far a message is. It never goes back, and where it ended it stays: what is told late, or twice, changes nothing.
 */
export const decideDelivery = ({
  about,
  status,
  error,
  externalId,
  now,
}: Delivery): Result<
  Decision<{ readonly messageId: MessageId; readonly changed: boolean }>,
  MessageNotFound
> => {
  const line = about?.message.line
  if (!about || !line || about.message.kind === 'incoming') return err({ code: 'message/not-found' })
  const { id: messageId } = about.message
  if (!mayBecome(line.status, status)) return ok({ facts: [], answer: () => ({ messageId, changed: false }) })
  const failed = status === 'error' || status === 'declined'
  const after = {
    ...line,
    status,
    externalId: externalId ?? line.externalId,
    errorCode: failed ? (error?.code ?? null) : null,
    errorMessage: failed ? (error?.message ?? null) : null,
    errorReason: failed ? (error?.reason ?? null) : null,
    errorDetail: failed ? (error?.detail ?? null) : null,
  }
  return ok({
    facts: [{ type: 'message.delivery-changed', at: now, message: about, line: after }],
    answer: () => ({ messageId, changed: true }),
  })
}
