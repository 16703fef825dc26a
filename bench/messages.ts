import { startChild } from './child.ts'
import { databaseOn } from './database.ts'
import { type Load, median, postMessages } from './load.ts'
import { type Account, type Bootstrapped, openConversations, prepare, startParlance } from './parlance.ts'

/** Enough that none gets more messages in a minute than a conversation may. */
const CONVERSATIONS = 1_000
const ROUNDS = 3
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 10)
const WARM_UP_SECONDS = 10

interface Contender {
  readonly name: string
  readonly url: string
  readonly paths: readonly string[]
  readonly loads: Load[]
  readonly stop: () => Promise<void>
}

const localPaths = Array.from({ length: CONVERSATIONS }, (_, at) => `/conversations/${at + 1}/messages`)

const echo = async (): Promise<Contender> => {
  const server = await startChild('echo.ts', {})
  return { name: '(a) Express echo', paths: localPaths, loads: [], ...server }
}

const handWritten = async (postgres: string): Promise<Contender> => {
  const database = await databaseOn(postgres, 'bench_hand_written')
  const founded = await prepare(database)
  // The conversations are made through the product, and then it steps aside.
  const maker = await startParlance(database)
  await openConversations(accountOf(maker.url, founded), CONVERSATIONS)
  await maker.stop()
  const env = { BENCH_DATABASE_URL: database, BENCH_ORGANIZATION: founded.organization_id }
  const server = await startChild('hand-written.ts', env)
  return { name: '(b) Express + pg by hand', paths: localPaths, loads: [], ...server }
}

const accountOf = (url: string, { account_id, owner }: Bootstrapped): Account => ({
  url,
  account: account_id,
  token: owner.api_access_token,
})

const ours = async (postgres: string): Promise<Contender> => {
  const database = await databaseOn(postgres, 'bench_parlance')
  const founded = await prepare(database)
  const server = await startParlance(database)
  const paths = await openConversations(accountOf(server.url, founded), CONVERSATIONS)
  return { name: '(c) Parlance', paths, loads: [], ...server }
}

/** Posts messages to the three, one after the other and round by round, and prints the medians side by side. */
export const benchMessages = async (postgres: string): Promise<void> => {
  console.log(`\nCreate a message: 64 connections, ${ROUNDS} × ${SECONDS} s each, in turn; medians`)
  const contenders = [await echo(), await handWritten(postgres), await ours(postgres)]
  try {
    for (const { url, paths } of contenders) await postMessages(url, paths, WARM_UP_SECONDS)
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const { url, paths, loads } of contenders) loads.push(await postMessages(url, paths, SECONDS))
    }
  } finally {
    for (const { stop } of contenders) await stop()
  }
  print(contenders)
}

const print = (contenders: readonly Contender[]): void => {
  const rows = contenders.map(({ name, loads }) => ({
    name,
    'requests/s': Math.round(median(loads.map((load) => load.requestsPerSecond))),
    'p50 ms': median(loads.map((load) => load.p50)),
    'p99 ms': median(loads.map((load) => load.p99)),
    failures: loads.reduce((sum, load) => sum + load.failures, 0),
  }))
  console.table(rows)
  const rate = (at: number) => rows[at]?.['requests/s'] ?? Number.NaN
  console.log(`(c)/(b) = ${(rate(2) / rate(1)).toFixed(2)}   (c)/(a) = ${(rate(2) / rate(0)).toFixed(2)}`)
}
