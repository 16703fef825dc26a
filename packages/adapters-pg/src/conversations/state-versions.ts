import type { ConversationState, OrganizationId } from '@parlance/core'
import { binaryList } from '../kernel/binary-lists.ts'
import type { Run } from '../kernel/connection.ts'
import { statement } from '../kernel/statement.ts'

/** Where a state is read from. What a conversation is told by its own changes counts as its row. */
const TABLES = [
  'organizations',
  'conversations',
  'inboxes',
  'contacts',
  'contact_points',
  'members',
  'agent_identities',
  'teams',
] as const

type Table = (typeof TABLES)[number]

/** A row in the version in which it was read. */
export interface RowVersion {
  readonly table: Table
  readonly id: string
  readonly version: string
}

/** A state with all the rows that it was read from. */
export interface VersionedState {
  readonly state: ConversationState
  readonly rows: readonly RowVersion[]
}

/** The rows that a state is made of, each once. */
export const rowsOf = (state: ConversationState): readonly Omit<RowVersion, 'version'>[] => {
  const { organization, conversation, inbox, contact, contactPoint, assignee, agentIdentity, team } = state
  const rows: Omit<RowVersion, 'version'>[] = []
  const add = (table: Table, id: string) => {
    if (!rowOf(rows, id)) rows.push({ table, id })
  }
  add('organizations', organization.id)
  add('conversations', conversation.id)
  add('inboxes', inbox.id)
  add('contacts', contact.id)
  add('contact_points', contactPoint.id)
  if (assignee) add('members', assignee.id)
  if (agentIdentity) add('agent_identities', agentIdentity.id)
  if (team) add('teams', team.id)
  for (const sent of [state.recent.last, state.recent.lastNonActivity, state.recent.lastPublic]) {
    if (sent?.sender?.type === 'member') add('members', sent.sender.member.id)
    if (sent?.sender?.type === 'contact') add('contacts', sent.sender.contact.id)
  }
  return rows
}

/**
 * A state with its rows in the versions that are known.
 *
 * @param versionOf gives the version of a row by its id.
 * @returns null unless that of every one of its rows is known.
 */
export const versioned = (
  state: ConversationState,
  versionOf: (id: string) => string | undefined,
): VersionedState | null => {
  const rows: RowVersion[] = []
  for (const { table, id } of rowsOf(state)) {
    const version = versionOf(id)
    if (version === undefined) return null
    rows.push({ table, id, version })
  }
  return { state, rows }
}

/** The row with this id among the few of a state. */
export const rowOf = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  id: string,
): Row | undefined => {
  for (const row of rows) if (row.id === id) return row
  return undefined
}

interface StaleRow {
  /** Null beside the version that the rows will have which this very transaction writes. */
  readonly id: string | null
  readonly version: string
}

/** Conversations are looked at where they are locked. */
const CHECKED = TABLES.filter((table) => table !== 'conversations')

const keyOf = (table: Table): string =>
  table === 'organizations' ? 'organization_id = $1' : `organization_id = $1 and ${table}.id = wanted.id`

const CHECK = statement<StaleRow>(
  'state-versions',
  [
    'select null::uuid as id, pg_current_xact_id()::xid::text as version',
    ...CHECKED.map(
      (table, at) => `select wanted.id, wanted.version::text
      from unnest($${2 * at + 2}::uuid[], $${2 * at + 3}::xid[]) as wanted (id, version)
      left join lateral (
        select ${table}.xmin as version from ${table} where ${table}.${keyOf(table)} limit 1
      ) as found on true
      where found.version is distinct from wanted.version`,
    ),
  ].join(' union all '),
)

/** What came of comparing states with the database. */
export interface Compared {
  readonly isCurrent: (versioned: VersionedState) => boolean
  /** The version that the rows will have which this transaction writes. */
  readonly own: string
}

/**
 * Compares all rows of these states with the database, but for the conversations', and says in which version those will be
 * that this transaction writes.
 */
export const compareVersions = async (
  run: Run,
  organizationId: OrganizationId,
  states: readonly VersionedState[],
): Promise<Compared> => {
  const asked = new Set<string>()
  const lists = new Map(CHECKED.map((table) => [table, { ids: [] as string[], versions: [] as string[] }]))
  for (const { rows } of states) {
    for (const row of rows) {
      const list = row.table === 'conversations' ? undefined : lists.get(row.table)
      if (!list || asked.has(nameOf(row))) continue
      asked.add(nameOf(row))
      list.ids.push(row.id)
      list.versions.push(row.version)
    }
  }
  const values = [...lists.values()].flatMap(({ ids, versions }) => [
    binaryList('uuid', ids),
    binaryList('xid', versions),
  ])
  const answer = await run(CHECK, [organizationId, ...values])
  const stale = new Set<string>()
  let own = ''
  for (const { id, version } of answer) {
    if (id === null) own = version
    else stale.add(nameOf({ id, version }))
  }
  return { own, isCurrent: ({ rows }) => stale.size === 0 || !rows.some((row) => stale.has(nameOf(row))) }
}

const nameOf = ({ id, version }: Pick<RowVersion, 'id' | 'version'>): string => `${id} ${version}`
