import { type Kysely, sql } from 'kysely'

/** What people know agent identities by, and the inboxes they have on the messaging channel. */
export const up = async (db: Kysely<unknown>): Promise<void> => {
  await settings(db)
  await handles(db)
  await subscriptions(db)
}

const settings = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table agent_identities
      add column handle text,
      add column display_name text,
      add column imessage_enabled boolean not null default false,
      add column imessage_filter_mode text not null default 'blacklist'
        check (imessage_filter_mode in ('blacklist', 'whitelist')),
      add column inbox_id uuid,
      add column signing_key text,
      add column signing_key_created_at timestamptz,
      add check ((signing_key is null) = (signing_key_created_at is null)),
      add foreign key (organization_id, inbox_id) references inboxes`.execute(db)
  // Those that were there before are called by what nobody else is called.
  await sql`
    update agent_identities set handle = 'agent-' || replace(id::text, '-', ''), display_name = name
    where organization_id is not null`.execute(db)
  await sql`alter table agent_identities alter column handle set not null`.execute(db)
  await sql`
    create unique index agent_identities_by_handle on agent_identities (organization_id, handle)
      where removed_at is null`.execute(db)
  await sql`
    create unique index agent_identities_by_inbox on agent_identities (organization_id, inbox_id)
      where inbox_id is not null`.execute(db)
}

/** Without foreign keys, as every table that leads to an organization. */
const handles = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table agent_handles (
      handle text primary key check (handle = lower(handle)),
      organization_id uuid not null,
      agent_identity_id uuid not null
    )`.execute(db)
  await sql`
    insert into agent_handles (handle, organization_id, agent_identity_id)
    select handle, organization_id, id from agent_identities where removed_at is null`.execute(db)
}

/** Agent identities have as many webhooks as they subscribe with; those that are gone stay for the log of deliveries. */
const subscriptions = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    alter table webhook_endpoints
      add column context_config jsonb,
      add column retired_at timestamptz,
      add check (retired_at is null or state = 'disabled'),
      drop constraint webhook_endpoints_organization_id_owner_agent_identity_id_key`.execute(db)
  await sql`
    create unique index webhook_endpoints_one_for_identity
      on webhook_endpoints (organization_id, owner_agent_identity_id) where format = 'channel'`.execute(db)
  await sql`
    create unique index webhook_endpoints_subscribed_once
      on webhook_endpoints (organization_id, owner_agent_identity_id, url)
      where format = 'agent_messaging' and retired_at is null`.execute(db)
  await sql`
    alter table deliveries
      add column url text,
      add column replay_of uuid,
      drop constraint deliveries_organization_id_endpoint_id_event_id_event_name_key`.execute(db)
  await sql`
    create unique index deliveries_told_once
      on deliveries (organization_id, endpoint_id, event_id, event_name) where replay_of is null`.execute(db)
}
