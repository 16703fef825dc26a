import type { ContactActivity } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'

/** Notes when contacts last wrote, all of them in one statement. */
export const createContactActivity = (db: Database): ContactActivity => ({
  note: async (organizationId, latest) => {
    if (latest.length === 0) return
    const ids = latest.map(({ contactId }) => contactId)
    const moments = latest.map(({ at }) => toIso(at))
    // Ordered and locked first: two notes of the same contacts in another order would wait for each other.
    await sql`
      with noted as (
        select id, max(at) as at from unnest(${ids}::uuid[], ${moments}::timestamptz[]) as note (id, at) group by id
      ), locked as (
        select contacts.id, noted.at
        from contacts join noted on noted.id = contacts.id
        where contacts.organization_id = ${organizationId}
        order by contacts.id
        for no key update of contacts
      )
      update contacts set last_activity_at = greatest(contacts.last_activity_at, locked.at)
      from locked
      where contacts.organization_id = ${organizationId} and contacts.id = locked.id`.execute(db)
  },
})
