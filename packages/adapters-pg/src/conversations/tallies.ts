import type {
  ConversationCounts,
  ConversationFilter,
  ConversationId,
  ConversationState,
  ConversationStatus,
  InboxId,
  MemberId,
  OrganizationId,
} from '@parlance/core'
import type { Run } from '../kernel/connection.ts'
import { toJson } from '../kernel/json.ts'
import { statement, type Write } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

export interface ConversationTallyTable {
  organization_id: OrganizationId
  /** `all`, `held` (by anybody), or the id of a holder. */
  whose: string
  status: ConversationStatus
  inbox_id: InboxId
  conversations: number
}

type Tallied = Pick<ConversationState, 'conversation' | 'assignment'>
type States = ReadonlyMap<ConversationId, Tallied>

const ADD = statement(
  'conversation-tallies-add',
  `insert into conversation_tallies as tally (organization_id, whose, status, inbox_id, conversations)
   select $1, row.whose, row.status, row.inbox_id, row.change
   from json_to_recordset($2::json) as row (whose text, status text, inbox_id uuid, change integer)
   order by row.whose, row.status, row.inbox_id
   on conflict (organization_id, whose, status, inbox_id)
   do update set conversations = tally.conversations + excluded.conversations`,
)

/**
 * What keeps the tallies true when conversations that were `before` are as the ledger says; nothing where neither a status nor a holder
 * changed, which is the case of almost every message. It must be the last write of its transaction, and the rows come in one
 * order, so that nobody who waits for a tally is waited for.
 */
export const tallyWrites = (
  organizationId: OrganizationId,
  before: States,
  { conversations: after, removed }: Pick<Ledger, 'conversations' | 'removed'>,
): readonly Write[] => {
  const changes = new Map<string, { whose: string; status: string; inbox_id: string; change: number }>()
  const add = (state: Tallied | undefined, change: 1 | -1) => {
    if (!state) return
    const { status, inboxId } = state.conversation
    for (const whose of talliesOf(state)) {
      const key = `${whose} ${status} ${inboxId}`
      const row = changes.get(key) ?? { whose, status, inbox_id: inboxId, change: 0 }
      changes.set(key, { ...row, change: row.change + change })
    }
  }
  for (const [id, now] of after) {
    const was = before.get(id)
    const state = removed.has(id) ? undefined : now
    if (was && state && isTalliedAs(was, state)) continue
    add(was, -1)
    add(state, 1)
  }
  const rows = [...changes.values()].filter(({ change }) => change !== 0)
  return rows.length === 0 ? [] : [{ statement: ADD, values: [organizationId, toJson(rows)] }]
}

const isTalliedAs = (left: Tallied, right: Tallied): boolean =>
  left.conversation.status === right.conversation.status &&
  left.conversation.inboxId === right.conversation.inboxId &&
  left.assignment?.holder.id === right.assignment?.holder.id

const talliesOf = ({ assignment }: Tallied): readonly string[] =>
  assignment ? ['all', 'held', assignment.holder.id] : ['all']

const COUNTS = statement<{ readonly mine: number; readonly held: number; readonly all: number }>(
  'conversation-tallies-counts',
  `select
     coalesce(sum(conversations) filter (where whose = $4), 0) as mine,
     coalesce(sum(conversations) filter (where whose = 'held'), 0) as held,
     coalesce(sum(conversations) filter (where whose = 'all'), 0) as "all"
   from conversation_tallies
   where organization_id = $1 and whose = any(array['all', 'held', $4])
     and ($2::text is null or status = $2) and ($3::uuid[] is null or inbox_id = any($3))`,
)

/** Whether the tallies know how many conversations match. */
export const areTallied = ({
  status: _status,
  inboxIds: _inboxIds,
  ...others
}: ConversationFilter): boolean => Object.values(others).every((value) => value === null)

/** The counts of a filter for which `areTallied`: their cost does not depend on how many conversations there are. */
export const talliedCounts = async (
  run: Run,
  organizationId: OrganizationId,
  { status, inboxIds }: ConversationFilter,
  me: MemberId | null,
): Promise<ConversationCounts> => {
  const [row] = await run(COUNTS, [organizationId, status, inboxIds, me])
  const { mine = 0, held = 0, all = 0 } = row ?? {}
  return { mine, assigned: held, unassigned: all - held, all }
}
