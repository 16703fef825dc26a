import { type Kysely, sql } from 'kysely'

/** What is done in conversations besides saying something. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await participants(db)
  await drafts(db)
  // Whoever wakes snoozed conversations asks each organization for its most overdue one.
  await sql`
    create index conversations_snoozed on conversations (organization_id, snoozed_until)
      where status = 'snoozed'`.execute(db)
}

const participants = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table conversation_participants (
      organization_id uuid not null,
      conversation_id uuid not null,
      member_id uuid not null,
      created_at timestamptz not null,
      primary key (organization_id, conversation_id, member_id),
      foreign key (organization_id, conversation_id) references conversations on delete cascade,
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
  await sql`
    create index conversation_participants_by_member on conversation_participants
      (organization_id, member_id, conversation_id)`.execute(db)
}

const drafts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table conversation_drafts (
      organization_id uuid not null,
      conversation_id uuid not null,
      content text not null,
      updated_at timestamptz not null,
      primary key (organization_id, conversation_id),
      foreign key (organization_id, conversation_id) references conversations on delete cascade
    )`.execute(db)
}
