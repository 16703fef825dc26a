import {
  type Answer,
  answered,
  asksForRating,
  becomesRead,
  type Change,
  type Conversation,
  type ConversationKey,
  type ConversationNotFound,
  type ConversationState,
  type ConversationStore,
  type Decision,
  err,
  type IdempotencyKeyReused,
  type IdSource,
  type JsonValue,
  type MessageKey,
  type OrganizationId,
  type ReadReceipt,
  type Recorded,
  type Recording,
  type RecordingContext,
  recordFacts,
  recordStart,
  type SentMessage,
  type StartState,
  type TurnState,
} from '../../src/index.ts'
import { noteActivity } from '../contacts/contact-store.memory.ts'
import { holdFiles } from '../files/file-store.memory.ts'
import { appendEvents } from '../kernel/event-log.memory.ts'
import { storeAnswer, storedAnswer } from '../kernel/idempotency.memory.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import { type MemoryDatabase, nextNumber, type Tables, type WritableTables } from '../memory-database.ts'
import { candidatesOf } from './candidates.memory.ts'
import { noteConnection } from './connection-lines.memory.ts'
import { addParticipants, removeConversation } from './conversation-shelf.memory.ts'
import { loadStart, loadState } from './conversation-state.memory.ts'
import { noteMentions } from './mentions.memory.ts'

/** How one kind of change is loaded and recorded. */
interface Steps<State, A> {
  readonly organizationId: OrganizationId
  readonly load: () => State | null
  readonly find: (state: State, key: MessageKey) => SentMessage | null
  readonly record: (state: State, decision: Decision<A>, context: RecordingContext) => Recorded
}

export const memoryConversationStore = (database: MemoryDatabase, ids: IdSource): ConversationStore => ({
  change: (key, change) =>
    database.transaction((tables) => carryOut(tables, ids, changing(tables, key), change)),
  changeInTurn: (key, change) =>
    database.transaction((tables) => carryOut(tables, ids, changingInTurn(tables, key), change)),
  start: (key, change) =>
    database.transaction((tables) => carryOut(tables, ids, starting(tables, key), change)),
  assignments: async (organizationId, conversationId) =>
    database.committed.assignments
      .of(organizationId)
      .filter((assignment) => assignment.conversationId === conversationId)
      .toSorted(
        inOrder(
          by(({ assignedAt }) => assignedAt),
          by(({ id }) => id),
        ),
      )
      .slice(0, 1_000),
  message: async (organizationId, id) => database.committed.messages.get(organizationId, id) ?? null,
})

const carryOut = <State, A extends JsonValue | object, E>(
  tables: WritableTables,
  ids: IdSource,
  { organizationId, load, find, record }: Steps<State, A>,
  { at, idempotency, about, decide, actor }: Change<State, A, E>,
): Answer<A, E | ConversationNotFound | IdempotencyKeyReused> => {
  const stored = idempotency && storedAnswer(tables, organizationId, idempotency)
  if (stored && stored.fingerprint !== idempotency.fingerprint)
    return err({ code: 'idempotency/key-reused', key: idempotency.key })
  // What is under a key was written by this very use case: the scope names the route.
  if (stored) return answered(stored.answer as A, true)
  const state = load()
  if (!state) return err({ code: 'conversation/not-found' })
  const decided = decide(state, about ? find(state, about) : null)
  if (!decided.ok) return decided
  const recorded = record(state, decided.value, {
    actor: actor(state),
    nextEventId: () => ids.next(),
    nextMessageNumber: () => nextNumber(tables, organizationId, 'message'),
  })
  const answer = decided.value.answer(recorded)
  if (idempotency) {
    storeAnswer(tables, organizationId, { ...idempotency, answer: answer as JsonValue }, at)
  }
  return answered(answer, false)
}

const withKey = (tables: Tables, key: ConversationKey) =>
  'id' in key
    ? tables.conversations.get(key.organizationId, key.id)
    : tables.conversations
        .of(key.organizationId)
        .find(({ conversation }) => conversation.number === key.number)

const messageWith = (
  tables: Tables,
  { organizationId, id }: Conversation,
  key: MessageKey,
): SentMessage | null =>
  tables.messages
    .of(organizationId)
    .filter(({ message }) => message.conversationId === id)
    .filter(({ message }) => {
      if ('id' in key) return message.id === key.id
      return 'number' in key ? message.number === key.number : message.sourceId === key.sourceId
    })
    .toSorted(by(({ message }) => message.number, true))[0] ?? null

const changing = <A>(tables: WritableTables, key: ConversationKey): Steps<ConversationState, A> => ({
  organizationId: key.organizationId,
  load: () => {
    const row = withKey(tables, key)
    return row ? loadState(tables, row) : null
  },
  find: ({ conversation }, about) => messageWith(tables, conversation, about),
  record: (state, { facts }, context) => keep(tables, recordFacts(state, facts, context)),
})

const changingInTurn = <A>(tables: WritableTables, key: ConversationKey): Steps<TurnState, A> => {
  const steps = changing<A>(tables, key)
  return {
    ...steps,
    load: () => {
      const state = steps.load()
      return state && { ...state, candidates: candidatesOf(tables, key.organizationId, state.inbox.id) }
    },
    record: ({ candidates: _candidates, ...state }, decision, context) =>
      steps.record(state, decision, context),
  }
}

const starting = <A>(
  tables: WritableTables,
  key: Parameters<ConversationStore['start']>[0],
): Steps<StartState, A> => ({
  organizationId: key.organizationId,
  load: () => loadStart(tables, key),
  find: () => null,
  record: (state, { facts }, context) => {
    if (facts.length > 0) {
      const conversationNumber = nextNumber(tables, key.organizationId, 'conversation')
      return keep(tables, recordStart(state, facts, { ...context, conversationNumber }))
    }
    if (!state.latest) throw new Error('A start that starts nothing needs a conversation to answer with')
    return { state: state.latest, messages: [], changed: [] }
  },
})

/** Writes a recording down. */
const keep = (tables: WritableTables, recording: Recording): Recording => {
  const { state, messages, changed, surveyResponses, made, released, events } = recording
  const { id: organizationId } = state.organization
  const { conversation, recent, team } = state
  tables.conversations.put(organizationId, conversation.id, {
    conversation,
    teamId: team?.id ?? null,
    recent,
  })
  if (recording.lineChanged) noteConnection(tables, state)
  if (recording.contactBlocked !== null) block(tables, state, recording.contactBlocked)
  for (const sent of messages) tables.messages.insert(organizationId, sent.message.id, sent)
  holdFiles(tables, organizationId, messages)
  for (const { message, sender } of messages)
    if (message.kind === 'incoming' && sender?.type === 'contact')
      noteActivity(tables, organizationId, sender.contact)
  for (const { message } of messages) noteMentions(tables, organizationId, message)
  for (const sent of changed) tables.messages.put(organizationId, sent.message.id, sent)
  for (const receipt of recording.receipts) read(tables, organizationId, receipt)
  for (const { message } of messages) {
    if (!asksForRating(message)) continue
    tables.surveys.insert(organizationId, message.id, {
      organizationId,
      message,
      response: null,
      respondedAt: null,
    })
  }
  for (const response of surveyResponses) {
    const asked = tables.surveys.get(organizationId, response.messageId)
    if (!asked) throw new Error('Nobody was asked')
    const respondedAt = asked.respondedAt ?? response.at
    tables.surveys.put(organizationId, response.messageId, { ...asked, response, respondedAt })
  }
  for (const assignment of made) {
    tables.assignments.insert(organizationId, assignment.id, assignment)
    const { holder, assignedAt: at } = assignment
    const members = holder.type === 'member' ? [holder.id] : []
    addParticipants(tables, organizationId, { id: conversation.id, members, at })
  }
  for (const assignment of released) tables.assignments.put(organizationId, assignment.id, assignment)
  const active = tables.assignments
    .of(organizationId)
    .filter((one) => one.conversationId === conversation.id && one.status === 'active')
  if (active.length > 1) throw new Error('A conversation has at most one active assignment')
  appendEvents(tables, organizationId, events)
  if (recording.removed) removeConversation(tables, organizationId, conversation.id)
  return recording
}

const block = (tables: WritableTables, { organization, contact }: ConversationState, blocked: boolean) => {
  const row = tables.contacts.get(organization.id, contact.id)
  if (row) tables.contacts.put(organization.id, row.id, { ...row, blocked, updatedAt: contact.updatedAt })
}

/** Marks what was said to the contact until then. */
const read = (tables: WritableTables, organizationId: OrganizationId, receipt: ReadReceipt) => {
  const seen = tables.messages
    .of(organizationId)
    .filter(({ message }) => message.conversationId === receipt.conversationId)
    .filter(({ message }) => message.number <= receipt.through && becomesRead(message))
  for (const sent of seen) {
    const message = { ...sent.message, status: 'read', updatedAt: receipt.at } as const
    tables.messages.put(organizationId, message.id, { ...sent, message })
  }
}
