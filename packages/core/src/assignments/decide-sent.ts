import type { AgentIdentity } from '../access/index.ts'
import {
  type ConversationFact,
  type ConversationState,
  type Decision,
  fileAttachment,
  type LineMedia,
  lineOf,
  type SendStyle,
  type SentMessage,
} from '../conversations/index.ts'
import {
  type AssignmentId,
  type JsonObject,
  type MessageId,
  ok,
  type Result,
  type StoredFile,
  type Timestamp,
} from '../kernel/index.ts'
import { identitySender, typingChanged } from './decide-typing.ts'
import { type MessageOnLine, onLine } from './line-message.ts'

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
    answer: ({ messages, state: after }) => onLine(messages[0] as SentMessage, after),
  })
}

const typingEnded = (
  { conversation }: ConversationState,
  identity: AgentIdentity,
  at: Timestamp,
): readonly ConversationFact[] =>
  conversation.connection?.typingSince == null ? [] : [typingChanged(identity, false, at)]

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
