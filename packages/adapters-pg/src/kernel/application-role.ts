import type { Pool } from 'pg'

/**
 * The role as which the program works: it owns nothing, and the wall between organizations holds it. By name, or, when left
 * out, the one that is named after the database; null: none, the login works as itself.
 */
export type ApplicationRole = string | null | undefined

const roles = new WeakMap<Pool, ApplicationRole>()

/** Has the connections of the pool work as this role. */
export const workAs = (pool: Pool, role: ApplicationRole): void => {
  roles.set(pool, role)
}

/** The role of the pool's connections. */
export const roleOf = (pool: Pool): ApplicationRole => roles.get(pool)

/** An expression for the name of the role that belongs to the database. Names longer than 63 bytes are cut off by Postgres. */
const OWN_ROLE = `'parlance_app_' || case when octet_length(current_database()) <= 50
  then current_database()::text else md5(current_database()::text) end`

/** An expression for the name of the role; its parameter is the name that was given, or null. */
export const roleName = (parameter: string): string => `coalesce(${parameter}::text, ${OWN_ROLE})`
