import type { ConversationState, OrganizationId } from '@parlance/core'
import type { Run } from '../kernel/connection.ts'
import { ROW_VERSION } from '../kernel/looked-up.ts'
import { statement } from '../kernel/statement.ts'

/** The versions of rows by their ids. */
export type Versions = ReadonlyMap<string, string>

/** A state with the versions of all the rows that it was read from. */
export interface VersionedState {
  readonly state: ConversationState
  readonly versions: Versions
}

/** Where a state is read from, the organization apart. What a conversation is told by its own changes counts as its row. */
const TABLES = [
  'conversations',
  'inboxes',
  'contacts',
  'contact_points',
  'members',
  'agent_identities',
  'teams',
] as const

type Rows = Readonly<Record<(typeof TABLES)[number], readonly string[]>>

/** The ids of the rows that a state is made of. */
export const rowsOf = ({
  conversation,
  inbox,
  contact,
  contactPoint,
  assignee,
  agentIdentity,
  team,
  recent,
}: ConversationState): Rows => {
  const members = new Set<string>(assignee ? [assignee.id] : [])
  const contacts = new Set<string>([contact.id])
  for (const sent of [recent.last, recent.lastNonActivity, recent.lastPublic]) {
    if (sent?.sender?.type === 'member') members.add(sent.sender.member.id)
    if (sent?.sender?.type === 'contact') contacts.add(sent.sender.contact.id)
  }
  return {
    conversations: [conversation.id],
    inboxes: [inbox.id],
    contacts: [...contacts],
    contact_points: [contactPoint.id],
    members: [...members],
    agent_identities: agentIdentity ? [agentIdentity.id] : [],
    teams: team ? [team.id] : [],
  }
}

interface VersionRow {
  /** Null beside the version that the rows will have which this very transaction writes. */
  readonly id: string | null
  readonly version: string
}

const READ = statement<VersionRow>(
  'state-versions',
  [
    'select null::uuid as id, pg_current_xact_id()::xid::text as version',
    'select organization_id, xmin::text from organizations where organization_id = $1',
    ...TABLES.map(
      (table, at) => `select wanted.id, looked_up.${ROW_VERSION} as version
      from unnest($${at + 2}::uuid[]) as wanted (id)
      cross join lateral (
        select ${table}.xmin::text as ${ROW_VERSION} from ${table}
        where ${table}.organization_id = $1 and ${table}.id = wanted.id limit 1
      ) as looked_up`,
    ),
  ].join(' union all '),
)

/** Tells in which version the rows of these states are now, and in which one those will be that this transaction writes. */
export const readVersions = async (
  run: Run,
  organizationId: OrganizationId,
  states: readonly ConversationState[],
): Promise<{ readonly current: Versions; readonly own: string }> => {
  const ids = TABLES.map(() => new Set<string>())
  for (const state of states) {
    const rows = rowsOf(state)
    for (const [at, table] of TABLES.entries()) for (const id of rows[table]) ids[at]?.add(id)
  }
  const rows = await run(READ, [organizationId, ...ids.map((set) => [...set])])
  return {
    current: new Map(rows.flatMap(({ id, version }) => (id === null ? [] : [[id, version]]))),
    own: rows.find(({ id }) => id === null)?.version ?? '',
  }
}

/** Whether a state is as the database has it. */
export const isCurrent = ({ versions }: VersionedState, current: Versions): boolean => {
  for (const [id, version] of versions) if (current.get(id) !== version) return false
  return true
}

/** A state with the versions of its rows out of those that are known; null unless every one of them is. */
export const versioned = (state: ConversationState, known: Versions): VersionedState | null => {
  const versions = new Map<string, string>()
  for (const id of [state.organization.id, ...Object.values(rowsOf(state)).flat()]) {
    const version = known.get(id)
    if (version === undefined) return null
    versions.set(id, version)
  }
  return { state, versions }
}
