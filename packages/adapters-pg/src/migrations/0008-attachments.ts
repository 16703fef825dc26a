import { type Kysely, sql } from 'kysely'

/** Attachments of messages, and the files that are kept. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table messages add column attachments jsonb`.execute(db)
  // Costs a message without attachments nothing.
  await sql`
    create index messages_with_attachments on messages (organization_id, conversation_id, number)
      where attachments is not null`.execute(db)
  await blobs(db)
  for (const table of ['contacts', 'inboxes', 'members']) {
    await sql`alter table ${sql.table(table)} add column avatar jsonb`.execute(db)
  }
}

/**
 * A file goes with what it belongs to: when a message, contact, inbox or member goes, its files are held by nothing, and
 * what nothing holds is removed once it has expired.
 */
const blobs = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table blobs (
      organization_id uuid not null references organizations,
      id uuid not null,
      token text not null,
      storage_name text not null,
      file jsonb not null,
      thumbnail jsonb,
      message_id uuid,
      contact_id uuid,
      inbox_id uuid,
      member_id uuid,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, token),
      check (num_nonnulls(message_id, contact_id, inbox_id, member_id) <= 1),
      foreign key (organization_id, message_id) references messages on delete set null (message_id),
      foreign key (organization_id, contact_id) references contacts on delete set null (contact_id),
      foreign key (organization_id, inbox_id) references inboxes on delete set null (inbox_id),
      foreign key (organization_id, member_id) references members on delete set null (member_id)
    )`.execute(db)
  await sql`
    create index blobs_held_by_nothing on blobs (organization_id, expires_at)
      where num_nonnulls(message_id, contact_id, inbox_id, member_id) = 0`.execute(db)
  for (const holder of ['message', 'contact', 'inbox', 'member']) {
    await sql`
      create index ${sql.raw(`blobs_by_${holder}`)} on blobs (organization_id, ${sql.raw(`${holder}_id`)})
        where ${sql.raw(`${holder}_id`)} is not null`.execute(db)
  }
}
