import type { OrganizationId } from '@parlance/core'
import {
  type Dialect,
  Kysely,
  PostgresAdapter,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type Transaction,
} from 'kysely'
import type { Pool } from 'pg'
import type { Schema } from '../schema.ts'
import { asLogin, clientOf, forOrganization, type Lend, outside } from './lend.ts'
import type { OutsideTable } from './outside-tables.ts'

/**
 * The database as Kysely sees it. Rows of an organization are only there for who says which one; a statement that doesn't
 * is refused by the database.
 */
export interface Database {
  /** The tables as the organization has them: no other organization's row is there, whatever a statement says. */
  readonly of: (organizationId: OrganizationId) => Kysely<Schema>
  /** What leads to an organization, and functions that answer for all of them. */
  readonly outside: Kysely<Pick<Schema, OutsideTable>>
}

/** A transaction, or the database itself where each statement is one. */
export type Executor = Kysely<Schema> | Transaction<Schema>

/** Kysely over the pool, which stays its owner's to end. */
export const createDatabase = (pool: Pool): Database => ({
  of: (organizationId) => over(pool, (from) => forOrganization(from, organizationId)),
  outside: over(pool, outside),
})

/** Kysely as the login that owns the tables, which sees the rows of all organizations: for migrations. */
export const createLoginDatabase = (pool: Pool): Kysely<Schema> => over(pool, asLogin)

/** Neither has a state of its own, so all share them: one is made for each statement. */
const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()

const over = <Tables>(pool: Pool, lend: Lend): Kysely<Tables> => {
  const lending = {
    options: pool.options,
    connect: async () => clientOf(await lend(pool)),
    end: () => pool.end(),
  }
  const dialect: Dialect = {
    createAdapter: () => adapter,
    createQueryCompiler: () => compiler,
    createDriver: () => new PostgresDriver({ pool: lending }),
    createIntrospector: (db) => new PostgresIntrospector(db),
  }
  return new Kysely<Tables>({ dialect })
}
