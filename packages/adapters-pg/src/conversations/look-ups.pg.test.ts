import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Seeded, say, seedOrganization, until } from '@parlance/core/testing'
import { anotherStorage, openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'

const SMALL = 4_000
const LARGE = 20_000

/** Copies a conversation into this many others, of this organization or of organizations that are not there. */
const copies = (organization: string) => `
  insert into conversations (organization_id, id, number, inbox_id, contact_id, contact_point_id, status,
    additional_attributes, custom_attributes, tags, last_activity_at, unread_count, message_count, last_seq,
    created_at, updated_at)
  select ${organization}, gen_random_uuid(), $3 + count, inbox_id, gen_random_uuid(), gen_random_uuid(), status,
    '{}', '{}', '{}', now(), 0, 0, 1, now(), now()
  from conversations cross join generate_series(1, $2::integer) as count
  where id = $1`

describe('a batch of an organization that is larger than most', () => {
  let test: TestStorage
  let seeded: Seeded

  beforeAll(async () => {
    test = await openTestStorage('postgres')
    seeded = await seedOrganization(test)
    const { id } = seeded.conversation.conversation
    const client = await test.database.pool.connect()
    try {
      // Without foreign keys: what matters is what the statistics say.
      await client.query('set session_replication_role = replica')
      await client.query(copies('organization_id'), [id, LARGE, 100])
      for (let round = 0; round < 3; round += 1) {
        await client.query(copies(`md5((count % ${SMALL})::text)::uuid`), [id, SMALL, round * SMALL])
      }
      await client.query('reset session_replication_role')
      await client.query('analyze')
    } finally {
      client.release()
    }
  }, 60_000)
  afterAll(() => test.close())

  const fetched = async (): Promise<number> => {
    const { rows } = await test.database.pool.query<{ fetched: string }>(
      `select idx_tup_fetch::text as fetched from pg_stat_user_tables where relname = 'conversations'`,
    )
    return Number(rows[0]?.fetched)
  }

  const connections = async (): Promise<number> => {
    const { rows } = await test.database.pool.query<{ count: string }>(
      `select count(*)::text as count from pg_stat_activity
       where datname = current_database() and backend_type = 'client backend'`,
    )
    return Number(rows[0]?.count)
  }

  it('reads none of its conversations but those it is about', async () => {
    const [before, open] = [await fetched(), await connections()]
    const other = anotherStorage(test)
    await say(other, seeded.conversation)
    await say(other, seeded.conversation)
    // A connection tells what it read before it is gone.
    await other.storage.close()
    await other.database.close()
    await until('its connections are gone', async () => (await connections()) <= open)
    const read = (await fetched()) - before
    expect(read).toBeGreaterThan(1)
    expect(read).toBeLessThan(50)
  })
})
