import { execFile, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../tools/test-postgres/free-port.ts'
import { type BenchServer, stopChild } from './child.ts'
import { NODE_FLAGS } from './node-flags.ts'

const MAIN = fileURLToPath(new URL('../packages/server/dist/main.js', import.meta.url))

export interface Bootstrapped {
  readonly organization_id: string
  readonly account_id: number
  readonly owner: { readonly api_access_token: string }
}

const COMMAND_TIMEOUT = 60_000

/** Runs a command of the built server on a database, and gives what it printed. */
export const parlance = async (databaseUrl: string, ...words: readonly string[]): Promise<string> => {
  const env = { ...process.env, DATABASE_URL: databaseUrl }
  const { stdout } = await promisify(execFile)(process.execPath, [MAIN, ...words], {
    env,
    timeout: COMMAND_TIMEOUT,
  })
  return stdout
}

/** Migrates the database and founds an organization in it. */
export const prepare = async (databaseUrl: string): Promise<Bootstrapped> => {
  await parlance(databaseUrl, 'migrate')
  const words = [
    '--organization',
    'Bench',
    '--email',
    'owner@bench.test',
    '--password',
    'correct-horse-battery',
  ]
  return JSON.parse(await parlance(databaseUrl, 'bootstrap', ...words, '--json')) as Bootstrapped
}

/** Starts the built server, quiet, and waits until it is ready; `startedIn` is how long that took, in milliseconds. */
export const startParlance = async (
  databaseUrl: string,
): Promise<BenchServer & { readonly startedIn: number }> => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const begun = performance.now()
  const child = spawn(process.execPath, [...NODE_FLAGS, MAIN, 'serve'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      PARLANCE_LOG_LEVEL: 'warn',
      // One account asks as often as a thousand would.
      PARLANCE_RATE_LIMIT_ENABLED: 'false',
      PARLANCE_CONVERSATION_MESSAGES_PER_MINUTE: '10000000',
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (let attempt = 0; attempt < 1_000; attempt += 1) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    await answer?.arrayBuffer()
    if (answer?.ok) {
      const startedIn = performance.now() - begun
      return { url, pid: child.pid ?? 0, startedIn, stop: () => stopChild(child) }
    }
    if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  await stopChild(child)
  throw new Error('The server did not become ready')
}

export interface Account {
  readonly url: string
  readonly account: number
  readonly token: string
}

/** Calls the channel API and gives its JSON; throws on anything but a 2xx. */
export const call = async (
  { url, token }: Pick<Account, 'url' | 'token'>,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> => {
  const answer = await fetch(`${url}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'api-access-token': token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : null
}

const AT_A_TIME = 32

/** Opens an inbox and so many conversations in it, each of another contact; gives the public paths to post to. */
export const openConversations = async (account: Account, count: number): Promise<readonly string[]> => {
  const inbox = (await call(account, 'POST', `/api/v1/accounts/${account.account}/inboxes`, {
    name: 'App',
    channel: { type: 'api' },
  })) as { inbox_identifier: string }
  const base = `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts`
  const open = async (at: number): Promise<string> => {
    const contact = (await call(account, 'POST', base, { identifier: `user-${at}`, name: `User ${at}` })) as {
      source_id: string
    }
    const conversation = (await call(account, 'POST', `${base}/${contact.source_id}/conversations`, {})) as {
      id: number
    }
    return `${base}/${contact.source_id}/conversations/${conversation.id}/messages`
  }
  const paths: string[] = []
  while (paths.length < count) {
    const some = Array.from(
      { length: Math.min(AT_A_TIME, count - paths.length) },
      (_, at) => paths.length + at,
    )
    paths.push(...(await Promise.all(some.map(open))))
  }
  return paths
}
