import type { Client } from 'pg'

export interface History {
  readonly organizationId: string
  readonly inboxNumber: number
  readonly conversations: number
  readonly messagesEach: number
  /** How many of the conversations are open; the others are resolved, as history is. */
  readonly open: number
  /** Messages are numbered after this one. */
  readonly firstMessageNumber: number
}

/** Writes a past into the tables: conversations with messages, the newest of them open. */
export const writeHistory = async (client: Client, history: History): Promise<void> => {
  const { organizationId, inboxNumber, conversations, messagesEach, open, firstMessageNumber } = history
  await client.query(
    `with inbox as (
       select id from inboxes where organization_id = $1 and number = $2
     ), contact as (
       insert into contacts (organization_id, id, name, blocked, additional_attributes, custom_attributes, tags,
         created_at, updated_at)
       values ($1, gen_random_uuid(), 'Past', false, '{}', '{}', '{}', now(), now()) returning id
     ), point as (
       insert into contact_points (organization_id, id, inbox_id, contact_id, source_id, source_digest, hmac_verified,
         pubsub_token, created_at, updated_at)
       select $1, gen_random_uuid(), inbox.id, contact.id, 'past', 'past', false, 'past', now(), now() from inbox, contact
       returning id, contact_id
     )
     insert into conversations (organization_id, id, number, inbox_id, contact_id, contact_point_id, status,
       additional_attributes, custom_attributes, tags, last_activity_at, unread_count, message_count, last_seq,
       last_message_number, last_non_activity_number, last_public_number, created_at, updated_at)
     select $1, gen_random_uuid(), n, inbox.id, point.contact_id, point.id,
       case when n > $3::int - $5::int then 'open' else 'resolved' end, '{}', '{}', '{}',
       now() - ($3::int - n) * interval '1 minute', 0, $4::int, $4::int + 1,
       $6::bigint + n * $4, $6::bigint + n * $4, $6::bigint + n * $4,
       now() - ($3::int - n) * interval '1 minute', now()
     from inbox, point, generate_series(1, $3::int) as n`,
    [organizationId, inboxNumber, conversations, messagesEach, open, firstMessageNumber],
  )
  await client.query(
    `insert into conversation_tallies (organization_id, whose, status, inbox_id, conversations)
     select organization_id, 'all', status, inbox_id, count(*) from conversations
     where organization_id = $1 group by organization_id, status, inbox_id`,
    [organizationId],
  )
  // Or each message's foreign key is checked with the plan that was good for the few conversations before.
  await client.query('analyze conversations')
  await client.query(
    `insert into messages (organization_id, id, number, conversation_id, inbox_id, seq, kind, private, content,
       content_type, content_attributes, status, sender_type, sender_id, created_at, updated_at)
     select $1, uuidv7(), $3::bigint + (c.number - 1) * $2 + n, c.id, c.inbox_id, n + 1, 'incoming', false,
       'Message ' || n, 'text', '{}', 'sent', 'contact', c.contact_id, c.last_activity_at, c.last_activity_at
     from conversations c, generate_series(1, $2::int) as n where c.organization_id = $1`,
    [organizationId, messagesEach, firstMessageNumber],
  )
  await client.query(
    'update organization_counters set last_conversation_number = $2 where organization_id = $1',
    [organizationId, conversations],
  )
}
