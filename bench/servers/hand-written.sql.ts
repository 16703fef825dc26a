/** The tables of (b), with the keys and indexes that its statement and its readers need. */
export const HAND_WRITTEN_SCHEMA = `
  create table conversations (
    organization_id uuid not null, id uuid not null, number bigint not null, inbox_id uuid not null,
    last_seq int not null default 0, message_count int not null default 0, unread_count int not null default 0,
    last_activity_at timestamptz not null default now(), updated_at timestamptz not null default now(),
    primary key (organization_id, id), unique (organization_id, number)
  );
  create index on conversations (organization_id, last_activity_at desc, id);
  create table messages (
    organization_id uuid not null, id uuid not null, number bigint generated always as identity,
    conversation_id uuid not null, inbox_id uuid not null, seq int not null, kind text not null, content text,
    created_at timestamptz not null default now(),
    primary key (organization_id, id),
    foreign key (organization_id, conversation_id) references conversations (organization_id, id)
  );
  create index on messages (organization_id, conversation_id, number);
  create table events (
    organization_id uuid not null, id uuid not null, position bigint generated always as identity,
    conversation_id uuid not null, seq int not null, type text not null, data jsonb not null,
    occurred_at timestamptz not null default now(),
    primary key (organization_id, id)
  );
  create index on events (organization_id, position);`
