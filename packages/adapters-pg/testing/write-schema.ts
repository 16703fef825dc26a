import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { startPostgres } from '../../../tools/test-postgres/start-postgres.ts'
import { migrateToLatest, openPool } from '../src/index.ts'
import { describeSchema } from './describe-schema.ts'

const writeSchema = async (): Promise<void> => {
  const postgres = await startPostgres()
  const { pool, close } = openPool(postgres.url)
  try {
    await migrateToLatest(pool)
    await writeFile(join(import.meta.dirname, '..', 'schema.sql'), await describeSchema(pool))
  } finally {
    await close()
    await postgres.stop()
  }
}

await writeSchema()
