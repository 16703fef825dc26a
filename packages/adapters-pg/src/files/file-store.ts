import type { FileHolder, FileQueries, FileStore, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import type { Database, Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromKeptFile, HOLDER_COLUMNS, toKeptFile } from './file-rows.ts'

/** What belongs to nothing, in the words of the index on it. */
const HELD_BY_NOTHING = sql<boolean>`num_nonnulls(message_id, contact_id, inbox_id, member_id) = 0`

/** The files of one organization, in the transaction that is open. */
export const createFileStore = (tx: Executor, organizationId: OrganizationId): FileStore => {
  const letGo = async ({ type, id }: FileHolder): Promise<void> => {
    await sql`
      update blobs set ${sql.ref(HOLDER_COLUMNS[type])} = null
      where organization_id = ${organizationId} and ${sql.ref(HOLDER_COLUMNS[type])} = ${id}`.execute(tx)
  }
  return {
    insert: async (kept) => {
      await tx.insertInto('blobs').values(fromKeptFile(kept)).execute()
    },
    hold: async (id, holder, at) => {
      if (holder.type !== 'message') await letGo(holder)
      const { rows } = await sql`
        update blobs
        set ${sql.ref(HOLDER_COLUMNS[holder.type])} = ${holder.id}, expires_at = ${toIso(at)}::timestamptz
        where organization_id = ${organizationId} and id = ${id} and ${HELD_BY_NOTHING}
        returning id`.execute(tx)
      return rows.length > 0
    },
    letGo,
    remove: async (ids) => {
      await tx
        .deleteFrom('blobs')
        .where('organization_id', '=', organizationId)
        .where('id', 'in', [...ids])
        .where(HELD_BY_NOTHING)
        .execute()
    },
  }
}

/** Answers questions about files from the database. */
export const createFileQueries = (db: Database): FileQueries => ({
  byToken: async (organizationId, token) => {
    const row = await db
      .of(organizationId)
      .selectFrom('blobs')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where('token', '=', token)
      .executeTakeFirst()
    return row ? toKeptFile(row) : null
  },
  expired: async (organizationId, at, limit) => {
    const rows = await db
      .of(organizationId)
      .selectFrom('blobs')
      .selectAll()
      .where('organization_id', '=', organizationId)
      .where(HELD_BY_NOTHING)
      .where(sql<boolean>`expires_at <= ${toIso(at)}::timestamptz`)
      .orderBy('expires_at')
      .limit(limit)
      .execute()
    return rows.map(toKeptFile)
  },
})
