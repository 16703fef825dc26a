import { randomUUID } from 'node:crypto'
import pg from 'pg'

/** A database of its own on the Postgres of the test run. */
export interface FreshDatabase {
  readonly url: string
  /** Ends every connection to it, as a restart of Postgres would. */
  readonly cutConnections: () => Promise<void>
  readonly query: (text: string) => Promise<readonly Record<string, unknown>[]>
  readonly drop: () => Promise<void>
}

export const createFreshDatabase = async (): Promise<FreshDatabase> => {
  const server = process.env['TEST_DATABASE_URL']
  if (server === undefined) throw new Error('The tests need TEST_DATABASE_URL')
  const name = `server_${randomUUID().replaceAll('-', '')}`
  const onServer = (text: string) => run(server, text)
  await onServer(`create database ${name}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    cutConnections: async () => {
      await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
    },
    query: (text) => run(url.href, text),
    drop: async () => {
      await onServer(`drop database ${name} with (force)`)
    },
  }
}

const run = async (connectionString: string, text: string): Promise<readonly Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
