import { randomUUID } from 'node:crypto'
import express from 'express'
import { Pool } from 'pg'
import { listen } from './listen.ts'

/*
 * (b) What somebody would write by hand for just this: one statement for each request that inserts the message, updates the
 * conversation and inserts the event. It checks nothing else, so it does less than a product has to.
 */
const pool = new Pool({ connectionString: process.env['BENCH_DATABASE_URL'], max: 16 })

const STATEMENT = {
  name: 'create-message',
  text: `
    with conversation as (
      update conversations
      set last_seq = last_seq + 1, message_count = message_count + 1, unread_count = unread_count + 1,
          last_activity_at = now(), updated_at = now()
      where organization_id = $1 and number = $2
      returning id, inbox_id, last_seq
    ), message as (
      insert into messages (organization_id, id, conversation_id, inbox_id, seq, kind, content)
      select $1, $3, id, inbox_id, last_seq, 'incoming', $4 from conversation
      returning *
    ), event as (
      insert into events (organization_id, id, conversation_id, seq, type, data)
      select $1, $5, conversation_id, seq, 'message.recorded', jsonb_build_object('id', id, 'content', content, 'seq', seq)
      from message
    )
    select id, number, content, kind, created_at from message`,
}

const app = express()
app.disable('x-powered-by')
app.use(express.json())
app.post('/conversations/:number/messages', async (request, response) => {
  const values = [
    process.env['BENCH_ORGANIZATION'],
    Number(request.params.number),
    randomUUID(),
    request.body.content,
    randomUUID(),
  ]
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
    conversation_id: Number(request.params.number),
  })
})

listen(app)
