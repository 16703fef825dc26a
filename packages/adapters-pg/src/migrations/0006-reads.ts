import { type Kysely, sql } from 'kysely'

/** What makes reading cheap. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await conversationTallies(db)
  await conversationMentions(db)
  await conversationTags(db)
  // Filters find an identifier in any case; e-mail addresses and phone numbers have indexes that keep them unique.
  await sql`
    create index contacts_by_lower_identifier on contacts (organization_id, lower_identifier)
      where lower_identifier is not null`.execute(db)
}

/**
 * How many conversations there are, by inbox, by status and by who holds them: `whose` is `all`, `held` (by anybody) or the
 * id of a holder. Rows are few and change often, so half of each page is left free for their next versions.
 */
const conversationTallies = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table conversation_tallies (
      organization_id uuid not null,
      whose text not null,
      status text not null,
      inbox_id uuid not null,
      conversations integer not null,
      primary key (organization_id, whose, status, inbox_id),
      foreign key (organization_id, inbox_id) references inboxes on delete cascade
    ) with (fillfactor = 50)`.execute(db)
  await sql`
    insert into conversation_tallies (organization_id, whose, status, inbox_id, conversations)
    select conversations.organization_id, tally.whose, conversations.status, conversations.inbox_id, count(*)
    from conversations
    cross join lateral (
      values ('all'), (case when holder_id is not null then 'held' end), (holder_id::text)
    ) as tally (whose)
    where tally.whose is not null
    group by conversations.organization_id, tally.whose, conversations.status, conversations.inbox_id
  `.execute(db)
}

/** Which members notes named, and in which conversation last. */
const conversationMentions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table conversation_mentions (
      organization_id uuid not null,
      conversation_id uuid not null,
      member_id uuid not null,
      mentioned_at timestamptz not null,
      primary key (organization_id, member_id, conversation_id),
      foreign key (organization_id, conversation_id) references conversations on delete cascade,
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
  await sql`
    create index conversation_mentions_by_conversation on conversation_mentions (organization_id, conversation_id)
  `.execute(db)
}

/** The way from a tag, in lower case, to the conversations that have it. */
const conversationTags = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table conversation_tags (
      organization_id uuid not null,
      tag text not null,
      conversation_id uuid not null,
      primary key (organization_id, tag, conversation_id),
      foreign key (organization_id, conversation_id) references conversations on delete cascade
    )`.execute(db)
  await sql`
    create index conversation_tags_by_conversation on conversation_tags (organization_id, conversation_id)
  `.execute(db)
  await sql`
    insert into conversation_tags (organization_id, tag, conversation_id)
    select distinct organization_id, lower(tag), id from conversations cross join unnest(tags) as tag`.execute(
    db,
  )
}
