import { type Kysely, sql } from 'kysely'

/**
 * What reports are made of: a row for each thing that happened, kept by a consumer of the log. The key is the event's, so
 * that an event which is handed over again is not counted again. No foreign key to the conversation: what was done in it
 * stays done when it is deleted.
 */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table measurements (
      organization_id uuid not null references organizations,
      event_id uuid not null,
      measure text not null,
      at timestamptz not null,
      duration bigint not null check (duration >= 0),
      business_duration bigint not null check (business_duration >= 0),
      conversation_id uuid not null,
      inbox_id uuid not null,
      member_id uuid,
      primary key (organization_id, event_id, measure)
    )`.execute(db)
  await sql`create index measurements_by_time on measurements (organization_id, measure, at)`.execute(db)
}
