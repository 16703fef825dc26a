import { afterEach, describe, expect, it } from '@jest/globals'
import { createEngine, type EventLog, type LogConsumer, type StoragePorts } from '@parlance/core'
import { createMemoryStorage, seedOrganization, until } from '@parlance/core/testing'
import { newStorage, noting, record } from '../testing/event-log.ts'
import { nodeWorld } from './system/node-world.ts'
import { createWorker, type Worker, type WorkerFailure, type WorkerOptions } from './worker.ts'

const world = nodeWorld()
const workers: Worker[] = []
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.stop(100)))
})

const run = (storage: StoragePorts, given: Partial<WorkerOptions> & Pick<WorkerOptions, 'consumers'>) => {
  const failures: WorkerFailure[] = []
  const options = {
    ...storage,
    clock: world.clock,
    onError: (_: unknown, failure: WorkerFailure) => failures.push(failure),
  }
  const worker = createWorker({ ...options, ...given })
  workers.push(worker)
  worker.start()
  return { worker, failures }
}

/** Polls so rarely that whatever happens was hinted at. */
const HINTS_ONLY = 600_000

describe('the worker', () => {
  it('hands recorded events to every consumer, by hint', async () => {
    const { storage, organizationId } = await newStorage()
    const [first, second] = [noting('first'), noting('second')]
    run(storage, { consumers: [first.consumer, second.consumer], pollInterval: HINTS_ONLY })
    await record(storage, organizationId, 'test.hinted')
    await until('both saw it', () => [first, second].every(({ types }) => types().includes('test.hinted')))
  })

  it('finds events that nobody gave a hint of', async () => {
    const { storage, organizationId } = await newStorage()
    const mute: EventLog = { ...storage.eventLog, onRecorded: () => () => undefined }
    const { consumer, types } = noting()
    run(storage, { eventLog: mute, consumers: [consumer], pollInterval: 10 })
    await until('it has caught up', () => types().length > 0)
    await record(storage, organizationId, 'test.unhinted')
    await until('it is found', () => types().includes('test.unhinted'))
  })

  it('looks again after a hint that came before the event could be read', async () => {
    const { storage, organizationId } = await newStorage()
    let hidden = 1
    const slow: EventLog = {
      ...storage.eventLog,
      read: (...asked) => (hidden-- > 0 ? Promise.resolve([]) : storage.eventLog.read(...asked)),
      behind: async () => [],
    }
    const { consumer, types } = noting()
    run(storage, { eventLog: slow, consumers: [consumer], pollInterval: HINTS_ONLY })
    await record(storage, organizationId, 'test.hidden')
    await until('it is seen', () => types().includes('test.hidden'))
  })

  it('passes events of one organization in order, one portion at a time, each once', async () => {
    const { storage, organizationId } = await newStorage()
    let busy = 0
    let most = 0
    const { consumer, types } = noting()
    const slow: LogConsumer = {
      name: consumer.name,
      handle: async (...given) => {
        busy += 1
        most = Math.max(most, busy)
        await new Promise((resolve) => setTimeout(resolve, 1))
        await consumer.handle(...given)
        busy -= 1
      },
    }
    run(storage, { consumers: [slow] })
    const wanted = Array.from({ length: 500 }, (_, count) => `test.${count}`)
    for (const type of wanted) await record(storage, organizationId, type)
    await until('all were passed', () => types().includes('test.499'))
    expect(types().filter((type) => type.startsWith('test.'))).toEqual(wanted)
    expect(most).toBe(1)
  })

  it('serves other organizations while one cannot be served, and that one later', async () => {
    const { storage, seed, organizationId: poisoned } = await newStorage()
    const { organization: well } = await seed()
    const { consumer, types, seen } = noting()
    let broken = true
    const { failures } = run(storage, {
      concurrency: 1,
      pollInterval: 10,
      consumers: [
        {
          name: consumer.name,
          handle: async (organizationId, events) => {
            if (broken && organizationId === poisoned) throw new Error('Cannot be reacted to')
            await consumer.handle(organizationId, events)
          },
        },
      ],
    })
    await record(storage, poisoned, 'test.poison')
    await until('it failed', () => failures.length > 0)
    await record(storage, well.id, 'test.well')
    await until('the other one was served', () => types().includes('test.well'))
    expect(failures[0]).toMatchObject({ task: 'noting', organizationId: poisoned, failures: 1 })
    expect(seen.filter(({ organizationId }) => organizationId === poisoned)).toEqual([])
    broken = false
    await until('it is served in the end', () => types().includes('test.poison'))
  })

  it('leaves an organization in peace for longer with every failure', async () => {
    const { storage } = await newStorage()
    const { failures } = run(storage, {
      pollInterval: 10,
      consumers: [{ name: 'failing', handle: () => Promise.reject(new Error('No')) }],
    })
    await until('it failed twice', () => failures.length > 1)
    const [first, second] = failures
    expect(first?.rest).toBeGreaterThanOrEqual(800)
    expect(second?.failures).toBe(2)
    expect(second?.rest).toBeGreaterThanOrEqual(1_600)
  })

  it('finishes what it began when it stops, and begins nothing more', async () => {
    const { storage, organizationId } = await newStorage()
    const { consumer, types } = noting()
    let begun = 0
    const { worker } = run(storage, {
      consumers: [
        {
          name: consumer.name,
          handle: async (...given) => {
            begun += 1
            await new Promise((resolve) => setTimeout(resolve, 50))
            await consumer.handle(...given)
          },
        },
      ],
    })
    await until('it began', () => begun > 0)
    await worker.stop()
    const [done, at] = [types().length, begun]
    expect(done).toBeGreaterThan(0)
    await record(storage, organizationId, 'test.late')
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(types()).toHaveLength(done)
    expect(begun).toBe(at)
  })

  it('stops in time although a consumer does not end', async () => {
    const { storage } = await newStorage()
    let begun = false
    const { worker } = run(storage, {
      consumers: [
        {
          name: 'endless',
          handle: () => {
            begun = true
            return new Promise(() => undefined)
          },
        },
      ],
    })
    await until('it began', () => begun)
    await worker.stop(20)
  })

  it('starts the dispatcher, and stops it last', async () => {
    const { storage } = await newStorage()
    const calls: string[] = []
    const dispatcher = {
      start: () => calls.push('start'),
      stop: async () => {
        calls.push('stop')
      },
    }
    const { worker } = run(storage, {
      consumers: [noting('fan-out').consumer, noting('other').consumer],
      dispatcher,
    })
    await worker.stop()
    expect(calls).toEqual(['start', 'stop'])
  })

  it('gives a conversation that waits to a member of the inbox', async () => {
    const storage = createMemoryStorage(world)
    const engine = createEngine({ ...storage, ...world })
    const { conversation, principals } = await seedOrganization({ storage, world })
    run(storage, { consumers: engine.consumers })
    await until('somebody holds it', async () => {
      const state = await engine.conversations.get(principals.owner, conversation.conversation.number)
      return state.ok && state.value.assignee !== null
    })
  })
})

describe('chores', () => {
  it('are done again and again, and again after a failure', async () => {
    const { storage } = await newStorage()
    let done = 0
    const { failures } = run(storage, {
      consumers: [],
      chores: [
        {
          name: 'sweeping',
          interval: 5,
          run: async () => {
            done += 1
            if (done === 2) throw new Error('The broom broke')
          },
        },
      ],
    })
    await until('it was done after it failed', () => done > 3)
    expect(failures).toEqual([{ task: 'sweeping' }])
  })
})

describe('a snoozed conversation', () => {
  it('is opened when its time has come', async () => {
    const storage = createMemoryStorage(world)
    const engine = createEngine({ ...storage, ...world })
    const seeded = await seedOrganization({ storage, world })
    const { number } = seeded.conversation.conversation
    const { owner } = seeded.principals
    const snoozedUntil = world.clock.now() + 50
    const snoozed = await engine.conversations.changeStatus(owner, number, {
      status: 'snoozed',
      snoozedUntil,
    })
    expect(snoozed).toMatchObject({ ok: true, value: { state: { conversation: { status: 'snoozed' } } } })
    run(storage, {
      consumers: [],
      chores: [{ name: 'wake', interval: 10, run: engine.conversations.wakeSnoozed }],
    })
    await until('it is open', async () => {
      const seen = await engine.conversations.get(owner, number)
      return seen.ok && seen.value.conversation.status === 'open'
    })
  })
})
