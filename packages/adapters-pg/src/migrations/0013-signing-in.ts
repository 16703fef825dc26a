import { type Kysely, sql } from 'kysely'

/** Sessions of members who signed in, what is asked of them beside the password, and the keys of the installation. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sessions(db)
  await codes(db)
  await installation(db)
}

const sessions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table sessions (
      organization_id uuid not null,
      id uuid not null,
      member_id uuid not null,
      generation bigint not null check (generation > 0),
      rotated_at timestamptz not null,
      created_at timestamptz not null,
      expires_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
  await sql`create index sessions_by_member on sessions (organization_id, member_id, rotated_at)`.execute(db)
  await sql`create index sessions_by_expiry on sessions (organization_id, expires_at)`.execute(db)
}

const codes = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table mailed_codes (
      organization_id uuid not null,
      member_id uuid not null,
      purpose text not null check (purpose in ('verify', 'reset')),
      mac text not null,
      expires_at timestamptz not null,
      tries_left smallint not null check (tries_left >= 0),
      primary key (organization_id, member_id, purpose),
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
  await sql`
    create table second_factors (
      organization_id uuid not null,
      member_id uuid not null,
      secret text,
      pending_secret text,
      last_step bigint not null,
      primary key (organization_id, member_id),
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
  await sql`
    create table recovery_codes (
      organization_id uuid not null,
      member_id uuid not null,
      digest text not null,
      primary key (organization_id, member_id, digest),
      foreign key (organization_id, member_id) references second_factors on delete cascade
    )`.execute(db)
}

const installation = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table sign_in_attempts (
      key text primary key,
      failures integer not null check (failures >= 0),
      last_at timestamptz not null
    )`.execute(db)
  await sql`create index sign_in_attempts_by_time on sign_in_attempts (last_at)`.execute(db)
  await sql`
    create table installation_keys (
      id text primary key,
      purpose text not null check (purpose in ('vault', 'access-tokens')),
      content text not null,
      created_at timestamptz not null
    )`.execute(db)
}
