import { describe, expect, it } from '@jest/globals'
import { createEngine, SECOND } from '@parlance/core'
import { createMemoryStorage, createTestWorld, seedOrganization, until } from '@parlance/core/testing'
import { createSession } from './cable-session.ts'
import { createFeed } from './feed.ts'

/** A session on memory over a connection that writes down what becomes of it; `waiting` bytes don't go out. */
const open = async (connection: { waiting: number } = { waiting: 0 }) => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  const engine = createEngine({ ...storage, ...world })
  const seeded = await seedOrganization({ storage, world })
  const errors: unknown[] = []
  const onError = (error: unknown) => {
    errors.push(error)
  }
  const feed = createFeed({ ...storage, onError })
  const sent: string[] = []
  const happened: string[] = []
  const session = createSession({
    socket: {
      send: (text) => sent.push(text),
      waiting: () => connection.waiting,
      close: (code, reason) => happened.push(`${code} ${reason}`),
      terminate: () => happened.push('terminated'),
    },
    engine,
    feed,
    clock: world.clock,
    onError,
    onArrival: () => undefined,
  })
  const identifier = JSON.stringify({ channel: 'RoomChannel', pubsub_token: seeded.contactPoint.pubsubToken })
  const subscribe = async (text = identifier) => {
    const before = sent.length
    session.receive(JSON.stringify({ command: 'subscribe', identifier: text }))
    await until('it is answered', () => sent.length > before)
  }
  return { session, world, sent, happened, errors, subscribe, identifier, feed, storage, seeded }
}

describe('a session', () => {
  it('cuts off a client that does not keep up', async () => {
    const connection = { waiting: 0 }
    const { session, happened, subscribe, feed } = await open(connection)
    await subscribe()
    connection.waiting = 2_000_000
    session.beat()
    expect(happened).toEqual(['terminated'])
    feed.close()
  })

  it('sends a client away that never subscribes', async () => {
    const { session, world, sent, happened, feed } = await open()
    world.clock.advance(29 * SECOND)
    session.beat()
    expect(happened).toEqual([])
    world.clock.advance(2 * SECOND)
    session.beat()
    expect(happened).toEqual(['1008 nothing_subscribed'])
    expect(sent.at(-1)).toBe('{"type":"disconnect","reason":"nothing_subscribed","reconnect":false}')
    feed.close()
  })

  it('has so many subscriptions and no more', async () => {
    const { sent, subscribe, identifier, feed } = await open()
    const another = (at: number) => JSON.stringify({ ...(JSON.parse(identifier) as object), at })
    for (let at = 0; at < 11; at += 1) await subscribe(another(at))
    const types = sent.map((text) => (JSON.parse(text) as { type: string }).type)
    expect(types.filter((type) => type === 'confirm_subscription')).toHaveLength(10)
    expect(types.at(-1)).toBe('reject_subscription')
    feed.close()
  })

  it('is told nothing after its end', async () => {
    const { session, sent, subscribe, feed } = await open()
    await subscribe()
    const before = sent.length
    session.end()
    session.beat()
    session.receive('{"command":"subscribe","identifier":"x"}')
    expect(sent).toHaveLength(before)
    expect(session.listeners()).toEqual([])
    feed.close()
  })
})
