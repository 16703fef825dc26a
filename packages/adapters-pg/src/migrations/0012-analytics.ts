import { type Kysely, sql } from 'kysely'

/** Measurements for reports; who is there, and with what people listen to what happens. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await measurements(db)
  await presences(db)
  await pubsubTokens(db)
}

/**
 * What reports are made of: a row for each thing that happened, kept by a consumer of the log. The event is in the key, so
 * that one which is handed over again is not counted again, and its time, so that reports find theirs by the same index. No
 * foreign key to the conversation: what was done in it stays done when it is deleted. None to the organization either: there
 * is a row for nearly every message, and it comes from an event of the organization.
 */
const measurements = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table measurements (
      organization_id uuid not null,
      event_id uuid not null,
      measure text not null,
      at timestamptz not null,
      duration bigint not null check (duration >= 0),
      business_duration bigint not null check (business_duration >= 0),
      conversation_id uuid not null,
      inbox_id uuid not null,
      member_id uuid,
      primary key (organization_id, measure, at, event_id)
    )`.execute(db)
}

/** Without a foreign key: a row is written every few seconds, and must lock nobody. It is gone within hours. */
const presences = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table presences (
      organization_id uuid not null references organizations,
      subject_type text not null check (subject_type in ('member', 'contact')),
      subject_id uuid not null,
      seen_at timestamptz not null,
      primary key (organization_id, subject_type, subject_id)
    )`.execute(db)
  await sql`create index presences_by_time on presences (organization_id, seen_at)`.execute(db)
}

const pubsubTokens = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create unique index contact_points_by_pubsub_token on contact_points (organization_id, pubsub_token)
  `.execute(db)
}
