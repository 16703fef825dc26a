import { type Kysely, sql } from 'kysely'

/** Keys that act for an organization, and members who are let in no longer. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table api_keys (
      organization_id uuid not null references organizations,
      id uuid not null,
      kind text not null check (kind in ('server', 'client', 'identity')),
      name text not null,
      description text,
      allowed_origins text[] not null,
      allowed_bundle_ids text[] not null,
      agent_identity_id uuid,
      display_prefix text not null,
      last4 text not null,
      digest text not null,
      created_by_type text not null
        check (created_by_type in ('member', 'contact', 'agent_identity', 'api_key', 'system')),
      created_by_id uuid,
      last_used_at timestamptz,
      expires_at timestamptz,
      revoked_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, agent_identity_id) references agent_identities,
      check ((kind = 'identity') = (agent_identity_id is not null)),
      check ((created_by_id is null) = (created_by_type = 'system'))
    )`.execute(db)
  // Without a foreign key: it is everywhere, and what it leads to is not.
  await sql`
    create table api_key_ids (
      id uuid primary key,
      organization_id uuid not null
    )`.execute(db)
  await sql`alter table members add column disabled_at timestamptz`.execute(db)
}
