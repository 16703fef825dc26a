import { type Kysely, sql } from 'kysely'

/** Organizations, their log, and what must be unique over the whole installation. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await organizations(db)
  await lookups(db)
  await log(db)
  await idempotency(db)
}

const organizations = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table organizations (
      organization_id uuid primary key,
      number bigint not null,
      name text not null,
      status text not null check (status in ('active', 'suspended')),
      locale text not null,
      created_at timestamptz not null
    )`.execute(db)
  // A row of its own: it is locked for every conversation that starts, and organizations are read by everything.
  await sql`
    create table organization_counters (
      organization_id uuid primary key references organizations,
      last_conversation_number bigint not null default 0
    )`.execute(db)
}

/** Without foreign keys: in a distributed database these tables are everywhere, and what they lead to is not. */
const lookups = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table account_numbers (
      number bigint generated always as identity primary key,
      organization_id uuid not null unique
    )`.execute(db)
  await sql`
    create table sign_in_emails (
      email text primary key check (email = lower(email)),
      organization_id uuid not null,
      member_id uuid not null
    )`.execute(db)
  await sql`
    create table credentials (
      digest text primary key,
      organization_id uuid not null,
      kind text not null check (kind in ('member', 'gateway')),
      member_id uuid,
      created_at timestamptz not null,
      check ((kind = 'member') = (member_id is not null))
    )`.execute(db)
  await sql`create index credentials_by_member on credentials (organization_id, member_id)`.execute(db)
  await sql`
    create table inbox_identifiers (
      identifier text primary key,
      organization_id uuid not null,
      inbox_id uuid not null
    )`.execute(db)
}

/**
 * `tx` is what makes the log safe to read: a position is given at insert and seen at commit, so readers stop before the
 * oldest transaction that still runs, and order by transaction first.
 *
 * `data` is json and not jsonb: it is written once, read whole and never asked into.
 */
const log = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table events (
      organization_id uuid not null,
      tx xid8 not null default pg_current_xact_id(),
      position bigint generated always as identity,
      id uuid not null,
      type text not null,
      aggregate_type text not null,
      aggregate_id uuid not null,
      seq bigint check (seq > 0),
      occurred_at timestamptz not null,
      actor_type text not null check (actor_type in ('member', 'contact', 'agent_identity', 'api_key', 'system')),
      actor_id uuid check ((actor_id is null) = (actor_type = 'system')),
      data json,
      messages json,
      primary key (organization_id, tx, position)
    ) with (toast_tuple_target = 8160)`.execute(db)
  await sql`
    create unique index events_one_per_seq on events (organization_id, aggregate_id, seq)
      where seq is not null`.execute(db)
  await sql`
    create table consumer_cursors (
      organization_id uuid not null references organizations,
      consumer text not null,
      tx xid8 not null,
      position bigint not null,
      primary key (organization_id, consumer)
    )`.execute(db)
}

const idempotency = async (db: Kysely<unknown>): Promise<void> => {
  // No answer: claimed by a transaction that has not answered yet, and nobody else sees the row.
  await sql`
    create table idempotency_keys (
      organization_id uuid not null references organizations,
      scope text not null,
      key text not null,
      fingerprint text not null,
      answer json,
      created_at timestamptz not null,
      primary key (organization_id, scope, key)
    )`.execute(db)
  await sql`create index idempotency_keys_by_age on idempotency_keys (organization_id, created_at)`.execute(
    db,
  )
}
