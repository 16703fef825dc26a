/*
 * Support chat in a mobile app, as the app's backend does it: `npm run example`, or `npm run example -- --postgres`.
 *
 * It starts a server on a fresh database, plays a conversation against it over HTTP, prints what happens, and exits with 1
 * when anything is not as it should be.
 */
import { randomUUID } from 'node:crypto'
import { type Call, client } from './support/client.ts'
import { type Receiver, startReceiver } from './support/receiver.ts'
import { type ExampleServer, startServer } from './support/server.ts'
import { startTranscript, type Transcript } from './support/transcript.ts'

interface Stage {
  readonly transcript: Transcript
  readonly receiver: Receiver
  readonly server: ExampleServer
  readonly admin: Call
  readonly agent: Call
  readonly app: Call
  /** `/api/v1/accounts/1`. */
  readonly account: string
}

/** An administrator opens the inbox that the app writes to. */
const openInbox = async ({ admin, account, receiver, server, transcript }: Stage) => {
  const { body: inbox } = await admin('POST', `${account}/inboxes`, {
    name: 'Mobile app',
    channel: { type: 'api', webhook_url: receiver.url },
  })
  receiver.trust(inbox.secret)
  transcript.say('admin', `opened the inbox "${inbox.name}" with the identifier ${inbox.inbox_identifier}`)
  const members = await admin('POST', `${account}/inbox_members`, {
    inbox_id: inbox.id,
    user_ids: [server.agent.id],
  })
  transcript.check('the agent answers in it', members.body.payload[0]?.email, server.agent.email)
  return inbox
}

/** The app finds or makes the contact by its own user's id, and starts a conversation. */
const contactSupport = async ({ app, transcript }: Stage, identifier: string, userId: string) => {
  const base = `/public/api/v1/inboxes/${identifier}/contacts`
  const { body: contact } = await app('POST', base, { identifier: userId, name: 'Grace' })
  const conversations = `${base}/${contact.source_id}/conversations`
  const { body: conversation } = await app('POST', conversations, {})
  transcript.say('app', `user ${userId} is contact ${contact.id}, conversation ${conversation.id}`)
  return { contact, conversation, messages: `${conversations}/${conversation.id}/messages` }
}

/** Posts the question, and posts it again as an app does that got no answer in the tunnel. */
const ask = async ({ app, receiver, transcript }: Stage, messages: string) => {
  const key = { 'idempotency-key': randomUUID() }
  const question = { content: 'Where is my order?' }
  const first = await app('POST', messages, question, key)
  transcript.say('Grace', first.body.content)
  const again = await app('POST', messages, question, key)
  transcript.check('a retry answers the same message', again.body, first.body)
  transcript.check('and says so', again.headers.get('idempotency-replayed'), 'true')
  const { body: all } = await app('GET', messages)
  transcript.check('it was recorded once', all.length, 1)
  await receiver.waitFor(
    'the question',
    ({ body, event }) => event === 'message_created' && body['id'] === first.body.id,
  )
}

/** Waits until the conversation is held by somebody: the log's consumer gives it to whoever's turn it is. */
const awaitAssignment = async ({ agent, account, server, transcript }: Stage, conversation: number) => {
  const path = `${account}/conversations/${conversation}`
  let assignee: { id: number } | undefined
  for (let attempt = 0; attempt < 200 && !assignee; attempt += 1) {
    assignee = (await agent('GET', path)).body.meta.assignee
    if (!assignee) await new Promise((resolve) => setTimeout(resolve, 25))
  }
  transcript.check('it is given to the agent who is available', assignee?.id, server.agent.id)
}

/** The agent answers while the app's receiver is down; the reply arrives all the same, once it is up again. */
const answer = async ({ agent, account, receiver, transcript }: Stage, conversation: number) => {
  const { body: list } = await agent('GET', `${account}/conversations?assignee_type=me`)
  transcript.check('the agent sees it in the list', list.data.payload[0]?.id, conversation)
  transcript.check('with one unread message', list.data.payload[0]?.unread_count, 1)

  receiver.failNext('message_created', 2)
  const { body: reply } = await agent('POST', `${account}/conversations/${conversation}/messages`, {
    content: 'It leaves our warehouse today.',
  })
  transcript.say('agent', reply.content)
  const isReply = (id: unknown) => id === reply.id
  const arrived = await receiver.waitFor(
    'the reply',
    ({ body, answered }) => isReply(body['id']) && answered === 200,
  )
  const tries = receiver.received.filter(
    ({ body, event }) => event === 'message_created' && isReply(body['id']),
  )
  transcript.check(
    'the receiver failed twice, then got it',
    tries.map(({ answered }) => answered),
    [500, 500, 200],
  )
  transcript.check('under one id', new Set(tries.map(({ id }) => id)).size, 1)
  transcript.check('with a signature that verifies', arrived.answered, 200)
  transcript.say('app', `pushes to Grace: ${String(arrived.body['content'])}`)

  await agent('POST', `${account}/conversations/${conversation}/messages`, {
    content: 'Promised her today.',
    private: true,
  })
  transcript.say('agent', '(note) Promised her today.')
}

/** The next day the same user comes back, to a conversation that was resolved. */
const comeBack = async (
  stage: Stage,
  before: Awaited<ReturnType<typeof contactSupport>>,
  identifier: string,
) => {
  const { app, agent, account, transcript } = stage
  const path = `${account}/conversations/${before.conversation.id}`
  await agent('POST', `${path}/toggle_status`, { status: 'resolved' })
  transcript.say('agent', '(resolved the conversation)')

  const base = `/public/api/v1/inboxes/${identifier}/contacts`
  const { body: same } = await app('POST', base, { identifier: 'user-42' })
  transcript.check('the same user is the same contact', same.id, before.contact.id)

  const { body: thanks } = await app('POST', before.messages, { content: 'It arrived, thank you!' })
  transcript.say('Grace', thanks.content)
  const { body: conversation } = await agent('GET', path)
  transcript.check('her message reopens the conversation', conversation.status, 'open')
  const { body: seen } = await app('GET', before.messages)
  transcript.check(
    'she sees what was said, and no notes',
    seen.map(({ content }: { content: string }) => content),
    ['Where is my order?', 'It leaves our warehouse today.', 'It arrived, thank you!'],
  )
}

const play = async (stage: Stage) => {
  const inbox = await openInbox(stage)
  const thread = await contactSupport(stage, inbox.inbox_identifier, 'user-42')
  await ask(stage, thread.messages)
  await awaitAssignment(stage, thread.conversation.id)
  await answer(stage, thread.conversation.id)
  await comeBack(stage, thread, inbox.inbox_identifier)
  const refused = stage.receiver.received.filter(({ answered }) => answered === 401)
  stage.transcript.check('every webhook verified', refused.length, 0)
}

const transcript = startTranscript()
const receiver = await startReceiver()
const server = await startServer(process.argv.includes('--postgres') ? 'postgres' : 'embedded')
transcript.say(
  'server',
  `${server.url}, on ${server.database === 'postgres' ? 'Postgres' : 'the embedded database'}`,
)
try {
  await play({
    transcript,
    receiver,
    server,
    admin: client(server.url, server.founded.owner.api_access_token),
    agent: client(server.url, server.agent.api_access_token),
    app: client(server.url),
    account: `/api/v1/accounts/${server.founded.account_id}`,
  })
} finally {
  await server.stop()
  await receiver.stop()
}
const failures = transcript.failures()
console.log(failures === 0 ? '\nAll as it should be.' : `\n${failures} not as it should be.`)
process.exitCode = failures === 0 ? 0 : 1
