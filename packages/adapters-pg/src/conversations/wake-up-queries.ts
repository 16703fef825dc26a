import type { ConversationId, LastIncoming, OrganizationId, Timestamp } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'

/** The organizations with snoozed conversations that are due, the one that waits longest first. */
export const selectOrganizationsToWake = async (
  db: Database,
  now: Timestamp,
  limit: number,
): Promise<readonly OrganizationId[]> => {
  const { rows } = await sql<{ readonly organization_id: OrganizationId }>`
    select organization_id
    from organizations_to_wake(${toIso(now)}::timestamptz, ${limit}) as organization_id`.execute(db.outside)
  return rows.map(({ organization_id }) => organization_id)
}

/** The snoozed conversations of the organization that are due, the longest overdue first. */
export const selectToWake = async (
  db: Database,
  organizationId: OrganizationId,
  { now, limit }: { readonly now: Timestamp; readonly limit: number },
): Promise<readonly ConversationId[]> => {
  const { rows } = await sql<{ readonly id: ConversationId }>`
    select id from conversations
    where organization_id = ${organizationId} and status = 'snoozed'
      and snoozed_until <= ${toIso(now)}::timestamptz
    order by snoozed_until, id
    limit ${limit}`.execute(db.of(organizationId))
  return rows.map(({ id }) => id)
}

/** What the contact said last: the index is read backwards, to the first message that is the contact's. */
export const selectLastIncoming = async (
  db: Database,
  organizationId: OrganizationId,
  number: number,
): Promise<LastIncoming | null> => {
  const { rows } = await sql<{ readonly at: Timestamp; readonly unseen: number }>`
    select last.created_at as at, (
      select count(*) from (
        select 1 from messages
        where messages.organization_id = ${organizationId} and messages.conversation_id = last.conversation_id
          and messages.number <= last.number and messages.kind = 'incoming'
          and messages.created_at > last.created_at - interval '1 second'
          and messages.number > coalesce((
            select older.number from messages as older
            where older.organization_id = ${organizationId} and older.conversation_id = last.conversation_id
              and older.created_at <= last.created_at - interval '1 second'
            order by older.number desc limit 1
          ), 0)
      ) as unseen
    ) as unseen
    from conversations
    cross join lateral (
      select messages.number, messages.conversation_id, messages.created_at
      from messages
      where messages.organization_id = ${organizationId} and messages.conversation_id = conversations.id
        and messages.kind = 'incoming'
      order by messages.number desc
      limit 1
    ) as last
    where conversations.organization_id = ${organizationId} and conversations.number = ${number}`.execute(
    db.of(organizationId),
  )
  const [row] = rows
  return row ? { at: row.at, unseen: row.unseen } : null
}
