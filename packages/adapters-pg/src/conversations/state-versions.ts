import type { ConversationState, OrganizationId } from '@parlance/core'
import { binaryList } from '../kernel/binary-lists.ts'
import type { Run } from '../kernel/connection.ts'
import { unnested } from '../kernel/listed-columns.ts'
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

/** How rows travel that are asked about by their ids and versions. */
export const ROW_COLUMNS = { id: { type: 'uuid' }, version: { type: 'xid' } } as const

const keyOf = (table: Table): string =>
  table === 'organizations'
    ? 'organizations.organization_id = $1'
    : `${table}.organization_id = $1 and ${table}.id = wanted.id`

/** The rows of these tables that are in another version than they were known in, by the lists from this parameter on. */
const staleIn = (tables: readonly Table[], first: number): string =>
  tables
    .map(
      (table, at) => `select wanted.id, wanted.version::text
        from ${unnested(ROW_COLUMNS, first + 2 * at, 'wanted')}
        left join lateral (
          select ${table}.xmin as version from ${table} where ${keyOf(table)} limit 1
        ) as found on true
        where found.version is distinct from wanted.version`,
    )
    .join(' union all ')

/** The rows of these tables that the states were read from, each once: the parameters of `staleIn`. */
const rowListsOf = (
  tables: readonly Table[],
  states: Iterable<VersionedState>,
  besides: ReadonlyMap<string, unknown> = new Map(),
): readonly Buffer[] => {
  const asked = new Set<string>()
  const lists = new Map(tables.map((table) => [table, { ids: [] as string[], versions: [] as string[] }]))
  for (const { rows } of states) {
    for (const row of rows) {
      const list = lists.get(row.table)
      const name = nameOf(row)
      if (!list || asked.has(name) || besides.has(row.id)) continue
      asked.add(name)
      list.ids.push(row.id)
      list.versions.push(row.version)
    }
  }
  return [...lists.values()].flatMap(({ ids, versions }) => [
    binaryList('uuid', ids),
    binaryList('xid', versions),
  ])
}

/** A conversation is looked at where it is locked. */
const BESIDES_CONVERSATIONS = TABLES.filter((table) => table !== 'conversations')

const STALE = statement<Pick<RowVersion, 'id' | 'version'>>(
  'state-versions',
  staleIn(BESIDES_CONVERSATIONS, 2),
)

/** Compares all rows of these states with the database, but for the conversations'; tells which states are current. */
export const compareVersions = async (
  run: Run,
  organizationId: OrganizationId,
  states: readonly VersionedState[],
): Promise<(versioned: VersionedState) => boolean> => {
  const answer = await run(STALE, [organizationId, ...rowListsOf(BESIDES_CONVERSATIONS, states)])
  const stale = new Set(answer.map(nameOf))
  return ({ rows }) => stale.size === 0 || !rows.some((row) => stale.has(nameOf(row)))
}

const nameOf = ({ id, version }: Pick<RowVersion, 'id' | 'version'>): string => `${id} ${version}`

/** How many parameters `staleRows` takes. */
export const STALE_PARAMETERS = 2 * TABLES.length

/** Selects the rows that are in another version than they were known in, by the lists of `knownRows` from this parameter on. */
export const staleRows = (first: number): string => staleIn(TABLES, first)

/**
 * The rows that these states were read from, with their versions.
 *
 * @param besides the ids of rows that are left out.
 */
export const knownRows = (
  states: Iterable<VersionedState>,
  besides: ReadonlyMap<string, unknown>,
): readonly Buffer[] => rowListsOf(TABLES, states, besides)
