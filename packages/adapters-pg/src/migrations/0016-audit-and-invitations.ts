import { type Kysely, sql } from 'kysely'

/** What security asks about, kept so that nobody can change it; who is invited to teams, and what is shared with them. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await auditEntries(db)
  await appendOnly(db)
  await invitations(db)
  await sharedAgentIdentities(db)
}

/**
 * Without foreign keys: an entry outlives what it is about, and what is known of nobody is kept under an id that no
 * organization has.
 */
const auditEntries = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table audit_entries (
      organization_id uuid not null,
      id uuid not null,
      occurred_at timestamptz not null,
      actor_type text not null,
      actor_id uuid,
      action text not null check (length(action) between 1 and 100),
      subject_type text,
      subject_id text,
      outcome text not null check (outcome in ('succeeded', 'refused')),
      address text check (length(address) <= 100),
      user_agent text check (length(user_agent) <= 500),
      before json check (length(before::text) <= 20000),
      after json check (length(after::text) <= 20000),
      primary key (organization_id, id),
      check ((actor_id is null) = (actor_type in ('system', 'unknown'))),
      check ((subject_type is null) = (subject_id is null))
    )`.execute(db)
  for (const [name, column] of [
    ['audit_entries_by_time', ''],
    ['audit_entries_by_actor', 'actor_id, '],
    ['audit_entries_by_action', 'action, '],
    ['audit_entries_by_outcome', 'outcome, '],
  ]) {
    await sql`
      create index ${sql.raw(`${name}`)} on audit_entries
        (organization_id, ${sql.raw(`${column}`)}occurred_at desc, id desc)`.execute(db)
  }
}

/** Also for whoever owns the table, and also for a statement that finds no row. */
const appendOnly = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      raise exception 'The audit log is only ever appended to' using errcode = 'insufficient_privilege';
    end
    $$`.execute(db)
  await sql`
    create trigger audit_entries_are_appended_only
      before update or delete or truncate on audit_entries
      for each statement execute function refuse_audit_change()`.execute(db)
}

const invitations = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table invitations (
      organization_id uuid not null references organizations,
      id uuid not null,
      team_id uuid not null,
      email text not null check (email = lower(email)),
      role text not null check (role in ('administrator', 'agent')),
      invited_by uuid,
      state text not null check (state in ('pending', 'accepted', 'revoked', 'replaced')),
      digest text not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, digest),
      foreign key (organization_id, team_id) references teams on delete cascade
    )`.execute(db)
  await sql`
    create unique index invitations_one_pending on invitations (organization_id, team_id, email)
      where state = 'pending'`.execute(db)
  await sql`create index invitations_by_time on invitations (organization_id, created_at)`.execute(db)
  // Whoever is invited may be a member already.
  await sql`create index members_by_email on members (organization_id, email)`.execute(db)
}

const sharedAgentIdentities = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table team_agent_identities (
      organization_id uuid not null,
      team_id uuid not null,
      agent_identity_id uuid not null,
      primary key (organization_id, team_id, agent_identity_id),
      foreign key (organization_id, team_id) references teams on delete cascade,
      foreign key (organization_id, agent_identity_id) references agent_identities on delete cascade
    )`.execute(db)
}
