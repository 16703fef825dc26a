import { describe, expect, it } from '@jest/globals'
import pg from 'pg'

describe('the Postgres of the test run', () => {
  it('is a real Postgres 18 that syncs what it writes', async () => {
    const client = new pg.Client({ connectionString: process.env['TEST_DATABASE_URL'] })
    await client.connect()
    try {
      const { rows } = await client.query<{ version: string; fsync: string }>(
        "select version(), current_setting('fsync') as fsync",
      )
      expect(rows).toEqual([{ version: expect.stringMatching(/^PostgreSQL 18\./), fsync: 'on' }])
    } finally {
      await client.end()
    }
  })
})
