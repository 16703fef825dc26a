import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import {
  createPgStorage,
  migrateToLatest,
  type OpenDatabase,
  openEmbedded,
  openPool,
} from '@parlance/adapters-pg'
import type { ConversationState, Id } from '@parlance/core'
import {
  addContact,
  createTestWorld,
  messageFact,
  recordIn,
  seedOrganization,
  startConversation,
} from '@parlance/core/testing'
import { startPostgres } from '../../../tools/test-postgres/start-postgres.ts'

/**
 * How many messages a second one organization can write, and how long each takes: 64 callers at once, each with its next
 * message as soon as the last one is committed. The database syncs every commit; with BENCH_EMBEDDED=1 it is the embedded
 * one in memory. BENCH_SECONDS is how long each measurement takes.
 */
const CALLERS = 64
const CONVERSATIONS = 1_000
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10)

const uuid = <K extends string>(): Id<K> => {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f)
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as Id<K>
}

const world = { ...createTestWorld(), ids: { next: uuid }, clock: { now: Date.now } }

const main = async (): Promise<void> => {
  const database = process.env['BENCH_EMBEDDED'] === '1' ? await openEmbedded(null) : await openServer()
  try {
    await migrateToLatest(database.pool)
    const storage = createPgStorage({ pool: database.pool, ids: world.ids })
    const ports = { storage, world }
    const seeded = await seedOrganization(ports)
    const begin = performance.now()
    const conversations = await Promise.all(
      Array.from({ length: CONVERSATIONS }, async () => {
        const { contactPoint } = await addContact(ports, seeded.inbox)
        return startConversation(ports, { ...seeded, contactPoint })
      }),
    )
    print(`${CONVERSATIONS} conversations started in ${Math.round(performance.now() - begin)} ms`)
    const write = (state: ConversationState) =>
      recordIn(ports, state.conversation, (current) => [
        messageFact(ports, current, { content: 'Could you have a look at my order from last week, please?' }),
      ])
    await measure('warm-up', conversations, write)
    await measure(`${CONVERSATIONS} conversations`, conversations, write)
    await measure('1 conversation', conversations.slice(0, 1), write)
    await storage.close()
  } finally {
    await database.close()
  }
}

const openServer = async (): Promise<OpenDatabase> => {
  const postgres = await startPostgres()
  const { pool, close } = openPool(postgres.url)
  const stop = async () => {
    await close()
    await postgres.stop()
  }
  return { pool, close: stop }
}

const measure = async (
  name: string,
  conversations: readonly ConversationState[],
  write: (state: ConversationState) => Promise<unknown>,
): Promise<void> => {
  const took: number[] = []
  const begin = performance.now()
  const end = begin + SECONDS * 1_000
  const cpu = process.cpuUsage()
  const call = async (): Promise<void> => {
    while (performance.now() < end) {
      const state = conversations[Math.floor(Math.random() * conversations.length)]
      if (!state) throw new Error('There is no conversation')
      const started = performance.now()
      await write(state)
      took.push(performance.now() - started)
    }
  }
  await Promise.all(Array.from({ length: CALLERS }, call))
  const seconds = (performance.now() - begin) / 1_000
  const { user, system } = process.cpuUsage(cpu)
  took.sort((left, right) => left - right)
  const at = (share: number) => (took[Math.floor(took.length * share)] ?? 0).toFixed(1)
  print(
    `${name}: ${Math.round(took.length / seconds)} messages/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, ` +
      `${Math.round((user + system) / took.length)} µs of this process a message`,
  )
}

const print = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

await main()
