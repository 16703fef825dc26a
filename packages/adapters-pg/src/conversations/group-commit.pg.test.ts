import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { ConversationState } from '@parlance/core'
import {
  madeFact,
  messageFact,
  recordIn,
  type Seeded,
  say,
  seedOrganization,
  startConversation,
  until,
} from '@parlance/core/testing'
import { openTestStorage, storageOn, type TestStorage } from '../../testing/open-test-storage.ts'
import { createPgStorage, Overloaded, openPool } from '../index.ts'

/** Text that Postgres does not take: it ends its texts there. */
const UNSTORABLE = 'a\u0000b'

/** Storage whose statements wait 200 ms for a lock, and another conversation of the organization. */
const openImpatient = async (harness: TestStorage, seeded: Seeded) => {
  const { pool, close } = openPool(harness.database.url, { lockTimeout: 200 })
  const storage = createPgStorage({ pool, ids: harness.world.ids, clock: harness.world.clock })
  return { ports: { ...harness, storage }, free: await startConversation(harness, seeded), close }
}

describe('batches on a real Postgres', () => {
  let harness: TestStorage
  let conversation: ConversationState
  let owner: Seeded['owner']

  beforeEach(async () => {
    harness = await openTestStorage('postgres')
    const seeded = await seedOrganization(harness)
    conversation = seeded.conversation
    owner = seeded.owner
  })
  afterEach(() => harness.close())

  const write = (content: string) =>
    recordIn(harness, conversation.conversation, (state) => [messageFact(harness, state, { content })])

  const kept = async () => {
    const { organizationId, id } = conversation.conversation
    const window = { before: null, after: 0, includeAfter: false, limit: 1_000, publicOnly: false }
    const sent = await harness.storage.messageQueries.list(organizationId, id, window)
    return sent.map(({ message }) => message.content)
  }

  const transactions = async () => {
    const { rows } = await harness.database.pool.query<{ tx: string }>(
      'select distinct tx::text as tx from events where aggregate_id = $1',
      [conversation.conversation.id],
    )
    return rows.length
  }

  it('hold what arrives while one is under way', async () => {
    const before = await transactions()
    await Promise.all(Array.from({ length: 101 }, (_, at) => write(`message ${at}`)))
    // The first goes alone, or with those of its turn; the rest fits into one batch.
    expect((await transactions()) - before).toBeLessThanOrEqual(2)
    expect(await kept()).toEqual(Array.from({ length: 101 }, (_, at) => `message ${at}`))
  })

  it('let what the database refuses fail alone', async () => {
    const contents = Array.from({ length: 20 }, (_, at) => (at === 7 ? UNSTORABLE : `message ${at}`))
    const written = await Promise.allSettled(contents.map(write))
    expect(written.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect(written[7]).toMatchObject({ status: 'rejected' })
    expect(await kept()).toEqual(contents.filter((content) => content !== UNSTORABLE))
  })

  it('let a rule that throws fail alone', async () => {
    const throwing = recordIn(harness, conversation.conversation, () => {
      throw new Error('The rule is broken')
    })
    const written = await Promise.allSettled([write('before'), throwing, write('after')])
    expect(written.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await kept()).toEqual(['before', 'after'])
  })

  it('keep a conversation from having two active assignments, whatever the rule says', async () => {
    const assign = () =>
      recordIn(harness, conversation.conversation, (state) => [madeFact(harness, state.conversation, owner)])
    await assign()
    await expect(assign()).rejects.toThrow('assignments_one_active')
    expect(await kept()).toEqual([])
  })

  it('refuse what is more than they take on', async () => {
    const { storage } = storageOn(harness.database, {
      ids: harness.world.ids,
      limits: { batch: 2, queue: 3 },
    })
    const small = { ...harness, storage }
    const written = await Promise.allSettled(Array.from({ length: 10 }, () => say(small, conversation)))
    const refused = written.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every((reason) => reason instanceof Overloaded)).toBe(true)
    expect(refused[0]).toMatchObject({ name: 'Overloaded', code: 'storage/overloaded' })
    expect(await kept()).toHaveLength(10 - refused.length)
  })

  it('fail together when their connection is lost, and go on with another one', async () => {
    const blocker = await harness.database.pool.connect()
    try {
      await blocker.query('begin')
      await blocker.query('select from conversations where organization_id = $1 and id = $2 for update', [
        conversation.conversation.organizationId,
        conversation.conversation.id,
      ])
      const waiting = Promise.allSettled([write('one'), write('two')])
      const kill =
        "select pg_terminate_backend(pid) from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
      await until(
        'the batch waits, and is ended',
        async () => ((await harness.database.pool.query(kill)).rowCount ?? 0) > 0,
      )
      expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
      await blocker.query('rollback')
    } finally {
      blocker.release()
    }
    await write('three')
    expect(await kept()).toEqual(['three'])
  })

  it('of one organization do not wait for those of another', async () => {
    const other = await seedOrganization(harness)
    const blocker = await harness.database.pool.connect()
    try {
      await blocker.query('begin')
      await blocker.query('select from conversations where organization_id = $1 and id = $2 for update', [
        conversation.conversation.organizationId,
        conversation.conversation.id,
      ])
      const waiting = write('late')
      await say(harness, other.conversation)
      await blocker.query('rollback')
      await waiting
    } finally {
      blocker.release()
    }
    expect(await kept()).toEqual(['late'])
  })

  it('fail what waits for a conversation that is held for too long, and write the rest', async () => {
    const other = await seedOrganization(harness)
    const impatient = await openImpatient(harness, other)
    const blocker = await harness.database.pool.connect()
    try {
      await blocker.query('begin')
      await blocker.query('select from conversations where organization_id = $1 and id = $2 for update', [
        other.conversation.conversation.organizationId,
        other.conversation.conversation.id,
      ])
      const written = await Promise.allSettled(
        Array.from({ length: 10 }, (_, at) =>
          say(impatient.ports, at % 2 ? impatient.free : other.conversation),
        ),
      )
      expect(written.map(({ status }) => status)).toEqual(
        Array.from({ length: 10 }, (_, at) => (at % 2 ? 'fulfilled' : 'rejected')),
      )
      await blocker.query('rollback')
    } finally {
      blocker.release()
      await impatient.close()
    }
    await say(harness, other.conversation)
  })

  it('are all written when the storage closes', async () => {
    const { storage } = storageOn(harness.database, { ids: harness.world.ids, limits: { batch: 4 } })
    const written = Promise.all(Array.from({ length: 50 }, () => say({ ...harness, storage }, conversation)))
    await storage.close()
    expect(await kept()).toHaveLength(50)
    await written
  })
})
