import type { Availability, PresenceStore, Timestamp } from '@parlance/core'
import { sql } from 'kysely'
import type { Database } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'

const MOST = 1_000

/** Keeps when people were last there, one row for each. */
export const createPresenceStore = (db: Database): PresenceStore => ({
  touch: async (organizationId, who, at) => {
    const { rows } = await sql<{ readonly before: Timestamp | null }>`
      with before as (
        select seen_at from presences
        where organization_id = ${organizationId} and subject_type = ${who.type} and subject_id = ${who.id}::uuid
      )
      insert into presences as known (organization_id, subject_type, subject_id, seen_at)
      values (${organizationId}, ${who.type}, ${who.id}, ${toIso(at)}::timestamptz)
      on conflict (organization_id, subject_type, subject_id)
        do update set seen_at = greatest(known.seen_at, excluded.seen_at)
      returning (select seen_at from before) as before`.execute(db.of(organizationId))
    return rows[0]?.before ?? null
  },
  since: async (organizationId, at) => {
    const { rows: members } = await sql<{ readonly number: number; readonly availability: Availability }>`
      select members.number, members.availability
      from presences
      join members
        on members.organization_id = presences.organization_id and members.id = presences.subject_id
      where presences.organization_id = ${organizationId} and presences.subject_type = 'member'
        and presences.seen_at >= ${toIso(at)}::timestamptz and members.removed_at is null
        and members.disabled_at is null
      order by members.number
      limit ${MOST}`.execute(db.of(organizationId))
    const { rows: contacts } = await sql<{ readonly number: number }>`
      select contacts.number
      from presences
      join contacts
        on contacts.organization_id = presences.organization_id and contacts.id = presences.subject_id
      where presences.organization_id = ${organizationId} and presences.subject_type = 'contact'
        and presences.seen_at >= ${toIso(at)}::timestamptz
      order by contacts.number
      limit ${MOST}`.execute(db.of(organizationId))
    return { members, contacts: contacts.map(({ number }) => number) }
  },
  forget: async (organizationId, before, limit) => {
    const { rows } = await sql`
      with old as (
        select subject_type, subject_id from presences
        where organization_id = ${organizationId} and seen_at < ${toIso(before)}::timestamptz
        order by seen_at
        limit ${limit}
        for update skip locked
      )
      delete from presences as forgotten using old
      where forgotten.organization_id = ${organizationId}
        and forgotten.subject_type = old.subject_type and forgotten.subject_id = old.subject_id
      returning forgotten.subject_id`.execute(db.of(organizationId))
    return rows.length
  },
})
