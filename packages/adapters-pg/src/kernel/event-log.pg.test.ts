import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type OrganizationId, ok, type RecordedEvent } from '@parlance/core'
import { seedOrganization, until } from '@parlance/core/testing'
import type { PoolClient } from 'pg'
import { openTestStorage, type TestStorage } from '../../testing/open-test-storage.ts'
import { unpackEventData } from '../conversations/index.ts'
import { createDatabase } from './database.ts'
import { createEventLog } from './event-log.ts'
import { createRecordedSignal } from './recorded-signal.ts'

describe('the log on a real Postgres', () => {
  let harness: TestStorage

  beforeAll(async () => {
    harness = await openTestStorage('postgres')
  })
  afterAll(() => harness.close())

  const anEvent = (organizationId: OrganizationId): RecordedEvent => ({
    id: harness.world.ids.next(),
    type: 'contact.updated',
    organizationId,
    aggregate: { type: 'contact', id: harness.world.ids.next() },
    seq: null,
    occurredAt: harness.world.clock.now(),
    actor: { type: 'system' },
    data: null,
  })

  const record = (organizationId: OrganizationId, events: readonly RecordedEvent[]) =>
    harness.storage.unitOfWork.run(organizationId, async (tx) => {
      await tx.events.record(events)
      return ok(null)
    })

  /** Appends in a transaction of the client's own, which stays open. */
  const insert = (client: PoolClient, event: RecordedEvent) =>
    client.query(
      `insert into events (organization_id, id, type, aggregate_type, aggregate_id, occurred_at, actor_type, data)
       values ($1, $2, $3, $4, $5, now(), 'system', 'null')`,
      [event.organizationId, event.id, event.type, event.aggregate.type, event.aggregate.id],
    )

  /** Reads to the end, passing what it reads. */
  const readOn = async (organizationId: OrganizationId, consumer: string): Promise<readonly string[]> => {
    const logged = await harness.storage.eventLog.read(organizationId, consumer, 1_000)
    const last = logged.at(-1)
    if (last) await harness.storage.eventLog.advance(organizationId, consumer, last.cursor)
    return logged.map(({ event }) => event.id)
  }

  it('does not skip a transaction that commits late', async () => {
    const { organization } = await seedOrganization(harness)
    const late = anEvent(organization.id)
    const quick = Array.from({ length: 50 }, () => anEvent(organization.id))
    const read: string[] = []
    const client = await harness.database.pool.connect()
    try {
      await client.query('begin')
      await insert(client, late)
      for (const event of quick) {
        await record(organization.id, [event])
        read.push(...(await readOn(organization.id, 'careful')))
      }
      // What committed while the late one was open has a greater position, and waits for it.
      expect(read).not.toContain(quick[0]?.id)
      await client.query('commit')
    } finally {
      client.release()
    }
    await until('the last event', async () => {
      read.push(...(await readOn(organization.id, 'careful')))
      return read.includes(quick.at(-1)?.id ?? '')
    })
    const ids = [late, ...quick].map(({ id }) => id as string)
    expect(read.filter((id) => ids.includes(id))).toEqual(ids)
  })

  it('names no organization behind for what cannot be read yet', async () => {
    const { organization } = await seedOrganization(harness)
    const behind = async () =>
      (await harness.storage.eventLog.behind('patient', 1_000)).includes(organization.id)
    await until('the seeded events', behind)
    await until('the end', async () => (await readOn(organization.id, 'patient')).length === 0)
    const client = await harness.database.pool.connect()
    try {
      await client.query('begin')
      await insert(client, anEvent(organization.id))
      await record(organization.id, [anEvent(organization.id)])
      expect(await behind()).toBe(false)
      await client.query('rollback')
    } finally {
      client.release()
    }
    await until('it is behind', behind)
    expect(await readOn(organization.id, 'patient')).toHaveLength(1)
  })

  it('tells an event that is forgotten while others are fetched', async () => {
    const { organization } = await seedOrganization(harness)
    const events = [anEvent(organization.id), anEvent(organization.id)]
    await record(organization.id, events)
    const [, forgotten] = events
    let asked = 0
    const log = createEventLog({
      db: createDatabase(harness.database.serving),
      pool: harness.database.serving,
      signal: createRecordedSignal(() => undefined),
      unpack: unpackEventData,
      recent: {
        remember: () => undefined,
        // The second is still known when the first has to be fetched, and then no more.
        find: (id) => {
          if (id !== forgotten?.id) return undefined
          asked += 1
          return asked === 1 ? forgotten : undefined
        },
      },
    })
    const ids: string[] = []
    await until('both are told', async () => {
      asked = 0
      const logged = await log.read(organization.id, 'forgetful', 1_000)
      ids.splice(0, ids.length, ...logged.map(({ event }) => event.id))
      return ids.includes(events[0]?.id ?? '')
    })
    expect(ids.slice(-2)).toEqual(events.map(({ id }) => id))
  })
})
