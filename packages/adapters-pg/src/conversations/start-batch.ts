import {
  type ContactPointId,
  type ConversationFact,
  type ConversationId,
  err,
  type IdSource,
  type InboxId,
  type OrganizationId,
  type Recorded,
  type RecordingContext,
  recordStart,
  type StartState,
} from '@parlance/core'
import type { Connection } from '../kernel/connection.ts'
import type { Conclusion } from '../kernel/in-transaction.ts'
import { createAnswers, findAnswers } from './answers.ts'
import type { Command, Outcome } from './command.ts'
import { type Bench, type Decided, decide } from './decide.ts'
import { emptyLedger } from './ledger.ts'
import { loadStartStates } from './load-start-states.ts'
import type { Numbers } from './numbers.ts'
import { takeConversationNumbers, takeMessageNumbers } from './take-numbers.ts'
import { untilNumbered } from './until-numbered.ts'
import { writesOfStarts } from './writes.ts'

export interface StartKey {
  readonly organizationId: OrganizationId
  readonly inboxId: InboxId
  readonly contactPointId: ContactPointId
}

export type StartCommand = Command<StartKey, StartState>
type StartStates = ReadonlyMap<ContactPointId, StartState>

/** Carries out starts of conversations of one organization in the transaction that is open. */
export const startBatch = async (
  connection: Connection,
  ids: IdSource,
  organizationId: OrganizationId,
  commands: readonly StartCommand[],
): Promise<Conclusion<Decided>> => {
  const { run, together } = connection
  const points = [...new Set(commands.map(({ key }) => key.contactPointId))]
  const keys = commands.map(({ change }) => change.idempotency)
  const [states, found] = await together([
    () => loadStartStates(connection, organizationId, points),
    () => findAnswers(run, organizationId, keys),
  ])
  const kinds = [
    { given: [], take: (count: number) => takeMessageNumbers(run, count) },
    { given: [], take: (count: number) => takeConversationNumbers(run, organizationId, count) },
  ]
  const value = await untilNumbered(kinds, ([messageNumbers, conversationNumbers]) => {
    if (!messageNumbers || !conversationNumbers) throw new Error('There are no numbers')
    const bench = { ledger: emptyLedger(), answers: createAnswers(found), ids, messageNumbers }
    return { ledger: bench.ledger, outcomes: decideAll(bench, conversationNumbers, commands, states) }
  })
  return { value, writes: writesOfStarts(organizationId, value.ledger) }
}

/** Decides the commands one after the other; a later one finds the conversation that an earlier one began. */
const decideAll = (
  bench: Bench,
  conversationNumbers: Numbers,
  commands: readonly StartCommand[],
  loaded: StartStates,
): readonly Outcome[] => {
  const begun = new Map<ContactPointId, ConversationId>()
  const record = (state: StartState, facts: readonly ConversationFact[], context: RecordingContext) => {
    if (facts.length === 0) return latestOf(state)
    const recording = recordStart(state, facts, {
      ...context,
      conversationNumber: conversationNumbers.next(),
    })
    begun.set(state.contactPoint.id, recording.state.conversation.id)
    return recording
  }
  return commands.map((command) => {
    const state = loaded.get(command.key.contactPointId)
    if (!state || state.inbox.id !== command.key.inboxId) {
      return () => command.resolve(err({ code: 'conversation/not-found' }))
    }
    const id = begun.get(state.contactPoint.id)
    const latest = (id && bench.ledger.conversations.get(id)) ?? state.latest
    return decide(bench, command, { ...state, latest }, record)
  })
}

const latestOf = ({ latest }: StartState): Recorded => {
  if (!latest) throw new Error('Nothing was started, and there is nothing to answer with')
  return { state: latest, messages: [], changed: [] }
}
