import {
  type Answer,
  type Conversation,
  type ConversationFact,
  type ConversationNotFound,
  type ConversationState,
  err,
  type IdempotencyKey,
  type IdempotencyKeyReused,
  type NewMessage,
  ok,
  type Recorded,
  type Sender,
  type SentMessage,
  type StartState,
  type Timestamp,
} from '../../src/index.ts'
import { succeeded } from '../kernel/in-work.ts'
import type { StorageHarness } from '../kernel/storage-harness.ts'
import { type Ground, messageFact, startedFact } from './facts.ts'

type Ports = Pick<StorageHarness, 'storage' | 'world'>

export interface RecordOptions {
  readonly idempotency?: IdempotencyKey
  readonly at?: Timestamp
}

export interface Refused {
  readonly code: 'test/refused'
}

/** What `decide` gives back to refuse. */
export const REFUSED: Refused = { code: 'test/refused' }

type Facts = readonly ConversationFact[] | Refused
type Recording = Answer<Recorded, Refused | ConversationNotFound | IdempotencyKeyReused>

const decided = (facts: Facts) =>
  'code' in facts ? err(facts) : ok({ facts, answer: (recorded: Recorded): Recorded => recorded })

/** Changes a conversation by the facts that `decide` gives, and answers what was recorded. */
export const recordIn = (
  { storage, world }: Ports,
  conversation: Pick<Conversation, 'organizationId' | 'id'>,
  decide: (state: ConversationState) => Facts,
  { idempotency, at = world.clock.now() }: RecordOptions = {},
): Promise<Recording> =>
  storage.conversationStore.change<Recorded, Refused>(
    { organizationId: conversation.organizationId, id: conversation.id },
    { at, idempotency, decide: (state) => decided(decide(state)), actor: () => ({ type: 'system' }) },
  )

/** Starts a conversation by the facts that `decide` gives, and answers what was recorded. */
export const recordStartIn = (
  { storage, world }: Ports,
  ground: Ground,
  decide: (state: StartState) => Facts,
  { idempotency, at = world.clock.now() }: RecordOptions = {},
): Promise<Recording> =>
  storage.conversationStore.start<Recorded, Refused>(
    {
      organizationId: ground.organization.id,
      inboxId: ground.inbox.id,
      contactPointId: ground.contactPoint.id,
    },
    {
      at,
      idempotency,
      decide: (state) => decided(decide(state)),
      actor: (state) => ({ type: 'contact', id: state.contact.id }),
    },
  )

/** Starts a conversation with these attributes. */
export const startConversation = async (
  ports: Ports,
  ground: Ground,
  overrides: Partial<Conversation> = {},
): Promise<ConversationState> =>
  succeeded(await recordStartIn(ports, ground, () => [startedFact(ports, ground, overrides)])).state

/** Writes one message into the conversation. */
export const say = async (
  ports: Ports,
  state: Pick<ConversationState, 'conversation' | 'contact'>,
  overrides: Partial<NewMessage> = {},
  sender?: Sender | null,
): Promise<SentMessage> => {
  const recorded = succeeded(
    await recordIn(ports, state.conversation, () => [messageFact(ports, state, overrides, sender)]),
  )
  const [sent] = recorded.messages
  if (!sent) throw new Error('The message was not recorded')
  return sent
}

/** The conversation as queries show it now. */
export const stateNow = async (
  { storage }: Pick<Ports, 'storage'>,
  { organizationId, id }: Pick<Conversation, 'organizationId' | 'id'>,
): Promise<ConversationState> => {
  const state = await storage.conversationQueries.find(organizationId, { id })
  if (!state) throw new Error('The conversation is gone')
  return state
}
