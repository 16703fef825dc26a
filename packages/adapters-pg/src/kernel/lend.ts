import type { OrganizationId } from '@parlance/core'
import type { ClientBase, Pool, PoolClient } from 'pg'
import { roleName, roleOf } from './application-role.ts'
import { isPipelined } from './pipelined.ts'

/** A connection on its way to who asked for it. */
export interface Lent {
  readonly client: PoolClient
  /** The word to the server whose it is, while that is under way: what comes back before it went well is not believed. */
  readonly told: Promise<unknown> | null
}

export type Lend = (pool: Pool) => Promise<Lent>

/** Whose the connection is to the server: the login's, nobody's, or an organization's. */
type Session = 'login' | 'outside' | OrganizationId

/** Not here: it was never lent, and may be left from anybody. */
const sessions = new WeakMap<ClientBase, Session>()

/** Lends a connection on which only the rows of this organization are there. */
export const forOrganization = (pool: Pool, organizationId: OrganizationId): Promise<Lent> =>
  lend(pool, organizationId)

/** Lends a connection on which no organization's row can be asked for. */
export const outside: Lend = (pool) => lend(pool, 'outside')

/** Lends a connection as the login that owns the tables: for migrations and upkeep, and nothing else. */
export const asLogin: Lend = (pool) => lend(pool, 'login')

/**
 * A connection stays whose it is until it is lent for another, so an organization that is busy alone is told to the server
 * once. And where connections are pipelined, the word travels with the first statement, so nobody waits for it.
 */
const lend = async (pool: Pool, wanted: Session): Promise<Lent> => {
  const client = await pool.connect()
  const held = sessions.get(client)
  if (held === wanted) return { client, told: null }
  sessions.set(client, wanted)
  // Behind the wall already, a statement that is sent along sees the organization before it at worst, for which it doesn't
  // ask. While it would see all of them, none is sent along.
  const behind = held !== undefined && held !== 'login' && wanted !== 'login'
  const told = (behind ? turn(client, wanted) : enter(client, pool, wanted)).catch((error: unknown) => {
    sessions.delete(client)
    throw error
  })
  if (behind && isPipelined(pool)) {
    told.catch(() => undefined)
    return { client, told }
  }
  try {
    await told
    return { client, told: null }
  } catch (error) {
    client.release(true)
    throw error
  }
}

const TURN = {
  name: 'turn-to-organization',
  text: `select set_config('parlance.organization_id', $1, false)`,
}

const turn = (client: PoolClient, session: Session): Promise<unknown> =>
  client.query({ ...TURN, values: [session === 'outside' ? '' : session] })

const enter = async (client: PoolClient, pool: Pool, session: Session): Promise<void> => {
  const role = session === 'login' ? null : roleOf(pool)
  const name = role === null ? `'none'` : roleName('$2')
  const organizationId = session === 'login' || session === 'outside' ? '' : session
  await client.query({
    text: `select set_config('parlance.organization_id', $1, false), set_config('role', ${name}, false)`,
    values: role === null ? [organizationId] : [organizationId, role ?? null],
  })
}

/** The client as Kysely uses it: what it answers waits until the server knows whose it is. */
export const clientOf = ({ client, told }: Lent): PoolClient => {
  if (told === null) return client
  const query = async (text: string, values: readonly unknown[]) => {
    const [answer] = await Promise.all([client.query(text, [...values]), told])
    return answer
  }
  const waiting: Partial<Record<keyof PoolClient, unknown>> = {
    query,
    release: (broken?: boolean) => client.release(broken),
  }
  return waiting as unknown as PoolClient
}
