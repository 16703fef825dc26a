/*
 * An agent that talks with people on their phones: `npm run example:agent`, or `npm run example:agent -- --postgres`.
 *
 * It starts a server on a fresh database and a provider of phone lines beside it, plays the life of one connection against them over
 * HTTP, prints what happens, and exits with 1 when anything is not as it should be.
 */
import { type Call, client } from './support/client.ts'
import { type LineProvider, startLineProvider } from './support/line-provider.ts'
import { type ExampleServer, startServer } from './support/server.ts'
import { startTranscript, type Transcript } from './support/transcript.ts'

const HUMAN = '+15557770001'
const ROUTER = '+15550000001'
const IMESSAGE = '/api/v1/imessage'

interface Stage {
  readonly transcript: Transcript
  readonly provider: LineProvider
  readonly admin: Call
  readonly agent: Call
  readonly gateway: Call
  readonly identity: string
}

type Brought = Awaited<ReturnType<Call>>

let texts = 0

/** The human texts to a line, and the provider brings it. */
const text = async ({ gateway, transcript }: Stage, line: string, words: string): Promise<Brought> => {
  transcript.say('human', words)
  texts += 1
  const body = { line, from: HUMAN, text: words, external_id: `text-${texts}` }
  const brought = await gateway('POST', '/gateway/imessage/inbound', body)
  if (brought.body.reply) transcript.say('router', brought.body.reply.text.split('\n')[0])
  return brought
}

/** The human asks the router for the agent, and the agent waits for the first word. */
const connect = async (stage: Stage) => {
  const { agent, transcript } = stage
  const { body: triage } = await agent('GET', `${IMESSAGE}/triage-number`)
  transcript.check(
    'people are told where to connect',
    [triage.number, triage.connect_command],
    [ROUTER, 'connect @rex'],
  )
  const { status, body } = await text(stage, ROUTER, 'connect @rex')
  transcript.check(
    'the router connects them, over a line',
    [status, body.connection?.agent_handle],
    [202, 'rex'],
  )
  const early = await agent('POST', `${IMESSAGE}/messages`, { to: HUMAN, text: 'Hello!' })
  transcript.check('nobody is written to who has not written', early.status, 409)
  return String(body.connection?.line)
}

/** They talk: the agent reads, shows that it writes, answers and taps back. */
const talk = async (stage: Stage, line: string) => {
  const { agent, gateway, provider, transcript } = stage
  const { body: first } = await text(stage, line, 'Hi Rex, where is my order?')
  const { body: again } = await gateway('POST', '/gateway/imessage/inbound', {
    line,
    from: HUMAN,
    text: 'Hi Rex, where is my order?',
    external_id: `text-${texts}`,
  })
  transcript.check('what is brought twice is recorded once', again, first)
  const conversation_id = first.conversation_id
  const read = await agent('POST', `${IMESSAGE}/mark-read`, { conversation_id })
  transcript.check('the agent has read one message', read.body.updated_count, 1)
  await agent('POST', `${IMESSAGE}/typing`, { conversation_id })

  provider.failNext(1)
  const lost = await agent('POST', `${IMESSAGE}/messages`, { to: HUMAN, text: 'It arrives today.' })
  transcript.check('a provider that fails is a 502', lost.status, 502)
  const sent = await agent('POST', `${IMESSAGE}/messages`, { to: HUMAN, text: 'It arrives today.' })
  transcript.say('rex', sent.body.message.content)
  transcript.check('the agent says it again', [sent.status, sent.body.message.status], [201, 'queued'])
  const listed = await agent('GET', `${IMESSAGE}/messages?conversation_id=${conversation_id}`)
  transcript.check(
    'nothing is recorded of what did not go out',
    listed.body.map(({ content }: { content: string }) => content),
    ['It arrives today.', 'Hi Rex, where is my order?'],
  )
  const report = { message_id: sent.body.message.id, status: 'delivered' }
  transcript.check(
    'the provider tells that it arrived',
    (await gateway('POST', '/gateway/imessage/status', report)).status,
    202,
  )

  const tapped = await agent('POST', `${IMESSAGE}/reactions`, {
    message_id: first.message_id,
    reaction: 'love',
    part_index: 0,
  })
  transcript.check('the agent taps back', [tapped.status, tapped.body.reaction], [201, 'love'])
  await gateway('POST', '/gateway/imessage/reactions', {
    message_id: sent.body.message.id,
    from: HUMAN,
    reaction: 'like',
  })
  const { body: now } = await agent('GET', `${IMESSAGE}/messages?conversation_id=${conversation_id}`)
  transcript.check(
    'the message is delivered, and liked',
    [now[0].status, now[0].reactions?.map((one: { reaction: string }) => one.reaction)],
    ['delivered', ['like']],
  )
  transcript.check(
    'the provider carried it in this order',
    provider.carried.map(({ kind }) => kind),
    ['read_receipt', 'typing', 'message', 'reaction'],
  )
  return String(conversation_id)
}

/** A rule keeps the human out, and lets it in again. */
const block = async (stage: Stage, line: string) => {
  const { admin, agent, transcript } = stage
  const rules = `${IMESSAGE}/identities/rex/contact-rules`
  const rule = { action: 'block', match_type: 'exact_number', match_target: HUMAN }
  const { body: made } = await admin('POST', rules, rule)
  transcript.say('admin', 'blocks the human')
  const refused = await agent('POST', `${IMESSAGE}/messages`, { to: HUMAN, text: 'Hello?' })
  transcript.check(
    'the agent is refused, with the rule',
    [refused.status, refused.body.detail.matched_rule_id],
    [403, made.id],
  )
  await text(stage, line, 'Can you hear me?')
  const heard = async (call: Call) =>
    (await call('GET', `${IMESSAGE}/messages`)).body.some(
      ({ content }: { content: string }) => content === 'Can you hear me?',
    )
  transcript.check(
    'the agent hears nothing, who audits does',
    [await heard(agent), await heard(admin)],
    [false, true],
  )
  await admin('DELETE', `${rules}/${made.id}`)
}

/** The human goes, and comes back to the same conversation. */
const leaveAndReturn = async (stage: Stage, conversation_id: string) => {
  const { agent, transcript } = stage
  await text(stage, ROUTER, 'disconnect @rex')
  for (const path of ['messages', 'mark-read', 'typing']) {
    const { status } = await agent('POST', `${IMESSAGE}/${path}`, {
      conversation_id,
      ...(path === 'messages' && { text: 'Still there?' }),
    })
    transcript.check(`${path} into a released conversation is refused`, status, 409)
  }
  const released = await agent('GET', `${IMESSAGE}/conversations/${conversation_id}`)
  transcript.check('it is released', released.body.assignment_status, 'released')
  const { body: again } = await text(stage, ROUTER, 'connect @rex')
  await text(stage, String(again.connection?.line), 'Here I am again')
  const answer = await agent('POST', `${IMESSAGE}/messages`, { to: HUMAN, text: 'Welcome back!' })
  transcript.say('rex', answer.body.message?.content)
  transcript.check('the same conversation goes on', answer.body.message?.conversation_id, conversation_id)
  const { body: active } = await agent('GET', `${IMESSAGE}/assignments`)
  transcript.check(
    'one connection is active',
    active.map((one: { remote_number: string }) => one.remote_number),
    [HUMAN],
  )
  const { body: back } = await agent('GET', `${IMESSAGE}/conversations/${conversation_id}`)
  transcript.check('under a new assignment', back.assignment_id === released.body.assignment_id, false)
}

const play = async (stage: Stage) => {
  const line = await connect(stage)
  const conversation = await talk(stage, line)
  await block(stage, line)
  await leaveAndReturn(stage, conversation)
  const { body: all } = await stage.admin('GET', `${IMESSAGE}/messages?limit=200`)
  stage.transcript.check('no answer names the line', JSON.stringify(all).includes(line), false)
  stage.transcript.check('everything the provider was told verified', stage.provider.refused(), 0)
}

/** An administrator makes the agent, and a key for it. */
const makeAgent = async (server: ExampleServer, admin: Call) => {
  const { body: identity } = await admin('POST', '/api/v1/identities/', {
    agent_handle: 'rex',
    imessage_enabled: true,
  })
  const { body: minted } = await admin('POST', '/api/v1/api-keys', {
    label: 'Rex',
    scoped_identity_id: identity.id,
  })
  const call = client(server.url)
  const agent: Call = (method, path, body) => call(method, path, body, { 'x-api-key': minted.api_key })
  return { identity: String(identity.id), agent }
}

const transcript = startTranscript()
const provider = await startLineProvider()
const server = await startServer(process.argv.includes('--postgres') ? 'postgres' : 'embedded', {
  PARLANCE_IMESSAGE_GATEWAY_URL: provider.url,
  PARLANCE_IMESSAGE_GATEWAY_SECRET: provider.secret,
})
transcript.say(
  'server',
  `${server.url}, on ${server.database === 'postgres' ? 'Postgres' : 'the embedded database'}`,
)
try {
  const admin = client(server.url, server.founded.owner.api_access_token)
  const call = client(server.url)
  const bearer = { authorization: `Bearer ${server.founded.gateway_secret}` }
  const gateway: Call = (method, path, body) => call(method, path, body, bearer)
  await play({ transcript, provider, admin, gateway, ...(await makeAgent(server, admin)) })
} finally {
  await server.stop()
  await provider.stop()
}
const failures = transcript.failures()
console.log(failures === 0 ? '\nAll as it should be.' : `\n${failures} not as it should be.`)
process.exitCode = failures === 0 ? 0 : 1
