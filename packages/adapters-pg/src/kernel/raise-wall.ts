import type { ClientBase, Pool } from 'pg'
import { asLogin } from './lend.ts'
import { letIn } from './let-in.ts'
import { makeRole } from './make-role.ts'
import { OUTSIDE_TABLES } from './outside-tables.ts'

/**
 * Puts every table that has rows of organizations behind the wall, and lets the role that the program works as use what it
 * needs. What is there already stays.
 *
 * @throws RoleUnfit when the role that the program works as is not there and cannot be made.
 */
export const raiseWall = async (pool: Pool): Promise<void> => {
  const { client } = await asLogin(pool)
  try {
    await client.query('begin')
    // Of several processes that migrate at once, the others wait here.
    await client.query(`select pg_advisory_xact_lock(hashtextextended('parlance wall', 0))`)
    await wallOff(client)
    const role = await makeRole(client, pool)
    if (role !== null) await letIn(client, role)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}

/**
 * Without a word for which organization a statement is, the setting has no value, or one that is no uuid: the statement
 * fails, rather than finding nothing.
 */
const wallOff = async (client: ClientBase): Promise<void> => {
  const { rows } = await client.query<{ readonly name: string }>(UNWALLED, [OUTSIDE_TABLES])
  for (const { name } of rows) {
    await client.query(`alter table ${name} enable row level security`)
    await client.query(
      `create policy of_organization on ${name}
         using (organization_id = current_setting('parlance.organization_id')::uuid)`,
    )
  }
}

const UNWALLED = `
  select quote_ident(relname) as name
  from pg_class
  join pg_attribute on attrelid = pg_class.oid and attname = 'organization_id' and not attisdropped
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and relname <> all($1)
    and not exists (select from pg_policy where polrelid = pg_class.oid and polname = 'of_organization')
  order by relname`
