import { type Kysely, sql } from 'kysely'

/** Rules that say which phone numbers may talk with which agent identity, and lists of what was said with them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await contactRules(db)
  await connectedConversations(db)
}

const contactRules = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table contact_rules (
      organization_id uuid not null,
      id uuid not null,
      agent_identity_id uuid not null,
      action text not null check (action in ('allow', 'block')),
      number text not null,
      status text not null check (status in ('active', 'paused')),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, agent_identity_id, number),
      foreign key (organization_id, agent_identity_id) references agent_identities
    )`.execute(db)
  await sql`create index contact_rules_by_age on contact_rules (organization_id, created_at, id)`.execute(db)
}

/** For lists of one agent identity and of all of them. Conversations of other channels are in neither, and pay for neither. */
const connectedConversations = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create index conversations_connected on conversations (organization_id, inbox_id, last_activity_at desc, id desc)
      where connection is not null`.execute(db)
  await sql`
    create index conversations_connected_anywhere on conversations (organization_id, last_activity_at desc, id desc)
      where connection is not null`.execute(db)
}
