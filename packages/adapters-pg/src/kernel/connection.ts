import type { OrganizationId } from '@parlance/core'
import type { Pool, PoolClient, QueryResultRow } from 'pg'
import { forOrganization } from './lend.ts'
import { sqlStateOf } from './pg-error.ts'
import { isPipelined } from './pipelined.ts'
import { renewPlans } from './renew-plans.ts'
import type { Statement } from './statement.ts'

/** Runs a prepared statement and gives its rows. It is sent before this returns. */
export type Run = <Row extends QueryResultRow>(
  statement: Statement<Row>,
  values: readonly unknown[],
) => Promise<Row[]>

/** A connection, in its transaction if it has one. */
export interface Connection {
  readonly run: Run
  /**
   * Starts pieces of work that need nothing of each other, in their order. Where the connection can, their statements are
   * sent without waiting for the answers in between; the database carries them out one after the other all the same.
   */
  readonly together: <T extends readonly unknown[]>(
    work: {
      readonly [K in keyof T]: () => Promise<T[K]>
    },
  ) => Promise<T>
}

/** @param told what must have gone well before an answer is believed. */
export const onClient = (
  client: PoolClient,
  pipelined: boolean,
  told: Promise<unknown> | null = null,
): Connection => ({
  run: async <Row extends QueryResultRow>({ name, text }: Statement<Row>, values: readonly unknown[]) => {
    const answer = client.query<Row>({ name, text, values: [...values] })
    if (told === null) return (await answer).rows
    const [{ rows }] = await Promise.all([answer, told])
    return rows
  },
  together: async <T extends readonly unknown[]>(
    work: {
      readonly [K in keyof T]: () => Promise<T[K]>
    },
  ) => {
    const done: Promise<unknown>[] = []
    for (const begin of work) {
      const begun = begin()
      if (!pipelined) await begun
      done.push(begun)
    }
    return (await Promise.all(done)) as readonly unknown[] as T
  },
})

/** Lends a free connection to `work`, on which only the rows of the organization are there. */
export const withConnection = async <T>(
  pool: Pool,
  organizationId: OrganizationId,
  work: (connection: Connection) => Promise<T>,
): Promise<T> => {
  const { client, told } = await forOrganization(pool, organizationId)
  let broken: Error | undefined
  try {
    await renewPlans(client)
    return await work(onClient(client, isPipelined(pool), told))
  } catch (error) {
    // What the server did not say itself leaves the connection in doubt.
    if (sqlStateOf(error) === null && error instanceof Error) broken = error
    throw error
  } finally {
    client.release(broken)
  }
}
