import type { Pool } from 'pg'
import { asLogin } from './lend.ts'

/** Runs a statement that only the owner of the tables may run, and that gives nothing back. */
export const upkeep = async (pool: Pool, statement: string): Promise<void> => {
  const { client } = await asLogin(pool)
  try {
    await client.query(statement)
  } finally {
    client.release()
  }
}
