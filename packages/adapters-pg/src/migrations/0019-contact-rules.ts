import { type Kysely, sql } from 'kysely'

/** Rules that say which phone numbers may talk with which agent identity. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
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
