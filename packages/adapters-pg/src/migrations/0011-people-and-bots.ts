import { type Kysely, sql } from 'kysely'

/** Agent identities with what they are connected to, and what a member keeps of itself. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await members(db)
  await agentIdentities(db)
  await credentials(db)
  await connections(db)
}

const members = async (db: Kysely<unknown>): Promise<void> => {
  // Removed ones stay: messages and assignments go on naming them.
  await sql`alter table members add column removed_at timestamptz`.execute(db)
  await sql`
    create table member_profiles (
      organization_id uuid not null,
      member_id uuid not null,
      message_signature text,
      ui_settings jsonb not null,
      custom_attributes jsonb not null,
      pubsub_token text,
      active_at timestamptz,
      primary key (organization_id, member_id),
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
}

const agentIdentities = async (db: Kysely<unknown>): Promise<void> => {
  // Removed ones stay: assignments go on naming them.
  await sql`
    create table agent_identities (
      organization_id uuid not null references organizations,
      id uuid not null,
      number bigint generated always as identity,
      name text not null,
      description text,
      outgoing_url text,
      signing_secret text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      removed_at timestamptz,
      primary key (organization_id, id),
      unique (organization_id, number)
    )`.execute(db)
}

const credentials = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table credentials
      add column agent_identity_id uuid,
      drop constraint credentials_kind_check,
      add constraint credentials_kind_check
        check (kind in ('member', 'agent_identity', 'gateway')),
      add check ((kind = 'agent_identity') = (agent_identity_id is not null))`.execute(db)
  await sql`
    create index credentials_by_agent_identity on credentials (organization_id, agent_identity_id)
      where agent_identity_id is not null`.execute(db)
}

const connections = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table inboxes
      add column removed_at timestamptz,
      add column agent_identity_id uuid,
      add foreign key (organization_id, agent_identity_id) references agent_identities`.execute(db)
  // What an agent identity was then, beside its name: people are looked up, and it need not be.
  await sql`alter table messages add column sender_number bigint`.execute(db)
  await sql`
    alter table webhook_endpoints
      add column owner_agent_identity_id uuid,
      add check (owner_inbox_id is null or owner_agent_identity_id is null),
      add unique (organization_id, owner_agent_identity_id),
      add foreign key (organization_id, owner_agent_identity_id) references agent_identities`.execute(db)
}
