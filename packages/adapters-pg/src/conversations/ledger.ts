import type {
  Assignment,
  AssignmentId,
  ContactId,
  ConversationEvent,
  ConversationId,
  ConversationState,
  IdempotencyRecord,
  InboxId,
  Message,
  MessageId,
  ReadReceipt,
  Recording,
  SentMessage,
  SurveyResponse,
  Timestamp,
} from '@parlance/core'

export interface AssignmentOfInbox {
  readonly assignment: Assignment
  readonly inboxId: InboxId
}

export interface RememberedAnswer extends Omit<IdempotencyRecord, 'answer'> {
  /** As JSON text, the way it is kept. */
  readonly answer: string
  readonly at: Timestamp
}

/** What a batch is about to write, in the order in which it was decided. */
export interface Ledger {
  /** The conversations that changed, or began, as they are afterwards. */
  readonly conversations: Map<ConversationId, ConversationState>
  readonly messages: SentMessage[]
  readonly changedMessages: Map<MessageId, Message>
  /** New assignments in their last state: one may be made and released in the same batch. */
  readonly made: Map<AssignmentId, AssignmentOfInbox>
  /** Assignments of earlier batches that were released. */
  readonly released: Map<AssignmentId, Assignment>
  /** The conversations that are to go; they are among those that changed. */
  readonly removed: Set<ConversationId>
  readonly receipts: ReadReceipt[]
  /** The conversations whose connections changed. */
  readonly connections: Set<ConversationId>
  /** Those of them that take a line, or leave one. */
  readonly lines: Set<ConversationId>
  /** The contacts that were blocked, or are no longer, since when. */
  readonly blocked: Map<ContactId, { readonly blocked: boolean; readonly at: Timestamp }>
  /** The last that was said to each survey. */
  readonly surveyResponses: Map<MessageId, SurveyResponse>
  /** The contacts whose activity was noted when the batch was written, with the versions that their rows had before. */
  readonly notedContacts: Map<ContactId, string>
  /** Once the batch is written: the version in which its rows are, and the numbers for messages that were taken ahead. */
  written: { readonly version: string | undefined; readonly numbers: readonly number[] }
  readonly events: ConversationEvent[]
  readonly answers: RememberedAnswer[]
}

export const emptyLedger = (): Ledger => ({
  conversations: new Map(),
  messages: [],
  changedMessages: new Map(),
  surveyResponses: new Map(),
  made: new Map(),
  released: new Map(),
  removed: new Set(),
  receipts: [],
  connections: new Set(),
  lines: new Set(),
  blocked: new Map(),
  notedContacts: new Map(),
  written: { version: undefined, numbers: [] },
  events: [],
  answers: [],
})

/** Notes what one command recorded. */
export const enter = (ledger: Ledger, recording: Recording): void => {
  if (recording.events.length === 0) return
  const { contact, conversation, inbox } = recording.state
  ledger.conversations.set(conversation.id, recording.state)
  ledger.messages.push(...recording.messages)
  ledger.events.push(...recording.events)
  if (recording.removed) ledger.removed.add(conversation.id)
  ledger.receipts.push(...recording.receipts)
  if (recording.connection) ledger.connections.add(conversation.id)
  if (recording.lineChanged) ledger.lines.add(conversation.id)
  if (recording.contactBlocked !== null) {
    ledger.blocked.set(contact.id, { blocked: recording.contactBlocked, at: contact.updatedAt })
  }
  for (const { message } of recording.changed) ledger.changedMessages.set(message.id, message)
  for (const response of recording.surveyResponses) ledger.surveyResponses.set(response.messageId, response)
  for (const assignment of recording.made) ledger.made.set(assignment.id, { assignment, inboxId: inbox.id })
  for (const assignment of recording.released) {
    if (ledger.made.has(assignment.id)) ledger.made.set(assignment.id, { assignment, inboxId: inbox.id })
    else ledger.released.set(assignment.id, assignment)
  }
}
