import { type Kysely, sql } from 'kysely'

/** Ends a transaction that was decided on rows as they no longer are; nothing of it is written. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function require_current(current boolean) returns boolean language plpgsql as $$
    begin
      if current is not true then
        raise exception 'A row is in another version than it was known in' using errcode = 'serialization_failure';
      end if;
      return true;
    end
    $$`.execute(db)
}
