import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { describeSchema } from '../testing/describe-schema.ts'
import { openTestDatabase } from '../testing/open-test-storage.ts'
import { migrateToLatest } from './migrations/migrate.ts'

it('schema.sql is what the migrations make; `npm run schema` in this package writes it', async () => {
  const database = await openTestDatabase()
  try {
    await migrateToLatest(database.pool)
    const written = await readFile(join(import.meta.dirname, '..', 'schema.sql'), 'utf8')
    expect(await describeSchema(database.pool)).toBe(written)
  } finally {
    await database.close()
  }
})
