import { Client } from 'pg'
import { databaseOn } from './database.ts'
import { writeHistory } from './history.ts'
import { median } from './load.ts'
import { type Account, type Bootstrapped, call, parlance, prepare, startParlance } from './parlance.ts'

const READS = 300
const WARM_UP = 50

/** A past of 1,000 messages, and one of 1,000,000; both have 100 open conversations, as much as people have in hand. */
const SMALL = { conversations: 100, messagesEach: 10, open: 100, firstMessageNumber: 0 }
const LARGE = { conversations: 100_000, messagesEach: 10, open: 100, firstMessageNumber: 1_000_000 }

/** Milliseconds that each of the paths takes, asked in turn: medians. */
const readTimes = async (
  askers: readonly { readonly account: Account; readonly path: string }[],
): Promise<readonly number[]> => {
  const times: number[][] = askers.map(() => [])
  for (let at = 0; at < WARM_UP + READS; at += 1) {
    for (const [index, { account, path }] of askers.entries()) {
      const begun = performance.now()
      await call(account, 'GET', path)
      if (at >= WARM_UP) times[index]?.push(performance.now() - begun)
    }
  }
  return times.map(median)
}

const accountWith = async (
  { url, client }: { readonly url: string; readonly client: Client },
  founded: Bootstrapped,
  size: typeof SMALL,
): Promise<Account> => {
  const account = { url, account: founded.account_id, token: founded.owner.api_access_token }
  const inbox = (await call(account, 'POST', `/api/v1/accounts/${account.account}/inboxes`, {
    name: 'Past',
    channel: { type: 'api' },
  })) as { id: number }
  await writeHistory(client, {
    organizationId: founded.organization_id,
    inboxNumber: inbox.id,
    ...size,
  })
  return account
}

/** Prints what a page costs with a short and with a long history behind it. */
export const benchPages = async (postgres: string): Promise<void> => {
  const database = await databaseOn(postgres, 'bench_pages')
  const first = await prepare(database)
  const words = [
    '--organization',
    'Large',
    '--email',
    'large@bench.test',
    '--password',
    'correct-horse-battery',
  ]
  const second = JSON.parse(await parlance(database, 'bootstrap', ...words, '--json')) as Bootstrapped
  const client = new Client({ connectionString: database })
  await client.connect()
  const server = await startParlance(database)
  try {
    const small = await accountWith({ url: server.url, client }, first, SMALL)
    const large = await accountWith({ url: server.url, client }, second, LARGE)
    await client.query('vacuum analyze')
    const pages = [
      ['conversation list, open', (_size: typeof SMALL) => 'conversations?status=open'],
      ['conversation list, all', (_size: typeof SMALL) => 'conversations?status=all'],
      ['message page', (size: typeof SMALL) => `conversations/${size.conversations}/messages`],
    ] as const
    const rows = []
    for (const [name, path] of pages) {
      const [short = Number.NaN, long = Number.NaN] = await readTimes(
        (
          [
            [small, SMALL],
            [large, LARGE],
          ] as const
        ).map(([account, size]) => ({
          account,
          path: `/api/v1/accounts/${account.account}/${path(size)}`,
        })),
      )
      rows.push({
        page: name,
        '1,000 messages, ms': Number(short.toFixed(2)),
        '1,000,000 messages, ms': Number(long.toFixed(2)),
        ratio: Number((long / short).toFixed(2)),
      })
    }
    console.log(`\nA page, with a short and a long history behind it; medians of ${READS}`)
    console.table(rows)
  } finally {
    await server.stop()
    await client.end()
  }
}
