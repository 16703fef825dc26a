import type { OrganizationId } from '@parlance/core'
import type { Pool, PoolClient } from 'pg'
import { type Connection, onClient } from './connection.ts'
import { forOrganization } from './lend.ts'
import { sqlStateOf } from './pg-error.ts'
import { isPipelined } from './pipelined.ts'
import { renewPlans } from './renew-plans.ts'
import type { Write } from './statement.ts'

/** The connection was lost while the commit was under way: it may have happened, or not. */
export class CommitUnknown extends Error {
  override readonly name = 'CommitUnknown'
  readonly code = 'storage/commit-unknown'
}

/** What a transaction comes to: what it gives, and what it writes before it commits. */
export interface Conclusion<T> {
  readonly value: T
  readonly writes: readonly Write[]
}

/**
 * Runs `work` in a transaction of its own, in which only the rows of the organization are there, writes what it concluded,
 * and commits. A throw rolls back and reaches the caller. The writes travel with the commit, so a transaction waits for the
 * database twice, however much it does, and once when `work` asks nothing.
 *
 * @param onWritten told when everything is written and only the commit is waited for, where that can be told apart.
 */
export const inTransaction = async <T>(
  pool: Pool,
  organizationId: OrganizationId,
  work: (connection: Connection) => Promise<Conclusion<T>>,
  onWritten: () => void = () => undefined,
): Promise<T> => {
  const { client, told } = await forOrganization(pool, organizationId)
  const pipelined = isPipelined(pool)
  let broken: Error | undefined
  try {
    await renewPlans(client)
    const begin = Promise.all([told, client.query('begin')])
    begin.catch(() => undefined)
    if (!pipelined) await begin
    const { value, writes } = await work(pipelined ? after(begin, client) : onClient(client, false))
    await ifBegun(begin, conclude(client, writes, pipelined, onWritten))
    return value
  } catch (error) {
    broken = await rollBack(client, error)
    throw error
  } finally {
    client.release(broken)
  }
}

/** Sends the first statements together with the `begin`; what they give is not believed before that went well. */
const after = (begin: Promise<unknown>, client: PoolClient): Connection => {
  const { run, together } = onClient(client, true)
  return {
    run: async (statement, values) => {
      const rows = run(statement, values)
      await Promise.all([begin, rows])
      return rows
    },
    together,
  }
}

/** What was sent along with a `begin` that failed may be written nevertheless, piece by piece. */
const ifBegun = async (begin: Promise<unknown>, concluding: Promise<void>): Promise<void> => {
  const [begun, concluded] = await Promise.allSettled([begin, concluding])
  if (begun.status === 'rejected') {
    throw new CommitUnknown('A transaction did not begin, and what was sent along may be written', {
      cause: begun.reason,
    })
  }
  if (concluded.status === 'rejected') throw concluded.reason
}

const conclude = async (
  client: PoolClient,
  writes: readonly Write[],
  pipelined: boolean,
  onWritten: () => void,
): Promise<void> => {
  const { run } = onClient(client, pipelined)
  const write = async ({ statement, values, told }: Write) => {
    const rows = await run(statement, values)
    told?.(rows)
  }
  if (!pipelined) {
    for (const one of writes) await write(one)
    return commit(client)
  }
  const written = Promise.all(writes.map(write))
  const committed = commit(client)
  // After a refused write the commit says that it rolled back; why is what the write says.
  committed.catch(() => undefined)
  await written
  onWritten()
  await committed
}

const commit = async (client: PoolClient): Promise<void> => {
  let command: string
  try {
    command = (await client.query('commit')).command
  } catch (error) {
    if (sqlStateOf(error) !== null) throw error
    throw new CommitUnknown('The connection was lost while a transaction was committed', { cause: error })
  }
  // Postgres answers a commit of a failed transaction by rolling it back, without an error.
  if (command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back')
}

/** Gives what makes the connection unfit for another use, if anything does. */
const rollBack = async (client: PoolClient, cause: unknown): Promise<Error | undefined> => {
  try {
    await client.query('rollback')
  } catch (error) {
    return error instanceof Error ? error : new Error('The rollback failed', { cause: error })
  }
  return cause instanceof CommitUnknown ? cause : undefined
}
