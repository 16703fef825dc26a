import { running } from './running.ts'
import { startPostgres } from './start-postgres.ts'

/** One Postgres for the whole run, unless the caller brought one: `TEST_DATABASE_URL` is a superuser's URL. */
export default async function setUp(): Promise<void> {
  if (process.env['TEST_DATABASE_URL'] !== undefined) return
  running.postgres = await startPostgres()
  process.env['TEST_DATABASE_URL'] = running.postgres.url
}
