import { type Kysely, sql } from 'kysely'

/** More about contacts: tags, how far they are known, notes about them, and which are being removed. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table contacts
      add column middle_name text not null default '',
      add column last_name text not null default '',
      add column contact_type text not null default 'visitor'
        check (contact_type in ('visitor', 'lead', 'customer')),
      add column deleted_at timestamptz`.execute(db)
  await notes(db)
}

const notes = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table contact_notes (
      organization_id uuid not null,
      id uuid not null,
      number bigint generated always as identity,
      contact_id uuid not null,
      member_id uuid,
      content text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, contact_id) references contacts
    )`.execute(db)
  await sql`
    create index contact_notes_by_contact on contact_notes (organization_id, contact_id, number)`.execute(db)
}
