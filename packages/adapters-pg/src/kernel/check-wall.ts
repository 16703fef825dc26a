import type { Pool } from 'pg'
import { roleOf } from './application-role.ts'
import { outside } from './lend.ts'
import { RoleUnfit } from './make-role.ts'
import { sqlStateOf } from './pg-error.ts'

/** SQLSTATEs: there is no such role, or the login may not become it. */
const NO_ROLE = ['22023', '42501']

/**
 * Makes sure that the pool's connections can work as the role they are to work as, behind the wall.
 *
 * @throws RoleUnfit when they can't.
 */
export const checkWall = async (pool: Pool): Promise<void> => {
  if (roleOf(pool) === null) return
  try {
    const { client } = await outside(pool)
    const { rows } = await client
      .query<{ readonly walled: boolean; readonly usable: boolean }>(QUESTION)
      .finally(() => client.release())
    const [found] = rows
    if (!found?.walled) throw unfit('the wall between organizations does not hold it')
    if (!found.usable) throw unfit('it may not use the tables')
  } catch (error) {
    if (!NO_ROLE.includes(sqlStateOf(error) ?? '')) throw error
    throw unfit(error instanceof Error ? error.message : 'it is not there', error)
  }
}

const QUESTION = `
  select row_security_active('organizations') as walled,
    has_table_privilege('organizations', 'insert') as usable`

const unfit = (why: string, cause?: unknown): RoleUnfit =>
  new RoleUnfit(
    `The database role that the program works as can't be used: ${why}. Run \`parlance migrate\`, or see PARLANCE_DATABASE_ROLE.`,
    { cause },
  )
