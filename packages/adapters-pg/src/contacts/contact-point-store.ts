import type { ContactStore, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromContactPoint, sourceDigest, toContactPoint } from './contact-point-rows.ts'

type ContactPointStore = Pick<
  ContactStore,
  'findPoint' | 'latestPoint' | 'insertPoint' | 'removePoints' | 'verifyPoint'
>

/** The addresses of the organization's contacts in one transaction. */
export const createContactPointStore = (db: Executor, organizationId: OrganizationId): ContactPointStore => ({
  findPoint: async (inboxId, sourceId) => {
    const row = await points(db, organizationId)
      .where('inbox_id', '=', inboxId)
      .where('source_digest', '=', sourceDigest(sourceId))
      .executeTakeFirst()
    return row ? toContactPoint(row) : null
  },
  latestPoint: async (contactId, inboxId) => {
    const row = await points(db, organizationId)
      .where('contact_id', '=', contactId)
      .where('inbox_id', '=', inboxId)
      .orderBy('number', 'desc')
      .limit(1)
      .executeTakeFirst()
    return row ? toContactPoint(row) : null
  },
  insertPoint: async (point) => {
    const row = await db
      .insertInto('contact_points')
      .values({ ...fromContactPoint(point), organization_id: organizationId })
      .onConflict((conflict) =>
        conflict.columns(['organization_id', 'source_digest', 'inbox_id']).doNothing(),
      )
      .returningAll()
      .executeTakeFirst()
    return row ? toContactPoint(row) : null
  },
  removePoints: async (inboxId, limit) => {
    const { rows } = await sql`
      delete from contact_points
      where organization_id = ${organizationId} and id in (
        select point.id from contact_points as point
        where point.organization_id = ${organizationId} and point.inbox_id = ${inboxId}
          and not exists (
            select from conversations
            where conversations.organization_id = ${organizationId}
              and conversations.contact_point_id = point.id
          )
        limit ${limit}
      )
      returning id`.execute(db)
    return rows.length
  },
  verifyPoint: async (id, at) => {
    await db
      .updateTable('contact_points')
      .set({ hmac_verified: true, updated_at: toIso(at) })
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
})

const points = (db: Executor, organizationId: OrganizationId) =>
  db.selectFrom('contact_points').selectAll().where('organization_id', '=', organizationId)
