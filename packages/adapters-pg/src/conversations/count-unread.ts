import type { InboxId, OrganizationId, UnreadCounts } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { inInboxes } from './filter-conversations.ts'

const LOOKED_AT = 100_000

interface Counted {
  readonly inbox: number | null
  readonly team: number | null
  readonly tag: string | null
  readonly count: number
}

/** Counts the open conversations with messages that nobody has seen: all of them, by inbox, by team and by tag. */
export const countUnread = async (
  db: Database,
  organizationId: OrganizationId,
  inboxIds: readonly InboxId[] | null,
): Promise<UnreadCounts> => {
  const conditions = [
    sql`conversations.organization_id = ${organizationId}`,
    sql`conversations.status = 'open'`,
    ...inInboxes({ inboxIds }),
  ]
  const { rows } = await sql<Counted>`
    with newest as (
      select conversations.inbox_id, conversations.team_id, conversations.tags, conversations.unread_count
      from conversations
      where ${sql.join(conditions, sql` and `)}
      order by conversations.last_activity_at desc
      limit ${LOOKED_AT}
    ), unread as (
      select inbox_id, team_id, tags from newest where unread_count > 0
    )
    select null::bigint as inbox, null::bigint as team, null::text as tag, count(*) as count from unread
    union all
    select inboxes.number, null, null, by_inbox.count
    from (select inbox_id, count(*) as count from unread group by inbox_id) as by_inbox
    join inboxes on inboxes.organization_id = ${organizationId} and inboxes.id = by_inbox.inbox_id
    union all
    select null, teams.number, null, by_team.count
    from (select team_id, count(*) as count from unread group by team_id) as by_team
    join teams on teams.organization_id = ${organizationId} and teams.id = by_team.team_id
    union all
    select null, null, name, count(*) from unread cross join unnest(tags) as tag (name) group by name`.execute(
    db.of(organizationId),
  )
  const counts = {
    all: 0,
    inboxes: new Map<number, number>(),
    teams: new Map<number, number>(),
    tags: new Map<string, number>(),
  }
  for (const { inbox, team, tag, count } of rows) {
    if (inbox !== null) counts.inboxes.set(inbox, count)
    else if (team !== null) counts.teams.set(team, count)
    else if (tag !== null) counts.tags.set(tag, count)
    else counts.all = count
  }
  return counts
}
