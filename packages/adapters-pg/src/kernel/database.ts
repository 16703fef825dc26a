import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import type { Pool } from 'pg'
import type { Schema } from '../schema.ts'

/** The database as Kysely sees it. */
export type Database = Kysely<Schema>

/** A transaction, or the database itself where each statement is one. */
export type Executor = Kysely<Schema> | Transaction<Schema>

/** Kysely over the pool, which stays its owner's to end. */
export const createDatabase = (pool: Pool): Database =>
  new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
