import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createPgStorage } from '@parlance/adapters-pg'
import type {
  ConversationEventData,
  ConversationId,
  OrganizationId,
  RecordedEvent,
  StoragePorts,
} from '@parlance/core'
import { until } from '@parlance/core/testing'
import { type Client, createClient } from '../testing/client.ts'
import { runCommand } from '../testing/command-line.ts'
import { type Founded, found } from '../testing/people.ts'
import { PLACES, type Place } from '../testing/places.ts'
import { startServed } from '../testing/served.ts'
import { readConfig } from './config/read-config.ts'
import { openDatabase } from './database/open-database.ts'
import { nodeWorld } from './system/node-world.ts'

const POSTS = 5_000
const CONVERSATIONS = 100
const CONCURRENCY = 32
/** After so many acknowledged posts, the server is killed. */
const KILL_AFTER = 2_000

interface Post {
  readonly path: string
  readonly content: string
  readonly key: string
}

/** Does the jobs, so many at a time. */
const inParallel = async <T>(jobs: readonly T[], work: (job: T) => Promise<void>): Promise<void> => {
  const left = [...jobs]
  const worker = async () => {
    for (let job = left.shift(); job !== undefined; job = left.shift()) await work(job)
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, worker))
}

describe.each(PLACES)('a server on $name that is killed while messages are posted', ({ create }) => {
  let place: Place
  let organization: Founded

  beforeAll(async () => {
    place = await create()
    await runCommand(['migrate'], place.settings)
    organization = await found(place.settings)
  }, 60_000)

  afterAll(() => place.remove())

  it('loses no acknowledged message, and keeps none twice', async () => {
    const acknowledged = new Map<string, number>()
    const post =
      (ask: Client) =>
      async ({ path, content, key }: Post) => {
        const { status, body } = await ask('POST', path, { body: { content }, key })
        if (status !== 200) throw new Error(`Answered ${status}`)
        acknowledged.set(content, body.id)
      }

    const first = await startServed(place.settings)
    const posts = await preparePosts(createClient(first.url), organization)
    const send = post(createClient(first.url))
    let killed: Promise<void> | null = null
    await inParallel(posts, async (one) => {
      if (killed === null) await send(one).catch(() => undefined)
      if (acknowledged.size >= KILL_AFTER) killed ??= first.kill()
    })
    await killed
    const before = new Map(acknowledged)
    expect(before.size).toBeGreaterThanOrEqual(KILL_AFTER)
    expect(before.size).toBeLessThan(POSTS)

    const second = await startServed(place.settings)
    await inParallel(
      posts.filter(({ content }) => !before.has(content)),
      post(createClient(second.url)),
    )
    expect((await second.stop()).code).toBe(0)
    expect(acknowledged.size).toBe(POSTS)
    await expectKept(place, organization.organizationId as OrganizationId, acknowledged)
  }, 120_000)
})

/** Makes the conversations, and the messages that contacts will post to them, in turn. */
const preparePosts = async (ask: Client, { accountId, owner }: Founded): Promise<readonly Post[]> => {
  const inbox = { name: 'App', channel: { type: 'api' } }
  const created = await ask('POST', `/api/v1/accounts/${accountId}/inboxes`, {
    token: owner.token,
    body: inbox,
  })
  const door = `/public/api/v1/inboxes/${created.body.inbox_identifier}/contacts`
  const paths: string[] = []
  await inParallel(
    Array.from({ length: CONVERSATIONS }, (_, at) => at),
    async (at) => {
      const { source_id } = (await ask('POST', door, { body: { name: `Contact ${at}` } })).body
      const { id } = (await ask('POST', `${door}/${source_id}/conversations`, { body: {} })).body
      paths.push(`${door}/${source_id}/conversations/${id}/messages`)
    },
  )
  return Array.from({ length: POSTS }, (_, at) => ({
    path: paths[at % CONVERSATIONS] ?? '',
    content: `Message ${at}`,
    key: `key-${at}`,
  }))
}

const expectKept = async (
  place: Place,
  organizationId: OrganizationId,
  acknowledged: ReadonlyMap<string, number>,
): Promise<void> => {
  const config = readConfig(place.settings)
  if (!config.ok) throw new Error('The configuration cannot be used')
  const database = await openDatabase(config.value, () => undefined)
  const storage = createPgStorage({ pool: database.pool, ...nodeWorld() })
  try {
    const events = await readLog(storage, organizationId)
    const told = events.filter(({ type }) => type === 'message.recorded').map(messageIn)
    const posted = told.filter(({ kind }) => kind === 'incoming')
    expect(posted).toHaveLength(POSTS)
    expect(new Map(posted.map(({ content, number }) => [content, number]))).toEqual(new Map(acknowledged))

    const conversations = Map.groupBy(events, ({ aggregate }) => aggregate.id)
    for (const [id, ofOne] of conversations) {
      const seqs = ofOne.map(({ seq }) => seq)
      if (seqs.every((seq) => seq === null)) continue
      expect({ id, seqs }).toEqual({ id, seqs: ofOne.map((_, at) => at + 1) })
      // What readers see is what the log says: one message for each event, in the same order.
      const window = { before: null, after: null, includeAfter: false, limit: 1_000, publicOnly: false }
      const kept = await storage.messageQueries.list(organizationId, id as ConversationId, window)
      const ids = ofOne.filter(({ type }) => type === 'message.recorded').map((event) => messageIn(event).id)
      expect(kept.map(({ message }) => message.id)).toEqual(ids)
    }
  } finally {
    await storage.close()
    await database.close()
  }
}

const messageIn = (event: RecordedEvent) => {
  const { message } = event.data as ConversationEventData
  if (!message) throw new Error('The event tells no message')
  return message.message
}

/** All events of the organization, as a consumer reads them that was never here before. */
const readLog = async ({ eventLog }: StoragePorts, organizationId: OrganizationId) => {
  const events: RecordedEvent[] = []
  await until('the log has come to its end', async () => {
    const logged = await eventLog.read(organizationId, 'durability', 1_000)
    const last = logged.at(-1)
    events.push(...logged.map(({ event }) => event))
    if (last) await eventLog.advance(organizationId, 'durability', last.cursor)
    return !last
  })
  return events
}
