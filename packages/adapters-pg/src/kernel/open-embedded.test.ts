import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { countingIds, createTestWorld, say, seedOrganization } from '@parlance/core/testing'
import { createPgStorage, migrateToLatest, openEmbedded } from '../index.ts'

describe('the embedded database', () => {
  let directory: string

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'parlance-embedded-'))
  })
  afterEach(() => rm(directory, { recursive: true, force: true }))

  it('keeps what was written in its directory', async () => {
    const world = createTestWorld()
    const first = await openEmbedded(directory)
    await migrateToLatest(first.pool)
    const written = createPgStorage({ pool: first.pool, ids: world.ids, clock: world.clock })
    const { conversation } = await seedOrganization({ storage: written, world })
    const sent = await say({ storage: written, world }, conversation)
    await written.close()
    await first.close()

    const second = await openEmbedded(directory)
    try {
      expect(await migrateToLatest(second.pool)).toEqual([])
      const storage = createPgStorage({ pool: second.pool, ids: countingIds() })
      expect(await storage.ready()).toEqual({ ready: true })
      const found = await storage.conversationQueries.find(conversation.organization.id, {
        id: conversation.conversation.id,
      })
      expect(found?.recent.last?.message).toEqual(sent.message)
    } finally {
      await second.close()
    }
  }, 60_000)

  it('plans by index and reads values as a server does', async () => {
    const { pool, close } = await openEmbedded(null)
    try {
      const { rows } = await pool.query(
        "select current_setting('TimeZone') as zone, current_setting('enable_seqscan') as scan, 1::int8 as number, to_timestamp(1.5) as moment",
      )
      expect(rows).toEqual([{ zone: 'UTC', scan: 'off', number: 1, moment: 1_500 }])
    } finally {
      await close()
    }
  }, 60_000)
})
