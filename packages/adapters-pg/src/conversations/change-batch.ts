import {
  type ConversationId,
  type ConversationKey,
  type ConversationState,
  err,
  type IdSource,
  type OrganizationId,
  recordFacts,
} from '@parlance/core'
import type { Connection, Run } from '../kernel/connection.ts'
import type { Conclusion } from '../kernel/in-transaction.ts'
import { statement } from '../kernel/statement.ts'
import { createAnswers, findAnswers } from './answers.ts'
import type { Command, Outcome } from './command.ts'
import { type Bench, type Decided, decide } from './decide.ts'
import { emptyLedger } from './ledger.ts'
import { loadStates } from './load-states.ts'
import { aboutOf, findMentioned, type Mention, type Mentioned } from './mentioned-messages.ts'
import { takeMessageNumbers } from './take-numbers.ts'
import { untilNumbered } from './until-numbered.ts'
import { writesOfChanges } from './writes.ts'

export type ChangeCommand = Command<ConversationKey, ConversationState>

/** Carries out changes of conversations of one organization in the transaction that is open. */
export const changeBatch = async (
  connection: Connection,
  ids: IdSource,
  organizationId: OrganizationId,
  commands: readonly ChangeCommand[],
): Promise<Conclusion<Decided>> => {
  const { run, together } = connection
  const located = await locate(run, organizationId, commands)
  const wanted = [...new Set(located)].filter((id) => id !== undefined)
  const keys = commands.map(({ change }) => change.idempotency)
  const [, states, found, numbers, mentioned] = await together([
    () => run(LOCK, [organizationId, wanted]),
    () => loadStates(connection, organizationId, wanted),
    () => findAnswers(run, organizationId, keys),
    () => takeMessageNumbers(run, commands.length),
    () => findMentioned(run, organizationId, mentionsOf(commands, located)),
  ])
  const kinds = [{ given: numbers, take: (count: number) => takeMessageNumbers(run, count) }]
  const value = await untilNumbered(kinds, ([messageNumbers]) => {
    if (!messageNumbers) throw new Error('There are no message numbers')
    const bench = { ledger: emptyLedger(), answers: createAnswers(found), ids, messageNumbers }
    return { ledger: bench.ledger, outcomes: decideAll(bench, commands, located, { states, mentioned }) }
  })
  return { value, writes: writesOfChanges(organizationId, value.ledger, states) }
}

/**
 * Locks in the order of the ids, so that two batches never wait for each other in a circle. What is locked is read by the
 * statements after it: this one would show what was there before it waited.
 */
const LOCK = statement(
  'conversations-lock',
  `select conversations.id
   from unnest($2::uuid[]) as wanted (id)
   join conversations on conversations.organization_id = $1 and conversations.id = wanted.id
   order by conversations.id for no key update of conversations`,
)

const NUMBERED = statement<{ readonly id: ConversationId; readonly number: number }>(
  'conversations-by-number',
  'select id, number from conversations where organization_id = $1 and number = any($2::bigint[])',
)

type Located = readonly (ConversationId | undefined)[]

/** The id that each command is about; undefined when there is no conversation with its number. */
const locate = async (
  run: Run,
  organizationId: OrganizationId,
  commands: readonly ChangeCommand[],
): Promise<Located> => {
  const numbers = commands.flatMap(({ key }) => ('number' in key ? [key.number] : []))
  const rows = numbers.length === 0 ? [] : await run(NUMBERED, [organizationId, numbers])
  const idOf = new Map(rows.map(({ id, number }) => [number, id]))
  return commands.map(({ key }) => ('number' in key ? idOf.get(key.number) : key.id))
}

interface Loaded {
  readonly states: ReadonlyMap<ConversationId, ConversationState>
  readonly mentioned: Mentioned
}

const mentionsOf = (commands: readonly ChangeCommand[], located: Located): readonly Mention[] =>
  commands.flatMap(({ change }, at) => {
    const conversationId = located[at]
    return change.about && conversationId ? [{ at, key: change.about, conversationId }] : []
  })

/** Decides the commands one after the other; a later one sees what an earlier one did to the same conversation. */
const decideAll = (
  bench: Bench,
  commands: readonly ChangeCommand[],
  located: Located,
  { states, mentioned }: Loaded,
): readonly Outcome[] =>
  commands.map((command, at) => {
    const id = located[at]
    const state = id && (bench.ledger.conversations.get(id) ?? states.get(id))
    if (!state || bench.ledger.removed.has(id))
      return () => command.resolve(err({ code: 'conversation/not-found' }))
    const about = aboutOf(bench.ledger, mentioned, { at, key: command.change.about, conversationId: id })
    return decide(bench, command, state, recordFacts, about)
  })
