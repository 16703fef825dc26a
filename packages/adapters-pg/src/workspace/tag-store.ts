import type { OrganizationId, TagQueries, TagStore } from '@parlance/core'
import { sql } from 'kysely'
import type { Database, Executor } from '../kernel/database.ts'
import { unlessTaken } from '../kernel/unless-taken.ts'
import { fromTag, settingsOf, toTag } from './tag-rows.ts'

const LIMIT = 1_000

/** The organization's tags in one transaction. */
export const createTagStore = (db: Executor, organizationId: OrganizationId): TagStore => ({
  findByNumber: async (number) => {
    const row = await tags(db, organizationId).where('number', '=', number).executeTakeFirst()
    return row ? toTag(row) : null
  },
  count: async () => {
    const { count } = await db
      .selectFrom('tags')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('organization_id', '=', organizationId)
      .executeTakeFirstOrThrow()
    return count
  },
  insert: async (tag) => {
    const row = await db
      .insertInto('tags')
      .values({ ...fromTag(tag), organization_id: organizationId })
      .onConflict((conflict) => conflict.columns(['organization_id', 'title']).doNothing())
      .returningAll()
      .executeTakeFirst()
    return row ? toTag(row) : null
  },
  update: (tag) =>
    unlessTaken(db, () =>
      db
        .updateTable('tags')
        .set(settingsOf(tag))
        .where('organization_id', '=', organizationId)
        .where('id', '=', tag.id)
        .execute(),
    ),
  remove: async (id) => {
    await db.deleteFrom('tags').where('organization_id', '=', organizationId).where('id', '=', id).execute()
  },
})

/** Answers questions about tags from the database. */
export const createTagQueries = (db: Database): TagQueries => ({
  list: async (organizationId) => {
    const rows = await tags(db.of(organizationId), organizationId)
      .orderBy(sql`title collate "C"`)
      .limit(LIMIT)
      .execute()
    return rows.map(toTag)
  },
  findByNumber: async (organizationId, number) => {
    const row = await tags(db.of(organizationId), organizationId)
      .where('number', '=', number)
      .executeTakeFirst()
    return row ? toTag(row) : null
  },
})

const tags = (db: Executor, organizationId: OrganizationId) =>
  db.selectFrom('tags').selectAll().where('organization_id', '=', organizationId)
