import { type Kysely, sql } from 'kysely'

/** What the rules of saying something ask about, and how satisfied contacts are. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await automaticMessages(db)
  await messages(db)
  await surveys(db)
}

/** On the conversation is what keeps the automatic from saying a thing twice, and anybody from saying too much. */
const automaticMessages = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table inboxes add column automatic_messages jsonb`.execute(db)
  await sql`
    alter table conversations
      add column last_outgoing_at timestamptz,
      add column last_template_at timestamptz,
      add column surveyed_at timestamptz,
      add column minute_started_at timestamptz,
      add column minute_messages integer not null default 0 check (minute_messages >= 0)`.execute(db)
}

const messages = async (db: Kysely<unknown>): Promise<void> => {
  await sql`alter table messages add column additional_attributes jsonb`.execute(db)
  // Replies name what they reply to by the channel's id, which may be too long for an index, and which most messages lack.
  await sql`
    create index messages_by_source_id on messages
      (organization_id, conversation_id, md5(source_id)) where source_id is not null`.execute(db)
}

const surveys = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table surveys (
      organization_id uuid not null,
      message_id uuid not null,
      message_number bigint not null,
      conversation_id uuid not null,
      inbox_id uuid not null,
      sent_at timestamptz not null,
      rating smallint check (rating between 1 and 5),
      feedback text,
      member_id uuid,
      responded_at timestamptz check ((responded_at is null) = (rating is null)),
      primary key (organization_id, message_id),
      foreign key (organization_id, conversation_id) references conversations on delete cascade
    )`.execute(db)
  await sql`create index surveys_by_conversation on surveys (organization_id, conversation_id, message_number)`.execute(
    db,
  )
  await sql`create index surveys_by_sending on surveys (organization_id, sent_at)`.execute(db)
  await sql`
    create index surveys_by_response on surveys (organization_id, responded_at)
      where responded_at is not null`.execute(db)
  await sql`
    create table survey_links (
      conversation_id uuid primary key,
      organization_id uuid not null
    )`.execute(db)
}
