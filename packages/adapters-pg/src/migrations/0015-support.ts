import { type Kysely, sql } from 'kysely'

/** Conversations with support: an inbox for them, and webhooks that are told in the words of their API. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create unique index inboxes_one_for_support on inboxes (organization_id, channel_type)
    where channel_type = 'support' and removed_at is null`.execute(db)
  await sql`
    alter table webhook_endpoints
      add column format text not null check (format in ('channel', 'support', 'agent_messaging'))`.execute(db)
}
