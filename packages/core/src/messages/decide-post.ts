import type { AgentIdentity, Principal } from '../access/index.ts'
import type { Contact } from '../contacts/index.ts'
import {
  type AccessRefusal,
  activityFact,
  type ConversationFact,
  type ConversationState,
  type ConversationStatus,
  type Decision,
  type IncomingNotTaken,
  isConnected,
  lineText,
  permitOn,
  type SentMessage,
  type TooManyMessages,
} from '../conversations/index.ts'
import { isOpenChannel } from '../inboxes/index.ts'
import {
  err,
  type FieldProblem,
  type IdSource,
  type MessageId,
  MINUTE,
  ok,
  type Result,
  type Templates,
  type Timestamp,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { automaticReply, templateFact } from './automatic-replies.ts'
import { filledIn, variablesOf } from './fill-in.ts'
import { inputProblems, type MessageInput } from './message-input.ts'
import { refOf, senderOf } from './message-sender.ts'
import { withReference } from './reply-reference.ts'
import { goingOut } from './waiting-on-line.ts'

export interface PostMessage {
  readonly principal: Principal
  readonly input: MessageInput
  /** The message that the input refers to, when it is in the conversation. */
  readonly about: SentMessage | null
  /** The agent identity in whose name a member says it. */
  readonly speaker: AgentIdentity | null
  /** Somebody else on the contact's side who writes; the contact itself when it is left out. */
  readonly participant?: Contact | null | undefined
  /** Used for what the message turns out to need. */
  readonly ids: {
    readonly message: MessageId
    readonly activity: MessageId
    readonly automatic: MessageId
  }
  readonly templates: Templates | undefined
  /** How many messages a conversation may have in a minute. */
  readonly perMinute: number
  readonly now: Timestamp
}

/** Ids for whatever a message turns out to need: the same each time, however often it is decided. */
export const idsOfPost = (ids: IdSource): PostMessage['ids'] => {
  let activity: MessageId | undefined
  let automatic: MessageId | undefined
  return {
    message: ids.next(),
    get activity() {
      activity ??= ids.next<'message'>()
      return activity
    },
    get automatic() {
      automatic ??= ids.next<'message'>()
      return automatic
    },
  }
}

/** A message as it was recorded, with the numbers of its conversation and inbox. */
export interface PostedMessage {
  readonly sent: SentMessage
  readonly conversationNumber: number
  readonly inboxNumber: number
  readonly organizationNumber: number
}

export type PostMessageError = AccessRefusal | ValidationFailed | TooManyMessages | IncomingNotTaken

/**
 * Says something in a conversation.
 *
 * A contact's message opens a snoozed or resolved conversation, or leaves a resolved one to the agent identity that answers
 * first in the inbox; a pending one stays pending, and what a blocked contact writes is kept and changes nothing. What the inbox says by itself to the contact follows in the same decision.
 */
export const decidePost = (
  state: ConversationState,
  command: PostMessage,
): Result<Decision<PostedMessage>, PostMessageError> => {
  const refused = refusalOf(state, command)
  if (refused) return err(refused)
  const { now } = command
  // Whoever is kept out by a rule is heard by nobody.
  const incoming = command.input.kind === 'incoming' && !command.input.line?.isBlocked
  const reopens = incoming ? statusAfterWriting(state) : null
  return ok({
    facts: [
      // First the status, so that whoever is told of the message is told of an open conversation.
      ...(reopens ? [becoming(reopens, now)] : []),
      ...goingOut(state, messageFact(state, command)),
      ...(reopens && state.conversation.status === 'resolved' ? [reopened(state, command, reopens)] : []),
      ...(incoming ? saidByItself(state, command) : []),
    ],
    answer: ({ messages, state: after }) => ({
      // The message's own fact is always there, and all others come after it.
      sent: messages[0] as SentMessage,
      conversationNumber: after.conversation.number,
      inboxNumber: after.inbox.number,
      organizationNumber: after.organization.number,
    }),
  })
}

const refusalOf = (
  state: ConversationState,
  { principal, input, perMinute, now }: PostMessage,
): PostMessageError | null => {
  const permitted = permitOn(state, principal, input.private ? 'messages:note' : 'messages:write')
  if (!permitted.ok) return permitted.error
  // It may be public, so it says what its requester says, and nothing for the organization.
  if (principal.type === 'client_key' && input.kind !== 'incoming')
    return { code: 'access/forbidden', operation: 'messages:write' }
  if (input.kind === 'incoming' && !input.line && !isOpenChannel(state.inbox.channelType))
    return { code: 'message/incoming-not-taken' }
  const problems = [...inputProblems(input), ...lineProblems(state, input)]
  if (problems.length > 0) return validationFailed(...problems)
  if (goesNowhere(state, input)) return { code: 'assignment/released' }
  const { minuteStartedAt, minuteMessages } = state.conversation
  const full = minuteStartedAt !== null && now - minuteStartedAt < MINUTE && minuteMessages >= perMinute
  return full ? { code: 'message/too-many', limit: perMinute } : null
}

/** Whether it is for the human of a connection. Notes are for nobody outside. */
const isForLine = ({ inbox }: ConversationState, { kind, private: note }: MessageInput): boolean =>
  !isOpenChannel(inbox.channelType) && kind === 'outgoing' && !note

/** A human who has disconnected is not reached. */
const goesNowhere = (state: ConversationState, input: MessageInput): boolean =>
  isForLine(state, input) && !isConnected(state.conversation.connection)

const lineProblems = (state: ConversationState, input: MessageInput): readonly FieldProblem[] =>
  isForLine(state, input) ? lineText('content', input.content) : []

const messageFact = (
  state: ConversationState,
  command: PostMessage,
): Extract<ConversationFact, { readonly type: 'message.recorded' }> => {
  const { principal, input, about, now } = command
  const { speakerNumber: _speaker, ...said } = input
  const sender = senderOf(state, { ...command, kind: input.kind })
  return {
    type: 'message.recorded',
    at: now,
    sender,
    message: {
      ...said,
      content: input.kind === 'outgoing' ? contentOf(state, principal, command) : input.content,
      contentAttributes: withReference(input.contentAttributes, about),
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
}

const contentOf = (
  state: ConversationState,
  principal: Principal,
  { input: { content }, templates }: PostMessage,
): string | null => content && filledIn(content, () => variablesOf(state, principal), templates)

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

const saidByItself = (
  state: ConversationState,
  { principal, ids, now, templates }: PostMessage,
): readonly ConversationFact[] => {
  const text = automaticReply(state, now)
  if (text === null) return []
  const content = filledIn(text, () => variablesOf(state, principal), templates)
  return goingOut(state, templateFact(state, { id: ids.automatic, now, content }))
}
