import { randomUUID } from 'node:crypto'
import express from 'express'
import { Pool } from 'pg'
import { listen } from './listen.ts'

/*
 * (b) What somebody would write by hand for just this: one statement for each request that inserts the message, updates the
 * conversation and inserts the event, into the same tables. It checks nothing, knows no sender but the contact, answers no
 * retry, and its event tells the message only, so it does less than a product has to.
 */
const pool = new Pool({ connectionString: process.env['BENCH_DATABASE_URL'], max: 16 })

const STATEMENT = {
  name: 'create-message',
  text: `
    with numbered as (
      select nextval(pg_get_serial_sequence('messages', 'number')) as number
    ), conversation as (
      update conversations
      set last_seq = last_seq + 1, message_count = message_count + 1, unread_count = unread_count + 1,
          waiting_since = coalesce(waiting_since, now()), last_message_number = numbered.number,
          last_non_activity_number = numbered.number, last_public_number = numbered.number,
          last_activity_at = now(), updated_at = now()
      from numbered
      where organization_id = $1 and conversations.number = $2
      returning id, inbox_id, contact_id, last_seq, numbered.number
    ), message as (
      insert into messages (organization_id, id, number, conversation_id, inbox_id, seq, kind, private, content,
        content_type, content_attributes, status, sender_type, sender_id, created_at, updated_at)
      select $1, $3, number, id, inbox_id, last_seq, 'incoming', false, $4, 'text', '{}', 'sent', 'contact', contact_id,
        now(), now()
      from conversation
      returning *
    ), event as (
      insert into events (organization_id, id, type, aggregate_type, aggregate_id, seq, occurred_at, actor_type,
        actor_id, data)
      select $1, $5, 'message.recorded', 'conversation', conversation_id, seq, created_at, 'contact', sender_id,
        json_build_object('message', message)
      from message
    )
    select number, content, created_at from message`,
}

const app = express()
app.disable('x-powered-by')
app.use(express.json())
app.post('/conversations/:number/messages', async (request, response) => {
  const number = Number(request.params.number)
  const { content } = request.body
  const values = [process.env['BENCH_ORGANIZATION'], number, randomUUID(), content, randomUUID()]
  const { rows } = await pool.query({ ...STATEMENT, values })
  const [message] = rows
  if (!message) {
    response.status(404).json({ status: 404, error: 'Not Found' })
    return
  }
  response.json({
    id: Number(message.number),
    content: message.content,
    message_type: 0,
    content_type: 'text',
    content_attributes: {},
    created_at: Math.floor(message.created_at.getTime() / 1000),
    conversation_id: number,
  })
})

listen(app)
