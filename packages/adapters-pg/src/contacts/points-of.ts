import type { ContactId, ContactPointInInbox, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { prefixed, unprefix } from '../kernel/prefixed.ts'
import { CONTACT_POINT_COLUMNS, type ContactPointRow, toContactPoint } from './contact-point-rows.ts'

interface InboxOfPoint {
  readonly inbox_number: number
  readonly inbox_channel_number: number
  readonly inbox_name: string
}

const pointIn = unprefix<ContactPointRow>('point', CONTACT_POINT_COLUMNS)

/** The addresses of several contacts, oldest first. */
export const pointsOf = async (
  db: Database,
  organizationId: OrganizationId,
  contactIds: readonly ContactId[],
): Promise<ReadonlyMap<ContactId, readonly ContactPointInInbox[]>> => {
  const found = new Map<ContactId, ContactPointInInbox[]>(contactIds.map((id) => [id, []]))
  if (contactIds.length === 0) return found
  const { rows } = await sql<InboxOfPoint & Record<string, unknown>>`
    select ${sql.raw(prefixed('point', CONTACT_POINT_COLUMNS))},
      inbox.number as inbox_number, inbox.channel_number as inbox_channel_number, inbox.name as inbox_name
    from contact_points as point
    join inboxes as inbox on inbox.organization_id = point.organization_id and inbox.id = point.inbox_id
    where point.organization_id = ${organizationId} and point.contact_id = any(${[...contactIds]}::uuid[])
    order by point.number`.execute(db.of(organizationId))
  for (const row of rows) {
    const point = toContactPoint(pointIn(row))
    const inbox = { number: row.inbox_number, channelNumber: row.inbox_channel_number, name: row.inbox_name }
    found.get(point.contactId)?.push({ point, inbox })
  }
  return found
}
