import { type Migration, type MigrationInfo, Migrator } from 'kysely/migration'
import type { Pool } from 'pg'
import { createLoginDatabase } from '../kernel/database.ts'
import { raiseWall } from '../kernel/raise-wall.ts'
import { adoptRestoredLog } from '../kernel/restored-log.ts'
import { MIGRATIONS } from './index.ts'

/** What of the schema is there, by the names of the migrations. */
export interface MigrationStatus {
  readonly executed: readonly string[]
  readonly pending: readonly string[]
}

/**
 * Brings the schema up to date, in one transaction. Of several processes that do so at once, one migrates and the others
 * wait for it. Then every organization's rows are walled off, also in tables that are new, and a log that was restored from
 * another server is fitted to this one.
 *
 * @returns the migrations that were carried out now.
 * @throws RoleUnfit when the login may not make the role that the program works as.
 * @throws when a migration fails, or when the database knows migrations that this program does not.
 */
export const migrateToLatest = async (
  pool: Pool,
  migrations: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<readonly string[]> => {
  const { error, results } = await createMigrator(pool, migrations).migrateToLatest()
  if (error) throw error instanceof Error ? error : new Error('The migration failed', { cause: error })
  await raiseWall(pool)
  await adoptRestoredLog(pool)
  return (results ?? []).map(({ migrationName }) => migrationName)
}

/** Tells which migrations were carried out, and which are still to come; changes nothing. */
export const migrationStatus = async (
  pool: Pool,
  migrations: Readonly<Record<string, Migration>> = MIGRATIONS,
): Promise<MigrationStatus> => {
  const known = await createMigrator(pool, migrations).getMigrations()
  const namesOf = (infos: readonly MigrationInfo[]) => infos.map(({ name }) => name)
  return {
    executed: namesOf(known.filter(({ executedAt }) => executedAt !== undefined)),
    pending: namesOf(known.filter(({ executedAt }) => executedAt === undefined)),
  }
}

const createMigrator = (pool: Pool, migrations: Readonly<Record<string, Migration>>): Migrator =>
  new Migrator({
    db: createLoginDatabase(pool),
    provider: { getMigrations: async () => ({ ...migrations }) },
    migrationTableName: 'migrations',
    migrationLockTableName: 'migration_lock',
  })
