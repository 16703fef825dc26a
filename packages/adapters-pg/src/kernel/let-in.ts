import type { ClientBase } from 'pg'
import { APPEND_ONLY_TABLES, OUTSIDE_TABLES } from './outside-tables.ts'

/**
 * Lets the role use rows of every table, numbers that are handed out, and the functions that answer for all organizations.
 * It may not change what is there to be used, empty a table at once, or carry out migrations.
 */
export const letIn = async (client: ClientBase, role: string): Promise<void> => {
  const { rows } = await client.query<{ readonly statement: string }>(GRANTS, [
    role,
    OUTSIDE_TABLES,
    APPEND_ONLY_TABLES,
  ])
  for (const { statement } of rows) await client.query(statement)
}

/** Only what is missing, so that the catalogue is not written anew at every start. */
const GRANTS = `
  select format('grant usage on schema public to %I', $1::text) as statement
  where not has_schema_privilege($1, 'public', 'usage')
  union all
  select format('grant %s on %I to %I',
    case when relname = any($3) then 'select, insert' else 'select, insert, update, delete' end, relname, $1)
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
    and (
      relname = any($2)
      or exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'organization_id')
    )
    and not has_table_privilege($1, pg_class.oid, case when relname = any($3) then 'insert' else 'delete' end)
  union all
  select format('grant select on migrations to %I', $1)
  where not has_table_privilege($1, 'public.migrations', 'select')
  union all
  select format('grant usage on sequence %I to %I', relname, $1)
  from pg_class
  where relnamespace = 'public'::regnamespace and relkind = 'S' and not has_sequence_privilege($1, pg_class.oid, 'usage')
    and relowner = current_user::regrole
  union all
  select format('revoke execute on function %s from public', pg_proc.oid::regprocedure)
  from pg_proc
  where pronamespace = 'public'::regnamespace and prosecdef and proowner = current_user::regrole
    and has_function_privilege('public', pg_proc.oid, 'execute')
  union all
  select format('grant execute on function %s to %I', pg_proc.oid::regprocedure, $1)
  from pg_proc
  where pronamespace = 'public'::regnamespace and prosecdef and proowner = current_user::regrole
    and not exists (
      select from aclexplode(proacl) where grantee = (select oid from pg_roles where rolname = $1)
    )`
