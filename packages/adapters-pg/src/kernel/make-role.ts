import type { ClientBase, Pool } from 'pg'
import { roleName, roleOf } from './application-role.ts'
import { sqlStateOf } from './pg-error.ts'

/** The role that the program is to work as is not there, or lets it see too much. The message says what to do about it. */
export class RoleUnfit extends Error {
  override readonly name = 'RoleUnfit'
  readonly code = 'storage/role-unfit'
}

/**
 * Makes the role that the pool's connections work as, if it is not there, and lets the login become it.
 *
 * @returns its name; null when there is to be none.
 * @throws RoleUnfit when the login may not make it, or when the wall would not hold it.
 */
export const makeRole = async (client: ClientBase, pool: Pool): Promise<string | null> => {
  const given = roleOf(pool)
  if (given === null) return null
  const found = await findRole(client, given)
  if (found.unfit) {
    throw new RoleUnfit(
      `The database role ${found.name} sees the rows of all organizations, because it is a superuser, has BYPASSRLS or owns the tables. Give PARLANCE_DATABASE_ROLE another one.`,
    )
  }
  if (!found.there) await byLogin(client, found, `create role ${found.quoted} nologin`)
  if (!found.member) await byLogin(client, found, `grant ${found.quoted} to current_user`)
  return found.name
}

interface FoundRole {
  readonly name: string
  readonly quoted: string
  readonly login: string
  readonly there: boolean
  /** Whether the login may become it. */
  readonly member: boolean
  readonly unfit: boolean
}

const findRole = async (client: ClientBase, given: string | undefined): Promise<FoundRole> => {
  const { rows } = await client.query<FoundRole>(
    `select wanted.name, quote_ident(wanted.name) as quoted, quote_ident(current_user) as login,
       role.oid is not null as there,
       role.oid is not null and pg_has_role(role.oid,
         case when current_setting('server_version_num')::integer < 160000 then 'member' else 'set' end) as member,
       coalesce(role.rolsuper or role.rolbypassrls or pg_has_role(role.oid, current_user, 'usage'), false) as unfit
     from (select ${roleName('$1')} as name) as wanted
     left join pg_roles as role on role.rolname = wanted.name`,
    [given ?? null],
  )
  const [found] = rows
  if (!found) throw new Error('The database told nothing about its roles')
  return found
}

const NOT_ALLOWED = '42501'

const byLogin = async (client: ClientBase, role: FoundRole, statement: string): Promise<void> => {
  try {
    await client.query(statement)
  } catch (error) {
    if (sqlStateOf(error) !== NOT_ALLOWED) throw error
    throw new RoleUnfit(
      `The program works as the database role ${role.quoted}, which only sees the rows of one organization at a time, and the login ${role.login} may not set it up. Have somebody who may run: create role ${role.quoted} nologin; grant ${role.quoted} to ${role.login}; or give PARLANCE_DATABASE_ROLE a role that is there, or "none" to do without.`,
      { cause: error },
    )
  }
}
