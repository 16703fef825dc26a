import { type Kysely, sql } from 'kysely'

/** What makes reading cheap. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await conversationTallies(db)
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
