import { type Kysely, sql } from 'kysely'

/** Members, inboxes and contacts. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await members(db)
  await inboxes(db)
  await inboxMembers(db)
  await contacts(db)
  await contactPoints(db)
}

const members = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table members (
      organization_id uuid not null references organizations,
      id uuid not null,
      number bigint generated always as identity,
      email text not null,
      name text not null,
      display_name text,
      role text not null check (role in ('owner', 'administrator', 'agent')),
      availability text not null check (availability in ('online', 'busy', 'offline')),
      auto_offline boolean not null,
      confirmed boolean not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, number)
    )`.execute(db)
  // Apart from the member, so that no list of members ever carries a hash.
  await sql`
    create table member_passwords (
      organization_id uuid not null,
      member_id uuid not null,
      password_hash text not null,
      primary key (organization_id, member_id),
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
}

const inboxes = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table inboxes (
      organization_id uuid not null references organizations,
      id uuid not null,
      number bigint generated always as identity,
      name text not null,
      greeting_enabled boolean not null,
      greeting_message text,
      enable_email_collect boolean not null,
      csat_survey_enabled boolean not null,
      csat_config jsonb not null,
      enable_auto_assignment boolean not null,
      auto_assignment_config jsonb not null,
      working_hours_enabled boolean not null,
      working_hours jsonb not null,
      out_of_office_message text,
      timezone text not null,
      allow_messages_after_resolved boolean not null,
      lock_to_single_conversation boolean not null,
      sender_name_type text not null check (sender_name_type in ('friendly', 'professional')),
      business_name text,
      channel_type text not null check (channel_type in ('api', 'imessage', 'support')),
      channel_number bigint generated always as identity,
      channel_identifier text not null,
      channel_webhook_url text,
      channel_secret text not null,
      channel_hmac_token text not null,
      channel_hmac_mandatory boolean not null,
      channel_additional_attributes jsonb not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, number)
    )`.execute(db)
}

const inboxMembers = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table inbox_members (
      organization_id uuid not null,
      inbox_id uuid not null,
      member_id uuid not null,
      primary key (organization_id, inbox_id, member_id),
      foreign key (organization_id, inbox_id) references inboxes on delete cascade,
      foreign key (organization_id, member_id) references members on delete cascade
    )`.execute(db)
  await sql`create index inbox_members_by_member on inbox_members (organization_id, member_id)`.execute(db)
}

/** What is looked for in any case is a column of its own: an index of an expression doesn't serve behind the wall. */
const contacts = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table contacts (
      organization_id uuid not null references organizations,
      id uuid not null,
      number bigint generated always as identity,
      name text not null,
      email text,
      phone_number text,
      identifier text,
      lower_email text generated always as (lower(email)) stored,
      lower_identifier text generated always as (lower(identifier)) stored,
      blocked boolean not null,
      additional_attributes jsonb not null,
      custom_attributes jsonb not null,
      tags text[] not null,
      last_activity_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, number)
    ) with (fillfactor = 80)`.execute(db)
  await sql`
    create unique index contacts_one_per_identifier on contacts (organization_id, identifier)
      where identifier is not null`.execute(db)
  await sql`
    create unique index contacts_one_per_email on contacts (organization_id, lower_email)
      where lower_email is not null`.execute(db)
  await sql`
    create unique index contacts_one_per_phone_number on contacts (organization_id, phone_number)
      where phone_number is not null`.execute(db)
}

const contactPoints = async (db: Kysely<unknown>): Promise<void> => {
  // The digest is what is unique: a source id may be longer than what fits into an index.
  await sql`
    create table contact_points (
      organization_id uuid not null,
      id uuid not null,
      number bigint generated always as identity,
      inbox_id uuid not null,
      contact_id uuid not null,
      source_id text not null,
      source_digest bytea not null,
      hmac_verified boolean not null,
      pubsub_token text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      foreign key (organization_id, inbox_id) references inboxes,
      foreign key (organization_id, contact_id) references contacts,
      unique (organization_id, source_digest, inbox_id)
    )`.execute(db)
  await sql`
    create index contact_points_by_contact on contact_points (organization_id, contact_id, inbox_id, number)
  `.execute(db)
}
