import { type Principal, refOfAgentIdentity } from '../access/index.ts'
import {
  type AccessRefusal,
  type Attachment,
  activityFact,
  type ContentType,
  type ConversationFact,
  type ConversationState,
  type ConversationStatus,
  type Decision,
  MESSAGE_LENGTH,
  type MessageKind,
  MOST_ATTACHMENTS,
  permitOn,
  type Sender,
  type SenderRef,
  type SentMessage,
} from '../conversations/index.ts'
import {
  blank,
  err,
  type FieldProblem,
  type JsonObject,
  LONG_TEXT,
  type MessageId,
  ok,
  type Result,
  type Timestamp,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'

/** What somebody wants to say. */
export interface MessageInput {
  readonly kind: Extract<MessageKind, 'incoming' | 'outgoing'>
  /** True for a note, which the contact never sees. */
  readonly private: boolean
  readonly content: string | null
  readonly contentType: ContentType
  readonly contentAttributes: JsonObject
  /** What goes with it and is not shown. */
  readonly additionalAttributes?: JsonObject | undefined
  readonly sourceId: string | null
  /** At most `MOST_ATTACHMENTS`; left out when there are none. A message that has some needs no words. */
  readonly attachments?: readonly Attachment[]
}

export interface PostMessage {
  readonly principal: Principal
  readonly input: MessageInput
  /** Used for what the message turns out to need. */
  readonly ids: { readonly message: MessageId; readonly activity: MessageId }
  readonly now: Timestamp
}

/** A message as it was recorded, with the numbers of its conversation and inbox. */
export interface PostedMessage {
  readonly sent: SentMessage
  readonly conversationNumber: number
  readonly inboxNumber: number
  readonly organizationNumber: number
}

export type PostMessageError = AccessRefusal | ValidationFailed

/**
 * Says something in a conversation.
 *
 * A contact's message opens a snoozed or resolved conversation, or leaves a resolved one to the agent identity that answers
 * first in the inbox; a pending one stays pending, and what a blocked contact
 * writes is kept and changes nothing.
 */
export const decidePost = (
  state: ConversationState,
  command: PostMessage,
): Result<Decision<PostedMessage>, PostMessageError> => {
  const { principal, input, now } = command
  const permitted = permitOn(state, principal, input.private ? 'messages:note' : 'messages:write')
  if (!permitted.ok) return permitted
  const problems = inputProblems(input)
  if (problems.length > 0) return err(validationFailed(...problems))

  const sender = senderOf(state, principal, input.kind)
  const reopens = input.kind === 'incoming' ? statusAfterWriting(state) : null
  const message: ConversationFact = {
    type: 'message.recorded',
    at: now,
    sender,
    message: {
      ...input,
      additionalAttributes: input.additionalAttributes ?? {},
      id: command.ids.message,
      conversationId: state.conversation.id,
      inboxId: state.inbox.id,
      status: 'sent',
      sender: refOf(sender),
      createdAt: now,
      updatedAt: now,
    },
  }
  return ok({
    facts: [
      // First the status, so that whoever is told of the message is told of an open conversation.
      ...(reopens ? [becoming(reopens, now)] : []),
      message,
      ...(reopens && state.conversation.status === 'resolved' ? [reopened(state, command, reopens)] : []),
    ],
    answer: ({ messages, state: after }) => ({
      // The message's own fact is always there, and an activity comes after it.
      sent: messages[0] as SentMessage,
      conversationNumber: after.conversation.number,
      inboxNumber: after.inbox.number,
      organizationNumber: after.organization.number,
    }),
  })
}

/** Content types that are made of their items, not of text. */
const WORDLESS: readonly ContentType[] = [
  'input_select',
  'cards',
  'form',
  'article',
  'input_csat',
  'integrations',
]

const inputProblems = (input: MessageInput): readonly FieldProblem[] => [
  ...(WORDLESS.includes(input.contentType) || input.attachments?.length
    ? []
    : blank('content', input.content)),
  ...tooMany(input.attachments ?? []),
  ...tooLong('content', input.content, MESSAGE_LENGTH),
  ...tooLong('sourceId', input.sourceId, LONG_TEXT),
]

const tooMany = (attachments: readonly Attachment[]): readonly FieldProblem[] =>
  attachments.length > MOST_ATTACHMENTS
    ? [{ field: 'attachments', problem: 'too_long', limit: MOST_ATTACHMENTS }]
    : []

type Reopened = Extract<ConversationStatus, 'open' | 'pending'>

/** What a conversation becomes when its contact writes; null for what it is. A resolved one waits for whoever answers first. */
const statusAfterWriting = ({ conversation, contact, inbox }: ConversationState): Reopened | null => {
  if (contact.blocked) return null
  if (conversation.status === 'snoozed') return 'open'
  if (conversation.status !== 'resolved') return null
  return inbox.agentIdentityId === null ? 'open' : 'pending'
}

const becoming = (to: Reopened, at: Timestamp): ConversationFact => ({
  type: 'conversation.status-changed',
  at,
  to,
  snoozedUntil: null,
})

const reopened = (state: ConversationState, { ids, now }: PostMessage, status: Reopened): ConversationFact =>
  activityFact(state, {
    id: ids.activity,
    at: now,
    text: 'System reopened the conversation due to a new incoming message.',
    status,
  })

/** Whatever comes in is the contact's, whoever carried it here. */
const senderOf = (
  state: ConversationState,
  principal: Principal,
  kind: MessageInput['kind'],
): Sender | null => {
  if (kind === 'incoming') return { type: 'contact', contact: state.contact }
  switch (principal.type) {
    case 'member':
      return { type: 'member', member: principal.member }
    case 'agent_identity':
      return { type: 'agent_identity', ...refOfAgentIdentity(principal.agentIdentity) }
    case 'contact_point':
    case 'system':
      return null
  }
}

const refOf = (sender: Sender | null): SenderRef | null => {
  switch (sender?.type) {
    case 'member':
      return { type: 'member', id: sender.member.id }
    case 'contact':
      return { type: 'contact', id: sender.contact.id }
    case 'agent_identity':
      return { type: 'agent_identity', id: sender.id }
    case undefined:
      return null
  }
}
