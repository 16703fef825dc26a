import { type Kysely, sql } from 'kysely'

/** Webhook endpoints, and the deliveries to them: the queue and the log that users read are one table. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await endpoints(db)
  await deliveries(db)
  await attempts(db)
}

const endpoints = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table webhook_endpoints (
      organization_id uuid not null references organizations,
      id uuid not null,
      number bigint generated always as identity,
      owner_inbox_id uuid,
      name text,
      url text not null,
      subscriptions text[] not null,
      inbox_id uuid,
      secret text not null,
      ordered boolean not null,
      state text not null check (state in ('enabled', 'disabled')),
      failing_since timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, number),
      unique (organization_id, owner_inbox_id),
      foreign key (organization_id, owner_inbox_id) references inboxes,
      foreign key (organization_id, inbox_id) references inboxes
    )`.execute(db)
}

const deliveries = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table deliveries (
      organization_id uuid not null,
      id uuid not null,
      endpoint_id uuid not null,
      event_id uuid not null,
      event_name text not null,
      conversation_id uuid,
      seq bigint,
      message_id uuid,
      body text not null,
      status text not null check (status in ('pending', 'delivered', 'failed')),
      attempts integer not null check (attempts >= 0),
      next_attempt_at timestamptz check ((next_attempt_at is null) = (status <> 'pending')),
      leased_until timestamptz,
      claimable_at timestamptz generated always as (greatest(next_attempt_at, leased_until)) stored,
      created_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, endpoint_id, event_id, event_name),
      foreign key (organization_id, endpoint_id) references webhook_endpoints on delete cascade
    )`.execute(db)
  await sql`
    create index deliveries_due on deliveries (organization_id, endpoint_id, claimable_at)
      where status = 'pending'`.execute(db)
  await sql`
    create index deliveries_in_order on deliveries (organization_id, endpoint_id, conversation_id, seq)
      where status = 'pending'`.execute(db)
  await sql`
    create index deliveries_by_endpoint on deliveries (organization_id, endpoint_id, created_at, id)
  `.execute(db)
}

const attempts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table delivery_attempts (
      organization_id uuid not null,
      delivery_id uuid not null,
      attempt integer not null check (attempt > 0),
      started_at timestamptz not null,
      duration double precision not null,
      response_status integer,
      response_excerpt text,
      error text,
      primary key (organization_id, delivery_id, attempt),
      foreign key (organization_id, delivery_id) references deliveries on delete cascade
    )`.execute(db)
}
