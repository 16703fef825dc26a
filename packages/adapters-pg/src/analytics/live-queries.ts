import type { InboxId, LiveCounts, LiveGroup, ReportQueries, StatusCounts } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { measuredIn } from './scopes.ts'

const MOST_GROUPS = 10_000

/** Counts over conversations that are open or pending. */
const COUNTS = sql`
  count(*) filter (where status = 'open') as open,
  count(*) filter (where status = 'open' and (first_reply_at is null or waiting_since is not null)) as unattended,
  count(*) filter (where status = 'open' and holder_id is null) as unassigned,
  count(*) filter (where status = 'pending') as pending`

type Row = LiveCounts & { readonly key: LiveGroup['key'] }

const toCounts = ({ open, unattended, unassigned, pending }: LiveCounts): LiveCounts => ({
  open,
  unattended,
  unassigned,
  pending,
})

/** Reports about conversations as they are now. */
export const liveQueries = (db: Database): Pick<ReportQueries, 'live' | 'liveBy' | 'statuses'> => ({
  live: async (organizationId, teamId) => {
    const ofTeam = teamId === null ? sql`true` : sql`team_id = ${teamId}::uuid`
    const { rows } = await sql<LiveCounts>`
      select ${COUNTS} from conversations
      where organization_id = ${organizationId} and status in ('open', 'pending') and ${ofTeam}`.execute(
      db.of(organizationId),
    )
    const [row] = rows
    return row ? toCounts(row) : { open: 0, unattended: 0, unassigned: 0, pending: 0 }
  },
  liveBy: async (organizationId, by) => {
    const key = by === 'member' ? sql`case when holder_type = 'member' then holder_id end` : sql`team_id`
    const { rows } = await sql<Row>`
      select ${key} as key, ${COUNTS}
      from conversations
      where organization_id = ${organizationId} and status in ('open', 'pending')
      group by 1
      limit ${MOST_GROUPS}`.execute(db.of(organizationId))
    return rows.map((row) => ({ key: row.key, ...toCounts(row) }))
  },
  statuses: async (organizationId, period) => {
    const { rows } = await sql<StatusCounts & { readonly inbox_id: InboxId }>`
      select conversations.inbox_id,
        count(*) filter (where conversations.status = 'open') as open,
        count(*) filter (where conversations.status = 'resolved') as resolved,
        count(*) filter (where conversations.status = 'pending') as pending,
        count(*) filter (where conversations.status = 'snoozed') as snoozed
      from measurements as measured
      join conversations
        on conversations.organization_id = measured.organization_id and conversations.id = measured.conversation_id
      where ${measuredIn(organizationId, period)} and measured.measure = 'conversation'
      group by conversations.inbox_id
      limit ${MOST_GROUPS}`.execute(db.of(organizationId))
    return rows.map(({ inbox_id, open, resolved, pending, snoozed }) => ({
      inboxId: inbox_id,
      counts: { open, resolved, pending, snoozed },
    }))
  },
})
