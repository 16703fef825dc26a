import type { ConversationId, OrganizationId } from '@parlance/core'
import { binaryList } from '../kernel/binary-lists.ts'
import type { Connection, Run } from '../kernel/connection.ts'
import type { Conclusion } from '../kernel/in-transaction.ts'
import { unnested } from '../kernel/listed-columns.ts'
import { statement } from '../kernel/statement.ts'
import { createAnswers, findAnswers } from './answers.ts'
import type { ChangeCommand } from './command.ts'
import type { Decided } from './decide.ts'
import { type ChangeParts, decideChanges, type Located } from './decide-changes.ts'
import { loadVersionedStates } from './load-states.ts'
import { findMentioned, type Mention } from './mentioned-messages.ts'
import type { StateCache } from './state-cache.ts'
import { compareVersions, ROW_COLUMNS, rowOf, type VersionedState } from './state-versions.ts'
import { takeMessageNumbers } from './take-numbers.ts'
import { untilNumbered } from './until-numbered.ts'
import { writesOfChanges } from './writes.ts'

/** Carries out changes of conversations of one organization in the transaction that is open. */
export const changeBatch = async (
  connection: Connection,
  parts: ChangeParts,
  organizationId: OrganizationId,
  commands: readonly ChangeCommand[],
): Promise<Conclusion<Decided>> => {
  const { run, together } = connection
  const { cache, stock } = parts
  const located = await locate(run, cache, organizationId, commands)
  const wanted = [...new Set(located)].filter((id) => id !== undefined).toSorted()
  const known = wanted.map((id) => cache.get(organizationId, id))
  const cached = known.filter((one) => one !== undefined)
  const keys = commands.map(({ change }) => change.idempotency)
  const [changed, isCurrent, loaded, found, numbers, mentioned] = await together([
    () => run(LOCK, [organizationId, binaryList('uuid', wanted), binaryList('xid', known.map(versionOf))]),
    () => compareVersions(run, organizationId, cached),
    () =>
      loadVersionedStates(
        connection,
        organizationId,
        wanted.filter((_id, at) => !known[at]),
      ),
    () => findAnswers(run, organizationId, keys),
    () => takeMessageNumbers(run, 2 * commands.length),
    () => findMentioned(run, organizationId, mentionsOf(commands, located)),
  ])
  const changedIds = new Set(changed.map(({ id }) => id))
  const [current, stale] = partition(
    cached,
    (one) => !changedIds.has(one.state.conversation.id) && isCurrent(one),
  )
  const staleIds = stale.map(({ state }) => state.conversation.id)
  const reloaded = await loadVersionedStates(connection, organizationId, staleIds)
  // Also where nothing comes of the changes: what is old is not tried again.
  for (const id of staleIds) cache.drop(id)
  for (const one of reloaded.values()) cache.put(one)
  const before = new Map([...loaded, ...reloaded])
  for (const one of current) before.set(one.state.conversation.id, one)
  // As many again are for the next batch, which may know what this one looked up.
  const [given, ahead] = [numbers.slice(0, commands.length), numbers.slice(commands.length)]
  const kinds = [{ given, take: (count: number) => takeMessageNumbers(run, count) }]
  const value = await untilNumbered(kinds, ([messageNumbers]) => {
    if (!messageNumbers) throw new Error('There are no message numbers')
    const answers = createAnswers(found)
    return decideChanges(parts, { commands, located, before, mentioned, answers, messageNumbers })
  })
  const settled = () => {
    value.settled()
    stock.put(ahead)
  }
  return { value: { ...value, settled }, writes: writesOfChanges(organizationId, value.ledger, before) }
}

/**
 * Locks in the order of the ids, so that two batches never wait for each other in a circle, and tells which are in another
 * version than they were known in, once nobody else holds them. What else belongs to them is read by the statements after
 * it: this one would show what was there before it waited.
 */
const LOCK = statement<{ readonly id: ConversationId }>(
  'conversations-lock',
  `select wanted.id
   from ${unnested(ROW_COLUMNS, 2, 'wanted')}
   left join lateral (
     select conversations.xmin as version from conversations
     where conversations.organization_id = $1 and conversations.id = wanted.id
     limit 1 for no key update
   ) as found on true
   where found.version is distinct from wanted.version`,
)

/** The version of a state's conversation; null for one that is not known. */
const versionOf = (known: VersionedState | undefined): string | null =>
  (known && rowOf(known.rows, known.state.conversation.id)?.version) ?? null

const NUMBERED = statement<{ readonly id: ConversationId; readonly number: number }>(
  'conversations-by-number',
  'select id, number from conversations where organization_id = $1 and number = any($2::bigint[])',
)

const locate = async (
  run: Run,
  cache: StateCache,
  organizationId: OrganizationId,
  commands: readonly ChangeCommand[],
): Promise<Located> => {
  const located = commands.map(({ key }) => cache.locate(organizationId, key))
  const unknown = new Set<number>()
  for (const [at, { key }] of commands.entries())
    if ('number' in key && located[at] === undefined) unknown.add(key.number)
  if (unknown.size === 0) return located
  const rows = await run(NUMBERED, [organizationId, binaryList('bigint', [...unknown])])
  const idOf = new Map(rows.map(({ number, id }) => [number, id]))
  return located.map((id, at) => {
    const key = commands[at]?.key
    return id ?? (key && 'number' in key ? idOf.get(key.number) : undefined)
  })
}

const partition = <T>(all: readonly T[], such: (one: T) => boolean): readonly [T[], T[]] => {
  const yes: T[] = []
  const no: T[] = []
  for (const one of all) (such(one) ? yes : no).push(one)
  return [yes, no]
}

const mentionsOf = (commands: readonly ChangeCommand[], located: Located): readonly Mention[] =>
  commands.flatMap(({ change }, at) => {
    const conversationId = located[at]
    return change.about && conversationId ? [{ at, key: change.about, conversationId }] : []
  })
