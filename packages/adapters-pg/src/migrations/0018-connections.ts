import { type Kysely, sql } from 'kysely'

/** What ties humans to agent identities on connection channels, and what messages are on the lines that carry them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  // Null for nearly every message and conversation: one column each, that costs them a bit.
  await sql`alter table messages add column line jsonb`.execute(db)
  await sql`alter table conversations add column connection jsonb`.execute(db)
  await sql`
    alter table assignments
      drop constraint assignments_release_reason_check,
      add constraint assignments_release_reason_check
        check (release_reason in ('unassigned', 'reassigned', 'disconnected', 'taken_over', 'handed_back'))
  `.execute(db)
  await connectionLines(db)
  await lineMessages(db)
}

/**
 * Lines belong to the installation, and one of them carries one connection of a human. The key is what makes that so, whatever
 * two organizations do at the same moment.
 */
const connectionLines = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table connection_lines (
      remote_number text not null,
      line text not null,
      organization_id uuid not null,
      conversation_id uuid not null,
      primary key (remote_number, line)
    )`.execute(db)
  await sql`
    create unique index connection_lines_by_conversation on connection_lines (organization_id, conversation_id)
  `.execute(db)
}

/** Leads from what the gateway knows a message by, its id or the gateway's own, to its organization. */
const lineMessages = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table line_messages (
      reference text primary key,
      organization_id uuid not null,
      message_id uuid not null
    )`.execute(db)
  await sql`create index line_messages_by_message on line_messages (organization_id, message_id)`.execute(db)
}
