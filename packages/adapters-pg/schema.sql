-- Written by `npm run schema` from the catalogue of a migrated database. Do not edit.

create table account_numbers (
  number bigint not null generated always as identity,
  organization_id uuid not null,
  constraint account_numbers_pkey PRIMARY KEY (number),
  constraint account_numbers_organization_id_key UNIQUE (organization_id)
);

create table agent_handles (
  handle text not null,
  organization_id uuid not null,
  agent_identity_id uuid not null,
  constraint agent_handles_pkey PRIMARY KEY (handle),
  constraint agent_handles_handle_check CHECK ((handle = lower(handle)))
);

create table agent_identities (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
  name text not null,
  description text,
  outgoing_url text,
  signing_secret text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  handle text not null,
  display_name text,
  imessage_enabled boolean not null default false,
  imessage_filter_mode text not null default 'blacklist'::text,
  inbox_id uuid,
  signing_key text,
  signing_key_created_at timestamp with time zone,
  constraint agent_identities_pkey PRIMARY KEY (organization_id, id),
  constraint agent_identities_organization_id_number_key UNIQUE (organization_id, number),
  constraint agent_identities_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint agent_identities_organization_id_inbox_id_fkey FOREIGN KEY (organization_id, inbox_id) REFERENCES inboxes(organization_id, id),
  constraint agent_identities_check CHECK (((signing_key IS NULL) = (signing_key_created_at IS NULL))),
  constraint agent_identities_imessage_filter_mode_check CHECK ((imessage_filter_mode = ANY (ARRAY['blacklist'::text, 'whitelist'::text])))
);
CREATE UNIQUE INDEX agent_identities_by_handle ON public.agent_identities USING btree (organization_id, handle) WHERE (removed_at IS NULL);
CREATE UNIQUE INDEX agent_identities_by_inbox ON public.agent_identities USING btree (organization_id, inbox_id) WHERE (inbox_id IS NOT NULL);
alter table agent_identities enable row level security;
create policy of_organization on agent_identities using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table api_key_ids (
  id uuid not null,
  organization_id uuid not null,
  constraint api_key_ids_pkey PRIMARY KEY (id)
);

create table api_keys (
  organization_id uuid not null,
  id uuid not null,
  kind text not null,
  name text not null,
  description text,
  allowed_origins text[] not null,
  allowed_bundle_ids text[] not null,
  agent_identity_id uuid,
  display_prefix text not null,
  last4 text not null,
  digest text not null,
  created_by_type text not null,
  created_by_id uuid,
  last_used_at timestamp with time zone,
  expires_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint api_keys_pkey PRIMARY KEY (organization_id, id),
  constraint api_keys_organization_id_agent_identity_id_fkey FOREIGN KEY (organization_id, agent_identity_id) REFERENCES agent_identities(organization_id, id),
  constraint api_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint api_keys_check CHECK (((kind = 'identity'::text) = (agent_identity_id IS NOT NULL))),
  constraint api_keys_check1 CHECK (((created_by_id IS NULL) = (created_by_type = 'system'::text))),
  constraint api_keys_created_by_type_check CHECK ((created_by_type = ANY (ARRAY['member'::text, 'contact'::text, 'agent_identity'::text, 'api_key'::text, 'system'::text]))),
  constraint api_keys_kind_check CHECK ((kind = ANY (ARRAY['server'::text, 'client'::text, 'identity'::text])))
);
alter table api_keys enable row level security;
create policy of_organization on api_keys using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table assignments (
  organization_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  inbox_id uuid not null,
  holder_type text not null,
  holder_id uuid not null,
  status text not null,
  assigned_at timestamp with time zone not null,
  released_at timestamp with time zone,
  release_reason text,
  constraint assignments_pkey PRIMARY KEY (organization_id, id),
  constraint assignments_organization_id_conversation_id_fkey FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE,
  constraint assignments_check CHECK (((released_at IS NULL) = (status = 'active'::text))),
  constraint assignments_check1 CHECK (((release_reason IS NULL) = (status = 'active'::text))),
  constraint assignments_holder_type_check CHECK ((holder_type = ANY (ARRAY['member'::text, 'agent_identity'::text]))),
  constraint assignments_release_reason_check CHECK ((release_reason = ANY (ARRAY['unassigned'::text, 'reassigned'::text, 'disconnected'::text, 'taken_over'::text, 'handed_back'::text]))),
  constraint assignments_status_check CHECK ((status = ANY (ARRAY['active'::text, 'released'::text])))
);
CREATE INDEX assignments_by_conversation ON public.assignments USING btree (organization_id, conversation_id, assigned_at, id);
CREATE INDEX assignments_by_holder ON public.assignments USING btree (organization_id, inbox_id, holder_id, assigned_at);
CREATE UNIQUE INDEX assignments_one_active ON public.assignments USING btree (organization_id, conversation_id) WHERE (status = 'active'::text);
alter table assignments enable row level security;
create policy of_organization on assignments using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table audit_entries (
  organization_id uuid not null,
  id uuid not null,
  occurred_at timestamp with time zone not null,
  actor_type text not null,
  actor_id uuid,
  action text not null,
  subject_type text,
  subject_id text,
  outcome text not null,
  address text,
  user_agent text,
  before json,
  after json,
  constraint audit_entries_pkey PRIMARY KEY (organization_id, id),
  constraint audit_entries_action_check CHECK (((length(action) >= 1) AND (length(action) <= 100))),
  constraint audit_entries_address_check CHECK ((length(address) <= 100)),
  constraint audit_entries_after_check CHECK ((length((after)::text) <= 20000)),
  constraint audit_entries_before_check CHECK ((length((before)::text) <= 20000)),
  constraint audit_entries_check CHECK (((actor_id IS NULL) = (actor_type = ANY (ARRAY['system'::text, 'unknown'::text])))),
  constraint audit_entries_check1 CHECK (((subject_type IS NULL) = (subject_id IS NULL))),
  constraint audit_entries_outcome_check CHECK ((outcome = ANY (ARRAY['succeeded'::text, 'refused'::text]))),
  constraint audit_entries_user_agent_check CHECK ((length(user_agent) <= 500))
);
CREATE INDEX audit_entries_by_action ON public.audit_entries USING btree (organization_id, action, occurred_at DESC, id DESC);
CREATE INDEX audit_entries_by_actor ON public.audit_entries USING btree (organization_id, actor_id, occurred_at DESC, id DESC);
CREATE INDEX audit_entries_by_outcome ON public.audit_entries USING btree (organization_id, outcome, occurred_at DESC, id DESC);
CREATE INDEX audit_entries_by_time ON public.audit_entries USING btree (organization_id, occurred_at DESC, id DESC);
CREATE TRIGGER audit_entries_are_appended_only BEFORE DELETE OR UPDATE OR TRUNCATE ON public.audit_entries FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
alter table audit_entries enable row level security;
create policy of_organization on audit_entries using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table blobs (
  organization_id uuid not null,
  id uuid not null,
  token text not null,
  storage_name text not null,
  file jsonb not null,
  thumbnail jsonb,
  message_id uuid,
  contact_id uuid,
  inbox_id uuid,
  member_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint blobs_pkey PRIMARY KEY (organization_id, id),
  constraint blobs_organization_id_token_key UNIQUE (organization_id, token),
  constraint blobs_organization_id_contact_id_fkey FOREIGN KEY (organization_id, contact_id) REFERENCES contacts(organization_id, id) ON DELETE SET NULL (contact_id),
  constraint blobs_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint blobs_organization_id_inbox_id_fkey FOREIGN KEY (organization_id, inbox_id) REFERENCES inboxes(organization_id, id) ON DELETE SET NULL (inbox_id),
  constraint blobs_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE SET NULL (member_id),
  constraint blobs_organization_id_message_id_fkey FOREIGN KEY (organization_id, message_id) REFERENCES messages(organization_id, id) ON DELETE SET NULL (message_id),
  constraint blobs_check CHECK ((num_nonnulls(message_id, contact_id, inbox_id, member_id) <= 1))
);
CREATE INDEX blobs_by_contact ON public.blobs USING btree (organization_id, contact_id) WHERE (contact_id IS NOT NULL);
CREATE INDEX blobs_by_inbox ON public.blobs USING btree (organization_id, inbox_id) WHERE (inbox_id IS NOT NULL);
CREATE INDEX blobs_by_member ON public.blobs USING btree (organization_id, member_id) WHERE (member_id IS NOT NULL);
CREATE INDEX blobs_by_message ON public.blobs USING btree (organization_id, message_id) WHERE (message_id IS NOT NULL);
CREATE INDEX blobs_held_by_nothing ON public.blobs USING btree (organization_id, expires_at) WHERE (num_nonnulls(message_id, contact_id, inbox_id, member_id) = 0);
alter table blobs enable row level security;
create policy of_organization on blobs using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table canned_responses (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
  short_code text not null,
  content text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint canned_responses_pkey PRIMARY KEY (organization_id, id),
  constraint canned_responses_organization_id_number_key UNIQUE (organization_id, number),
  constraint canned_responses_organization_id_short_code_key UNIQUE (organization_id, short_code),
  constraint canned_responses_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
alter table canned_responses enable row level security;
create policy of_organization on canned_responses using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table connection_lines (
  remote_number text not null,
  line text not null,
  organization_id uuid not null,
  conversation_id uuid not null,
  constraint connection_lines_pkey PRIMARY KEY (remote_number, line)
);
CREATE UNIQUE INDEX connection_lines_by_conversation ON public.connection_lines USING btree (organization_id, conversation_id);

create table consumer_cursors (
  organization_id uuid not null,
  consumer text not null,
  tx xid8 not null,
  position bigint not null,
  constraint consumer_cursors_pkey PRIMARY KEY (organization_id, consumer),
  constraint consumer_cursors_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
alter table consumer_cursors enable row level security;
create policy of_organization on consumer_cursors using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table contact_notes (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
  contact_id uuid not null,
  member_id uuid,
  content text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint contact_notes_pkey PRIMARY KEY (organization_id, id),
  constraint contact_notes_organization_id_contact_id_fkey FOREIGN KEY (organization_id, contact_id) REFERENCES contacts(organization_id, id)
);
CREATE INDEX contact_notes_by_contact ON public.contact_notes USING btree (organization_id, contact_id, number);
alter table contact_notes enable row level security;
create policy of_organization on contact_notes using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table contact_points (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
  inbox_id uuid not null,
  contact_id uuid not null,
  source_id text not null,
  source_digest bytea not null,
  hmac_verified boolean not null,
  pubsub_token text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint contact_points_pkey PRIMARY KEY (organization_id, id),
  constraint contact_points_organization_id_source_digest_inbox_id_key UNIQUE (organization_id, source_digest, inbox_id),
  constraint contact_points_organization_id_contact_id_fkey FOREIGN KEY (organization_id, contact_id) REFERENCES contacts(organization_id, id),
  constraint contact_points_organization_id_inbox_id_fkey FOREIGN KEY (organization_id, inbox_id) REFERENCES inboxes(organization_id, id)
);
CREATE INDEX contact_points_by_contact ON public.contact_points USING btree (organization_id, contact_id, inbox_id, number);
CREATE UNIQUE INDEX contact_points_by_pubsub_token ON public.contact_points USING btree (organization_id, pubsub_token);
alter table contact_points enable row level security;
create policy of_organization on contact_points using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table contact_rules (
  organization_id uuid not null,
  id uuid not null,
  agent_identity_id uuid not null,
  action text not null,
  number text not null,
  status text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint contact_rules_pkey PRIMARY KEY (organization_id, id),
  constraint contact_rules_organization_id_agent_identity_id_number_key UNIQUE (organization_id, agent_identity_id, number),
  constraint contact_rules_organization_id_agent_identity_id_fkey FOREIGN KEY (organization_id, agent_identity_id) REFERENCES agent_identities(organization_id, id),
  constraint contact_rules_action_check CHECK ((action = ANY (ARRAY['allow'::text, 'block'::text]))),
  constraint contact_rules_status_check CHECK ((status = ANY (ARRAY['active'::text, 'paused'::text])))
);
CREATE INDEX contact_rules_by_age ON public.contact_rules USING btree (organization_id, created_at, id);
alter table contact_rules enable row level security;
create policy of_organization on contact_rules using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table contacts (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
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
  last_activity_at timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  middle_name text not null default ''::text,
  last_name text not null default ''::text,
  contact_type text not null default 'visitor'::text,
  deleted_at timestamp with time zone,
  avatar jsonb,
  constraint contacts_pkey PRIMARY KEY (organization_id, id),
  constraint contacts_organization_id_number_key UNIQUE (organization_id, number),
  constraint contacts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint contacts_contact_type_check CHECK ((contact_type = ANY (ARRAY['visitor'::text, 'lead'::text, 'customer'::text])))
) with (fillfactor=80);
CREATE INDEX contacts_by_lower_identifier ON public.contacts USING btree (organization_id, lower_identifier) WHERE (lower_identifier IS NOT NULL);
CREATE UNIQUE INDEX contacts_one_per_email ON public.contacts USING btree (organization_id, lower_email) WHERE (lower_email IS NOT NULL);
CREATE UNIQUE INDEX contacts_one_per_identifier ON public.contacts USING btree (organization_id, identifier) WHERE (identifier IS NOT NULL);
CREATE UNIQUE INDEX contacts_one_per_phone_number ON public.contacts USING btree (organization_id, phone_number) WHERE (phone_number IS NOT NULL);
alter table contacts enable row level security;
create policy of_organization on contacts using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table conversation_drafts (
  organization_id uuid not null,
  conversation_id uuid not null,
  content text not null,
  updated_at timestamp with time zone not null,
  constraint conversation_drafts_pkey PRIMARY KEY (organization_id, conversation_id),
  constraint conversation_drafts_organization_id_conversation_id_fkey FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE
);
alter table conversation_drafts enable row level security;
create policy of_organization on conversation_drafts using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table conversation_mentions (
  organization_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  mentioned_at timestamp with time zone not null,
  constraint conversation_mentions_pkey PRIMARY KEY (organization_id, member_id, conversation_id),
  constraint conversation_mentions_organization_id_conversation_id_fkey FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE,
  constraint conversation_mentions_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_mentions_by_conversation ON public.conversation_mentions USING btree (organization_id, conversation_id);
alter table conversation_mentions enable row level security;
create policy of_organization on conversation_mentions using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table conversation_participants (
  organization_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  created_at timestamp with time zone not null,
  constraint conversation_participants_pkey PRIMARY KEY (organization_id, conversation_id, member_id),
  constraint conversation_participants_organization_id_conversation_id_fkey FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE,
  constraint conversation_participants_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_participants_by_member ON public.conversation_participants USING btree (organization_id, member_id, conversation_id);
alter table conversation_participants enable row level security;
create policy of_organization on conversation_participants using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table conversation_tags (
  organization_id uuid not null,
  tag text not null,
  conversation_id uuid not null,
  constraint conversation_tags_pkey PRIMARY KEY (organization_id, tag, conversation_id),
  constraint conversation_tags_organization_id_conversation_id_fkey FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX conversation_tags_by_conversation ON public.conversation_tags USING btree (organization_id, conversation_id);
alter table conversation_tags enable row level security;
create policy of_organization on conversation_tags using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table conversation_tallies (
  organization_id uuid not null,
  whose text not null,
  status text not null,
  inbox_id uuid not null,
  conversations integer not null,
  constraint conversation_tallies_pkey PRIMARY KEY (organization_id, whose, status, inbox_id),
  constraint conversation_tallies_organization_id_inbox_id_fkey FOREIGN KEY (organization_id, inbox_id) REFERENCES inboxes(organization_id, id) ON DELETE CASCADE
) with (fillfactor=50);
alter table conversation_tallies enable row level security;
create policy of_organization on conversation_tallies using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table conversations (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null,
  inbox_id uuid not null,
  contact_id uuid not null,
  contact_point_id uuid not null,
  status text not null,
  priority text,
  snoozed_until timestamp with time zone,
  additional_attributes jsonb not null,
  custom_attributes jsonb not null,
  tags text[] not null,
  agent_last_seen_at timestamp with time zone,
  assignee_last_seen_at timestamp with time zone,
  contact_last_seen_at timestamp with time zone,
  first_reply_at timestamp with time zone,
  waiting_since timestamp with time zone,
  last_activity_at timestamp with time zone not null,
  unread_count integer not null,
  message_count integer not null,
  last_seq bigint not null,
  last_message_number bigint,
  last_non_activity_number bigint,
  last_public_number bigint,
  holder_type text,
  holder_id uuid,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  last_outgoing_at timestamp with time zone,
  last_template_at timestamp with time zone,
  surveyed_at timestamp with time zone,
  minute_started_at timestamp with time zone,
  minute_messages integer not null default 0,
  team_id uuid,
  connection jsonb,
  constraint conversations_pkey PRIMARY KEY (organization_id, id),
  constraint conversations_organization_id_number_key UNIQUE (organization_id, number),
  constraint conversations_organization_id_contact_id_fkey FOREIGN KEY (organization_id, contact_id) REFERENCES contacts(organization_id, id),
  constraint conversations_organization_id_contact_point_id_fkey FOREIGN KEY (organization_id, contact_point_id) REFERENCES contact_points(organization_id, id),
  constraint conversations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint conversations_organization_id_inbox_id_fkey FOREIGN KEY (organization_id, inbox_id) REFERENCES inboxes(organization_id, id),
  constraint conversations_organization_id_team_id_fkey FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id) ON DELETE SET NULL (team_id),
  constraint conversations_check CHECK (((holder_id IS NULL) = (holder_type IS NULL))),
  constraint conversations_holder_type_check CHECK ((holder_type = ANY (ARRAY['member'::text, 'agent_identity'::text]))),
  constraint conversations_last_seq_check CHECK ((last_seq > 0)),
  constraint conversations_message_count_check CHECK ((message_count >= 0)),
  constraint conversations_minute_messages_check CHECK ((minute_messages >= 0)),
  constraint conversations_priority_check CHECK ((priority = ANY (ARRAY['low'::text, 'medium'::text, 'high'::text, 'urgent'::text]))),
  constraint conversations_status_check CHECK ((status = ANY (ARRAY['open'::text, 'resolved'::text, 'pending'::text, 'snoozed'::text]))),
  constraint conversations_unread_count_check CHECK ((unread_count >= 0))
) with (fillfactor=80);
CREATE INDEX conversations_by_contact ON public.conversations USING btree (organization_id, contact_id, contact_point_id, number);
CREATE INDEX conversations_by_holder ON public.conversations USING btree (organization_id, status, holder_id, last_activity_at DESC);
CREATE INDEX conversations_by_inbox ON public.conversations USING btree (organization_id, inbox_id, status, last_activity_at DESC);
CREATE INDEX conversations_by_status ON public.conversations USING btree (organization_id, status, last_activity_at DESC);
CREATE INDEX conversations_by_team ON public.conversations USING btree (organization_id, team_id, status, last_activity_at DESC) WHERE (team_id IS NOT NULL);
CREATE INDEX conversations_connected ON public.conversations USING btree (organization_id, inbox_id, last_activity_at DESC, id DESC) WHERE (connection IS NOT NULL);
CREATE INDEX conversations_connected_anywhere ON public.conversations USING btree (organization_id, last_activity_at DESC, id DESC) WHERE (connection IS NOT NULL);
CREATE INDEX conversations_snoozed ON public.conversations USING btree (organization_id, snoozed_until) WHERE (status = 'snoozed'::text);
alter table conversations enable row level security;
create policy of_organization on conversations using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table credentials (
  digest text not null,
  organization_id uuid not null,
  kind text not null,
  member_id uuid,
  created_at timestamp with time zone not null,
  agent_identity_id uuid,
  constraint credentials_pkey PRIMARY KEY (digest),
  constraint credentials_check CHECK (((kind = 'member'::text) = (member_id IS NOT NULL))),
  constraint credentials_check1 CHECK (((kind = 'agent_identity'::text) = (agent_identity_id IS NOT NULL))),
  constraint credentials_kind_check CHECK ((kind = ANY (ARRAY['member'::text, 'agent_identity'::text, 'gateway'::text])))
);
CREATE INDEX credentials_by_agent_identity ON public.credentials USING btree (organization_id, agent_identity_id) WHERE (agent_identity_id IS NOT NULL);
CREATE INDEX credentials_by_member ON public.credentials USING btree (organization_id, member_id);

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
  status text not null,
  attempts integer not null,
  next_attempt_at timestamp with time zone,
  leased_until timestamp with time zone,
  claimable_at timestamp with time zone generated always as (GREATEST(next_attempt_at, leased_until)) stored,
  created_at timestamp with time zone not null,
  url text,
  replay_of uuid,
  constraint deliveries_pkey PRIMARY KEY (organization_id, id),
  constraint deliveries_organization_id_endpoint_id_fkey FOREIGN KEY (organization_id, endpoint_id) REFERENCES webhook_endpoints(organization_id, id) ON DELETE CASCADE,
  constraint deliveries_attempts_check CHECK ((attempts >= 0)),
  constraint deliveries_check CHECK (((next_attempt_at IS NULL) = (status <> 'pending'::text))),
  constraint deliveries_status_check CHECK ((status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text])))
);
CREATE INDEX deliveries_by_endpoint ON public.deliveries USING btree (organization_id, endpoint_id, created_at, id);
CREATE INDEX deliveries_due ON public.deliveries USING btree (organization_id, endpoint_id, claimable_at) WHERE (status = 'pending'::text);
CREATE INDEX deliveries_in_order ON public.deliveries USING btree (organization_id, endpoint_id, conversation_id, seq) WHERE (status = 'pending'::text);
CREATE UNIQUE INDEX deliveries_told_once ON public.deliveries USING btree (organization_id, endpoint_id, event_id, event_name) WHERE (replay_of IS NULL);
alter table deliveries enable row level security;
create policy of_organization on deliveries using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table delivery_attempts (
  organization_id uuid not null,
  delivery_id uuid not null,
  attempt integer not null,
  started_at timestamp with time zone not null,
  duration double precision not null,
  response_status integer,
  response_excerpt text,
  error text,
  constraint delivery_attempts_pkey PRIMARY KEY (organization_id, delivery_id, attempt),
  constraint delivery_attempts_organization_id_delivery_id_fkey FOREIGN KEY (organization_id, delivery_id) REFERENCES deliveries(organization_id, id) ON DELETE CASCADE,
  constraint delivery_attempts_attempt_check CHECK ((attempt > 0))
);
alter table delivery_attempts enable row level security;
create policy of_organization on delivery_attempts using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table events (
  organization_id uuid not null,
  tx xid8 not null default pg_current_xact_id(),
  position bigint not null generated always as identity,
  id uuid not null,
  type text not null,
  aggregate_type text not null,
  aggregate_id uuid not null,
  seq bigint,
  occurred_at timestamp with time zone not null,
  actor_type text not null,
  actor_id uuid,
  data json,
  messages json,
  constraint events_pkey PRIMARY KEY (organization_id, tx, "position"),
  constraint events_actor_type_check CHECK ((actor_type = ANY (ARRAY['member'::text, 'contact'::text, 'agent_identity'::text, 'api_key'::text, 'system'::text]))),
  constraint events_check CHECK (((actor_id IS NULL) = (actor_type = 'system'::text))),
  constraint events_seq_check CHECK ((seq > 0))
) with (toast_tuple_target=8160);
CREATE UNIQUE INDEX events_one_per_seq ON public.events USING btree (organization_id, aggregate_id, seq) WHERE (seq IS NOT NULL);
alter table events enable row level security;
create policy of_organization on events using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table idempotency_keys (
  organization_id uuid not null,
  scope text not null,
  key text not null,
  fingerprint text not null,
  answer json,
  created_at timestamp with time zone not null,
  constraint idempotency_keys_pkey PRIMARY KEY (organization_id, scope, key),
  constraint idempotency_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
CREATE INDEX idempotency_keys_by_age ON public.idempotency_keys USING btree (organization_id, created_at);
alter table idempotency_keys enable row level security;
create policy of_organization on idempotency_keys using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table inbox_identifiers (
  identifier text not null,
  organization_id uuid not null,
  inbox_id uuid not null,
  constraint inbox_identifiers_pkey PRIMARY KEY (identifier)
);

create table inbox_members (
  organization_id uuid not null,
  inbox_id uuid not null,
  member_id uuid not null,
  constraint inbox_members_pkey PRIMARY KEY (organization_id, inbox_id, member_id),
  constraint inbox_members_organization_id_inbox_id_fkey FOREIGN KEY (organization_id, inbox_id) REFERENCES inboxes(organization_id, id) ON DELETE CASCADE,
  constraint inbox_members_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX inbox_members_by_member ON public.inbox_members USING btree (organization_id, member_id);
alter table inbox_members enable row level security;
create policy of_organization on inbox_members using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table inboxes (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
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
  sender_name_type text not null,
  business_name text,
  channel_type text not null,
  channel_number bigint not null generated always as identity,
  channel_identifier text not null,
  channel_webhook_url text,
  channel_secret text not null,
  channel_hmac_token text not null,
  channel_hmac_mandatory boolean not null,
  channel_additional_attributes jsonb not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  avatar jsonb,
  automatic_messages jsonb,
  removed_at timestamp with time zone,
  agent_identity_id uuid,
  constraint inboxes_pkey PRIMARY KEY (organization_id, id),
  constraint inboxes_organization_id_number_key UNIQUE (organization_id, number),
  constraint inboxes_organization_id_agent_identity_id_fkey FOREIGN KEY (organization_id, agent_identity_id) REFERENCES agent_identities(organization_id, id),
  constraint inboxes_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint inboxes_channel_type_check CHECK ((channel_type = ANY (ARRAY['api'::text, 'imessage'::text, 'support'::text]))),
  constraint inboxes_sender_name_type_check CHECK ((sender_name_type = ANY (ARRAY['friendly'::text, 'professional'::text])))
);
CREATE UNIQUE INDEX inboxes_one_for_support ON public.inboxes USING btree (organization_id, channel_type) WHERE ((channel_type = 'support'::text) AND (removed_at IS NULL));
alter table inboxes enable row level security;
create policy of_organization on inboxes using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table installation_keys (
  id text not null,
  purpose text not null,
  content text not null,
  created_at timestamp with time zone not null,
  constraint installation_keys_pkey PRIMARY KEY (id),
  constraint installation_keys_purpose_check CHECK ((purpose = ANY (ARRAY['vault'::text, 'access-tokens'::text])))
);

create table invitations (
  organization_id uuid not null,
  id uuid not null,
  team_id uuid not null,
  email text not null,
  role text not null,
  invited_by uuid,
  state text not null,
  digest text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint invitations_pkey PRIMARY KEY (organization_id, id),
  constraint invitations_organization_id_digest_key UNIQUE (organization_id, digest),
  constraint invitations_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint invitations_organization_id_team_id_fkey FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id) ON DELETE CASCADE,
  constraint invitations_email_check CHECK ((email = lower(email))),
  constraint invitations_role_check CHECK ((role = ANY (ARRAY['administrator'::text, 'agent'::text]))),
  constraint invitations_state_check CHECK ((state = ANY (ARRAY['pending'::text, 'accepted'::text, 'revoked'::text, 'replaced'::text])))
);
CREATE INDEX invitations_by_time ON public.invitations USING btree (organization_id, created_at);
CREATE UNIQUE INDEX invitations_one_pending ON public.invitations USING btree (organization_id, team_id, email) WHERE (state = 'pending'::text);
alter table invitations enable row level security;
create policy of_organization on invitations using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table line_messages (
  reference text not null,
  organization_id uuid not null,
  message_id uuid not null,
  constraint line_messages_pkey PRIMARY KEY (reference)
);
CREATE INDEX line_messages_by_message ON public.line_messages USING btree (organization_id, message_id);

create table mailed_codes (
  organization_id uuid not null,
  member_id uuid not null,
  purpose text not null,
  mac text not null,
  expires_at timestamp with time zone not null,
  tries_left smallint not null,
  constraint mailed_codes_pkey PRIMARY KEY (organization_id, member_id, purpose),
  constraint mailed_codes_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE,
  constraint mailed_codes_purpose_check CHECK ((purpose = ANY (ARRAY['verify'::text, 'reset'::text]))),
  constraint mailed_codes_tries_left_check CHECK ((tries_left >= 0))
);
alter table mailed_codes enable row level security;
create policy of_organization on mailed_codes using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table measurements (
  organization_id uuid not null,
  event_id uuid not null,
  measure text not null,
  at timestamp with time zone not null,
  duration bigint not null,
  business_duration bigint not null,
  conversation_id uuid not null,
  inbox_id uuid not null,
  member_id uuid,
  constraint measurements_pkey PRIMARY KEY (organization_id, measure, at, event_id),
  constraint measurements_business_duration_check CHECK ((business_duration >= 0)),
  constraint measurements_duration_check CHECK ((duration >= 0))
);
alter table measurements enable row level security;
create policy of_organization on measurements using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table member_passwords (
  organization_id uuid not null,
  member_id uuid not null,
  password_hash text not null,
  constraint member_passwords_pkey PRIMARY KEY (organization_id, member_id),
  constraint member_passwords_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE
);
alter table member_passwords enable row level security;
create policy of_organization on member_passwords using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table member_profiles (
  organization_id uuid not null,
  member_id uuid not null,
  message_signature text,
  ui_settings jsonb not null,
  custom_attributes jsonb not null,
  pubsub_token text,
  active_at timestamp with time zone,
  constraint member_profiles_pkey PRIMARY KEY (organization_id, member_id),
  constraint member_profiles_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE
);
alter table member_profiles enable row level security;
create policy of_organization on member_profiles using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table members (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
  email text not null,
  name text not null,
  display_name text,
  role text not null,
  availability text not null,
  auto_offline boolean not null,
  confirmed boolean not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  avatar jsonb,
  removed_at timestamp with time zone,
  disabled_at timestamp with time zone,
  constraint members_pkey PRIMARY KEY (organization_id, id),
  constraint members_organization_id_number_key UNIQUE (organization_id, number),
  constraint members_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint members_availability_check CHECK ((availability = ANY (ARRAY['online'::text, 'busy'::text, 'offline'::text]))),
  constraint members_role_check CHECK ((role = ANY (ARRAY['owner'::text, 'administrator'::text, 'agent'::text])))
);
CREATE INDEX members_by_email ON public.members USING btree (organization_id, email);
alter table members enable row level security;
create policy of_organization on members using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table messages (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated by default as identity,
  conversation_id uuid not null,
  inbox_id uuid not null,
  seq bigint not null,
  kind text not null,
  private boolean not null,
  content text,
  content_type text not null,
  content_attributes jsonb not null,
  status text not null,
  sender_type text,
  sender_id uuid,
  sender_name text,
  source_id text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  attachments jsonb,
  additional_attributes jsonb,
  sender_number bigint,
  line jsonb,
  constraint messages_pkey PRIMARY KEY (organization_id, id),
  constraint messages_organization_id_conversation_id_number_key UNIQUE (organization_id, conversation_id, number),
  constraint messages_organization_id_conversation_id_fkey FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE,
  constraint messages_check CHECK (((sender_id IS NULL) = (sender_type IS NULL))),
  constraint messages_kind_check CHECK ((kind = ANY (ARRAY['incoming'::text, 'outgoing'::text, 'activity'::text, 'template'::text]))),
  constraint messages_sender_type_check CHECK ((sender_type = ANY (ARRAY['member'::text, 'contact'::text, 'agent_identity'::text]))),
  constraint messages_seq_check CHECK ((seq > 0)),
  constraint messages_status_check CHECK ((status = ANY (ARRAY['sent'::text, 'delivered'::text, 'read'::text, 'failed'::text])))
);
CREATE INDEX messages_by_source_id ON public.messages USING btree (organization_id, conversation_id, md5(source_id)) WHERE (source_id IS NOT NULL);
CREATE INDEX messages_with_attachments ON public.messages USING btree (organization_id, conversation_id, number) WHERE (attachments IS NOT NULL);
alter table messages enable row level security;
create policy of_organization on messages using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table organization_counters (
  organization_id uuid not null,
  last_conversation_number bigint not null default 0,
  constraint organization_counters_pkey PRIMARY KEY (organization_id),
  constraint organization_counters_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
alter table organization_counters enable row level security;
create policy of_organization on organization_counters using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table organizations (
  organization_id uuid not null,
  number bigint not null,
  name text not null,
  status text not null,
  locale text not null,
  created_at timestamp with time zone not null,
  constraint organizations_pkey PRIMARY KEY (organization_id),
  constraint organizations_status_check CHECK ((status = ANY (ARRAY['active'::text, 'suspended'::text])))
);
alter table organizations enable row level security;
create policy of_organization on organizations using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table presences (
  organization_id uuid not null,
  subject_type text not null,
  subject_id uuid not null,
  seen_at timestamp with time zone not null,
  constraint presences_pkey PRIMARY KEY (organization_id, subject_type, subject_id),
  constraint presences_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint presences_subject_type_check CHECK ((subject_type = ANY (ARRAY['member'::text, 'contact'::text])))
);
CREATE INDEX presences_by_time ON public.presences USING btree (organization_id, seen_at);
alter table presences enable row level security;
create policy of_organization on presences using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table rate_limits (
  key character varying(255) not null,
  points integer not null default 0,
  expire bigint,
  constraint rate_limits_pkey PRIMARY KEY (key)
);
CREATE INDEX rate_limits_by_expiry ON public.rate_limits USING btree (expire);

create table recovery_codes (
  organization_id uuid not null,
  member_id uuid not null,
  digest text not null,
  constraint recovery_codes_pkey PRIMARY KEY (organization_id, member_id, digest),
  constraint recovery_codes_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES second_factors(organization_id, member_id) ON DELETE CASCADE
);
alter table recovery_codes enable row level security;
create policy of_organization on recovery_codes using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table second_factors (
  organization_id uuid not null,
  member_id uuid not null,
  secret text,
  pending_secret text,
  last_step bigint not null,
  constraint second_factors_pkey PRIMARY KEY (organization_id, member_id),
  constraint second_factors_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE
);
alter table second_factors enable row level security;
create policy of_organization on second_factors using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table sessions (
  organization_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  generation bigint not null,
  rotated_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sessions_pkey PRIMARY KEY (organization_id, id),
  constraint sessions_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE,
  constraint sessions_generation_check CHECK ((generation > 0))
);
CREATE INDEX sessions_by_expiry ON public.sessions USING btree (organization_id, expires_at);
CREATE INDEX sessions_by_member ON public.sessions USING btree (organization_id, member_id, rotated_at);
alter table sessions enable row level security;
create policy of_organization on sessions using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table sign_in_attempts (
  key text not null,
  failures integer not null,
  last_at timestamp with time zone not null,
  constraint sign_in_attempts_pkey PRIMARY KEY (key),
  constraint sign_in_attempts_failures_check CHECK ((failures >= 0))
);
CREATE INDEX sign_in_attempts_by_time ON public.sign_in_attempts USING btree (last_at);

create table sign_in_emails (
  email text not null,
  organization_id uuid not null,
  member_id uuid not null,
  constraint sign_in_emails_pkey PRIMARY KEY (email),
  constraint sign_in_emails_email_check CHECK ((email = lower(email)))
);

create table survey_links (
  conversation_id uuid not null,
  organization_id uuid not null,
  constraint survey_links_pkey PRIMARY KEY (conversation_id)
);

create table surveys (
  organization_id uuid not null,
  message_id uuid not null,
  message_number bigint not null,
  conversation_id uuid not null,
  inbox_id uuid not null,
  sent_at timestamp with time zone not null,
  rating smallint,
  feedback text,
  member_id uuid,
  responded_at timestamp with time zone,
  constraint surveys_pkey PRIMARY KEY (organization_id, message_id),
  constraint surveys_organization_id_conversation_id_fkey FOREIGN KEY (organization_id, conversation_id) REFERENCES conversations(organization_id, id) ON DELETE CASCADE,
  constraint surveys_check CHECK (((responded_at IS NULL) = (rating IS NULL))),
  constraint surveys_rating_check CHECK (((rating >= 1) AND (rating <= 5)))
);
CREATE INDEX surveys_by_conversation ON public.surveys USING btree (organization_id, conversation_id, message_number);
CREATE INDEX surveys_by_response ON public.surveys USING btree (organization_id, responded_at) WHERE (responded_at IS NOT NULL);
CREATE INDEX surveys_by_sending ON public.surveys USING btree (organization_id, sent_at);
alter table surveys enable row level security;
create policy of_organization on surveys using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table tags (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
  title text not null,
  description text,
  color text not null,
  show_on_sidebar boolean,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint tags_pkey PRIMARY KEY (organization_id, id),
  constraint tags_organization_id_number_key UNIQUE (organization_id, number),
  constraint tags_organization_id_title_key UNIQUE (organization_id, title),
  constraint tags_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
alter table tags enable row level security;
create policy of_organization on tags using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table team_agent_identities (
  organization_id uuid not null,
  team_id uuid not null,
  agent_identity_id uuid not null,
  constraint team_agent_identities_pkey PRIMARY KEY (organization_id, team_id, agent_identity_id),
  constraint team_agent_identities_organization_id_agent_identity_id_fkey FOREIGN KEY (organization_id, agent_identity_id) REFERENCES agent_identities(organization_id, id) ON DELETE CASCADE,
  constraint team_agent_identities_organization_id_team_id_fkey FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id) ON DELETE CASCADE
);
alter table team_agent_identities enable row level security;
create policy of_organization on team_agent_identities using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table team_members (
  organization_id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  constraint team_members_pkey PRIMARY KEY (organization_id, team_id, member_id),
  constraint team_members_organization_id_member_id_fkey FOREIGN KEY (organization_id, member_id) REFERENCES members(organization_id, id) ON DELETE CASCADE,
  constraint team_members_organization_id_team_id_fkey FOREIGN KEY (organization_id, team_id) REFERENCES teams(organization_id, id) ON DELETE CASCADE
);
CREATE INDEX team_members_by_member ON public.team_members USING btree (organization_id, member_id);
alter table team_members enable row level security;
create policy of_organization on team_members using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table teams (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
  name text not null,
  description text,
  allow_auto_assign boolean not null,
  icon text,
  icon_color text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint teams_pkey PRIMARY KEY (organization_id, id),
  constraint teams_organization_id_name_key UNIQUE (organization_id, name),
  constraint teams_organization_id_number_key UNIQUE (organization_id, number),
  constraint teams_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id)
);
alter table teams enable row level security;
create policy of_organization on teams using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

create table webhook_endpoints (
  organization_id uuid not null,
  id uuid not null,
  number bigint not null generated always as identity,
  owner_inbox_id uuid,
  name text,
  url text not null,
  subscriptions text[] not null,
  inbox_id uuid,
  secret text not null,
  ordered boolean not null,
  state text not null,
  failing_since timestamp with time zone,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  owner_agent_identity_id uuid,
  format text not null,
  context_config jsonb,
  retired_at timestamp with time zone,
  constraint webhook_endpoints_pkey PRIMARY KEY (organization_id, id),
  constraint webhook_endpoints_organization_id_number_key UNIQUE (organization_id, number),
  constraint webhook_endpoints_organization_id_owner_inbox_id_key UNIQUE (organization_id, owner_inbox_id),
  constraint webhook_endpoints_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(organization_id),
  constraint webhook_endpoints_organization_id_inbox_id_fkey FOREIGN KEY (organization_id, inbox_id) REFERENCES inboxes(organization_id, id),
  constraint webhook_endpoints_organization_id_owner_agent_identity_id_fkey FOREIGN KEY (organization_id, owner_agent_identity_id) REFERENCES agent_identities(organization_id, id),
  constraint webhook_endpoints_organization_id_owner_inbox_id_fkey FOREIGN KEY (organization_id, owner_inbox_id) REFERENCES inboxes(organization_id, id),
  constraint webhook_endpoints_check CHECK (((owner_inbox_id IS NULL) OR (owner_agent_identity_id IS NULL))),
  constraint webhook_endpoints_check1 CHECK (((retired_at IS NULL) OR (state = 'disabled'::text))),
  constraint webhook_endpoints_format_check CHECK ((format = ANY (ARRAY['channel'::text, 'support'::text, 'agent_messaging'::text]))),
  constraint webhook_endpoints_state_check CHECK ((state = ANY (ARRAY['enabled'::text, 'disabled'::text])))
);
CREATE UNIQUE INDEX webhook_endpoints_one_for_identity ON public.webhook_endpoints USING btree (organization_id, owner_agent_identity_id) WHERE (format = 'channel'::text);
CREATE UNIQUE INDEX webhook_endpoints_subscribed_once ON public.webhook_endpoints USING btree (organization_id, owner_agent_identity_id, url) WHERE ((format = 'agent_messaging'::text) AND (retired_at IS NULL));
alter table webhook_endpoints enable row level security;
create policy of_organization on webhook_endpoints using (organization_id = (current_setting('parlance.organization_id'::text))::uuid);

CREATE OR REPLACE FUNCTION public.log_is_ahead()
 RETURNS boolean
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select exists (
        select from organizations
        cross join lateral (
          select events.tx from events
          where events.organization_id = organizations.organization_id
          order by events.tx desc, events.position desc
          limit 1
        ) as newest
        where newest.tx >= pg_snapshot_xmax(pg_current_snapshot())
      )
    $function$;

CREATE OR REPLACE FUNCTION public.next_delivery_due()
 RETURNS timestamp with time zone
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$ select min(oldest.claimable_at)
    from webhook_endpoints as endpoint
    cross join lateral (
      select deliveries.claimable_at
      from deliveries
      where deliveries.organization_id = endpoint.organization_id and deliveries.endpoint_id = endpoint.id
        and deliveries.status = 'pending'
      order by deliveries.claimable_at
      limit 1
    ) as oldest
    where endpoint.state = 'enabled' $function$;

CREATE OR REPLACE FUNCTION public.organizations_behind(consumer_name text, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select organizations.organization_id
      from organizations
      left join consumer_cursors as passed
        on passed.organization_id = organizations.organization_id and passed.consumer = consumer_name
      cross join lateral (
        select tx, position
        from events
        where events.organization_id = organizations.organization_id
          and (events.tx, events.position) > (coalesce(passed.tx, '0'), coalesce(passed.position, 0))
          and events.tx < pg_snapshot_xmin(pg_current_snapshot())
        order by events.tx, events.position
        limit 1
      ) as unread
      order by unread.tx, unread.position
      limit most
    $function$;

CREATE OR REPLACE FUNCTION public.organizations_to_wake(now timestamp with time zone, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select organizations.organization_id
      from organizations
      cross join lateral (
        select conversations.snoozed_until
        from conversations
        where conversations.organization_id = organizations.organization_id
          and conversations.status = 'snoozed' and conversations.snoozed_until <= now
        order by conversations.snoozed_until
        limit 1
      ) as oldest
      order by oldest.snoozed_until
      limit most
    $function$;

CREATE OR REPLACE FUNCTION public.organizations_with_due_deliveries(now timestamp with time zone, most integer)
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
      select endpoint.organization_id

    from webhook_endpoints as endpoint
    cross join lateral (
      select deliveries.claimable_at
      from deliveries
      where deliveries.organization_id = endpoint.organization_id and deliveries.endpoint_id = endpoint.id
        and deliveries.status = 'pending'
      order by deliveries.claimable_at
      limit 1
    ) as oldest
    where endpoint.state = 'enabled' and oldest.claimable_at <= now
      group by endpoint.organization_id
      order by min(oldest.claimable_at)
      limit most
    $function$;

CREATE OR REPLACE FUNCTION public.refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
    begin
      raise exception 'The audit log is only ever appended to' using errcode = 'insufficient_privilege';
    end
    $function$;

CREATE OR REPLACE FUNCTION public.require_current(current boolean)
 RETURNS boolean
 LANGUAGE plpgsql
AS $function$
    begin
      if current is not true then
        raise exception 'A row is in another version than it was known in' using errcode = 'serialization_failure';
      end if;
      return true;
    end
    $function$;
