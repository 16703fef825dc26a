import { execFile, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { freePort } from '../../tools/test-postgres/free-port.ts'
import { startPostgres } from '../../tools/test-postgres/start-postgres.ts'

const MAIN = fileURLToPath(new URL('../../packages/server/src/main.ts', import.meta.url))
const NODE = ['--conditions=source', MAIN]
const READY_TIMEOUT = 60_000
const STOP_TIMEOUT = 15_000
const COMMAND_TIMEOUT = 120_000

/** A Parlance server of one's own, on a database that nothing else uses. */
export interface ExampleServer {
  readonly url: string
  readonly database: 'embedded' | 'postgres'
  /** What `parlance bootstrap --json` printed. */
  readonly founded: {
    readonly account_id: number
    readonly organization_id: string
    readonly owner: { readonly api_access_token: string }
    readonly gateway_secret: string
  }
  /** What `parlance member --json` printed. */
  readonly agent: { readonly id: number; readonly email: string; readonly api_access_token: string }
  readonly stop: () => Promise<void>
}

/** Founds an organization with an agent on a fresh database, and starts the server on it, with more in its environment. */
export const startServer = async (
  database: ExampleServer['database'],
  more: Readonly<Record<string, string>> = {},
): Promise<ExampleServer> => {
  const home = await mkdtemp(join(tmpdir(), 'parlance-example-'))
  const postgres = database === 'postgres' ? await startPostgres() : null
  const port = await freePort()
  const env = {
    ...process.env,
    PORT: String(port),
    PARLANCE_LOG_LEVEL: 'warn',
    PARLANCE_DATA_DIR: join(home, 'data'),
    // The receiver of this example is on this machine, and a failed delivery should not take minutes here.
    PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8',
    PARLANCE_WEBHOOK_RETRY_WAITS_MS: '0,200,500,1000',
    ...more,
    ...(postgres ? { DATABASE_URL: postgres.url } : { DATABASE_URL: '' }),
  }
  const clear = async () => {
    await postgres?.stop()
    await rm(home, { recursive: true, force: true })
  }
  try {
    const parlance = (...words: string[]) => command(env, words)
    if (postgres) await parlance('migrate')
    const owner = ['--email', 'olive@acme.test', '--password', 'correct-horse-battery', '--json']
    const founded = JSON.parse(await parlance('bootstrap', '--organization', 'Acme', ...owner))
    const to = ['--organization-id', founded.organization_id, '--role', 'agent', '--json']
    const agent = JSON.parse(await parlance('member', '--email', 'ada@acme.test', ...to))
    const server = await serve(env, port)
    const stop = async () => {
      await server.stop()
      await clear()
    }
    return { url: server.url, database, founded, agent, stop }
  } catch (error) {
    await clear()
    throw error
  }
}

const command = async (env: NodeJS.ProcessEnv, words: readonly string[]): Promise<string> => {
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [...NODE, ...words], { env, timeout: COMMAND_TIMEOUT })
  return stdout
}

const serve = async (env: NodeJS.ProcessEnv, port: number) => {
  const url = `http://127.0.0.1:${port}`
  const child = spawn(process.execPath, [...NODE, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT)
    child.kill('SIGTERM')
    await ended
    clearTimeout(timer)
  }
  const deadline = Date.now() + READY_TIMEOUT
  while (Date.now() < deadline && child.exitCode === null) {
    const answer = await fetch(`${url}/readyz`).catch(() => null)
    if (answer?.ok) return { url, stop }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await stop()
  throw new Error('The server did not become ready')
}
