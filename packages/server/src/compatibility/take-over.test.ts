import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { runCommand } from '../../testing/command-line.ts'
import { addAgent, type Founded, found } from '../../testing/people.ts'
import { PLACES, type Place } from '../../testing/places.ts'
import { type Served, startServed } from '../../testing/served.ts'
import { type Arrival, type Sink, startSink } from '../../testing/sink.ts'

const HUMAN = '+15557770001'
const EVENTS = ['received', 'reaction_received', 'sent', 'delivered', 'delivery_failed']

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
type Json = any

/**
 * One conversation over three APIs: a human on a line talks to an agent with its key of the agent-messaging API, a person takes
 * over in the channel API and gives it back, and the provider of the lines is told all of it on one line.
 */
describe.each(PLACES)('a conversation that a person takes over from an agent, on $name', ({ create }) => {
  let place: Place
  let served: Served
  let sink: Sink
  let founded: Founded
  let agent: { readonly id: number; readonly token: string }
  let identity: Json
  let key: string
  let signingKey: string
  let router: string
  let line: string
  let inbox: Json

  const send = async (method: string, path: string, headers: object, body?: unknown) => {
    const response = await fetch(`${served.url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
    const text = await response.text()
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as Json }
  }
  const good = async (...[method, path, headers, body]: Parameters<typeof send>): Promise<Json> => {
    const answer = await send(method, path, headers, body)
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`)
    return answer.body
  }
  const asBackend = (method: string, path: string, body?: unknown) =>
    good(method, path, { 'X-API-Key': founded.keys.server }, body)
  const asIdentity = (method: string, path: string, body?: unknown) =>
    send(method, `/api/v1/imessage${path}`, { 'X-API-Key': key }, body)
  const asPerson = (method: string, path: string, body?: unknown) =>
    good(method, `/api/v1/accounts/${founded.accountId}${path}`, { api_access_token: agent.token }, body)
  const asOwner = (method: string, path: string, body?: unknown) =>
    good(
      method,
      `/api/v1/accounts/${founded.accountId}${path}`,
      { api_access_token: founded.owner.token },
      body,
    )
  const asProvider = (method: string, path: string, body?: unknown) =>
    good(method, `/gateway/imessage${path}`, { Authorization: `Bearer ${founded.keys.gateway}` }, body)

  let texts = 0
  /** The human sends something to a line. */
  const human = (text: string, to = line) => {
    texts += 1
    return asProvider('POST', '/inbound', { line: to, from: HUMAN, text, external_id: `human-${texts}` })
  }
  /** What the human was sent, in its order. */
  const thread = async (): Promise<readonly Json[]> => {
    const carried: readonly Json[] = await asProvider('GET', '/loopback')
    return carried.filter(({ kind }) => kind === 'message')
  }
  const told = (event: string): readonly Arrival[] =>
    sink.arrivals.filter(({ body }) => body.event_type === `imessage.${event}`)
  const arrived = async (event: string, content: string): Promise<Json> => {
    const found = () => told(event).find(({ body }) => body.data.message?.content === content)
    await until(`the agent is told of ${event}: ${content}`, () => found() !== undefined)
    return found()?.body
  }
  const conversation = async (): Promise<Json> => {
    const { body } = await asIdentity('GET', '/conversations')
    return body[0]
  }

  beforeAll(async () => {
    place = await create()
    const settings = { ...place.settings, PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8' }
    await runCommand(['migrate'], settings)
    founded = await found(settings)
    agent = await addAgent(settings, founded.organizationId)
    sink = await startSink()
    served = await startServed(settings)

    identity = await asBackend('POST', '/api/v1/identities/', {
      agent_handle: '@Rex',
      display_name: 'Rex',
      imessage_enabled: true,
      mailbox: {},
    })
    const made = await asBackend('POST', '/api/v1/api-keys', {
      label: 'Rex',
      scoped_identity_id: identity.id,
    })
    key = made.api_key
    const subscription = await asBackend('POST', '/api/v1/webhooks/subscriptions', {
      agent_identity_id: identity.id,
      url: `${sink.url}/rex`,
      event_types: EVENTS.map((event) => `imessage.${event}`),
    })
    signingKey = subscription.signing_key
    const { payload } = await asOwner('GET', '/inboxes')
    inbox = payload.find(({ channel_type }: Json) => channel_type === 'Channel::Imessage')
    await asOwner('POST', '/inbox_members', { inbox_id: inbox.id, user_ids: [agent.id] })
    const triage = await asIdentity('GET', '/triage-number')
    router = triage.body.number
    const connected = await human(triage.body.connect_command, router)
    line = connected.connection.line
  }, 120_000)

  afterAll(async () => {
    await served?.stop()
    await sink?.close()
    await place?.remove()
  })

  it('is one thread to the human, whoever answers', async () => {
    // The agent answers.
    await human('Is anybody there?')
    const received = await arrived('received', 'Is anybody there?')
    expect(received).toMatchObject({
      id: expect.stringMatching(/^evt_/),
      data: {
        message: { direction: 'inbound', remote_number: HUMAN },
        agent_identities: [{ id: identity.id, agent_handle: 'rex', display_name: 'Rex' }],
      },
    })
    const { id } = await conversation()
    const say = (text: string) => asIdentity('POST', '/messages', { conversation_id: id, text })
    const hello = await say('I am, and I am Rex.')
    expect(hello).toMatchObject({ status: 201, body: { message: { status: 'queued', conversation_id: id } } })
    await arrived('sent', 'I am, and I am Rex.')
    await asProvider('POST', '/status', { message_id: hello.body.message.id, status: 'delivered' })
    await arrived('delivered', 'I am, and I am Rex.')

    // A person reads the same conversation in the inbox of that agent.
    const { data } = await asPerson('GET', `/conversations?inbox_id=${inbox.id}&status=all`)
    const [shown] = data.payload
    expect(shown).toMatchObject({ inbox_id: inbox.id, meta: { channel: 'Channel::Imessage' } })
    const { payload: read } = await asPerson('GET', `/conversations/${shown.id}/messages`)
    const contents = (messages: readonly Json[]) =>
      messages.filter(({ message_type }) => message_type < 2).map(({ content }) => content)
    expect(contents(read)).toEqual(['Is anybody there?', 'I am, and I am Rex.'])

    // The person takes it over: the agent is released, and refused until it has the conversation again.
    await asPerson('POST', `/conversations/${shown.id}/assignments`, { assignee_id: agent.id })
    expect(await conversation()).toMatchObject({ id, assignment_status: 'released' })
    expect((await asIdentity('GET', '/assignments')).body).toEqual([])
    for (const refused of [
      say('Me again'),
      asIdentity('POST', '/typing', { conversation_id: id }),
      asIdentity('POST', '/mark-read', { conversation_id: id }),
      asIdentity('POST', '/reactions', {
        message_id: received.data.message.id,
        reaction: 'like',
        part_index: 0,
      }),
    ]) {
      expect(await refused).toMatchObject({
        status: 409,
        body: { detail: { error: 'imessage_assignment_inactive' } },
      })
    }
    await human('Can I talk to a person?')
    await asPerson('POST', `/conversations/${shown.id}/messages`, { content: 'You are: this is Ada.' })
    await until('the human is answered', async () => (await thread()).length === 2)

    // The person gives it back, and the agent answers again.
    await asPerson('POST', `/conversations/${shown.id}/assignments`, { assignee_id: null })
    expect(await conversation()).toMatchObject({ id, assignment_status: 'active' })
    expect((await asIdentity('GET', '/assignments')).body).toHaveLength(1)
    await human('Thank you both')
    await arrived('received', 'Thank you both')
    expect((await say('Any time.')).status).toBe(201)

    // One thread on one line, and one history in both APIs.
    const sent = await thread()
    expect(sent.map(({ text }) => text)).toEqual([
      'I am, and I am Rex.',
      'You are: this is Ada.',
      'Any time.',
    ])
    for (const each of sent) expect(each).toMatchObject({ line, remote_number: HUMAN, conversation_id: id })
    const history = [
      'Is anybody there?',
      'I am, and I am Rex.',
      'Can I talk to a person?',
      'You are: this is Ada.',
      'Thank you both',
      'Any time.',
    ]
    const { body: messages } = await asIdentity('GET', `/messages?conversation_id=${id}`)
    expect(messages.map(({ content }: Json) => content).toReversed()).toEqual(history)
    const { payload: after } = await asPerson('GET', `/conversations/${shown.id}/messages`)
    expect(contents(after)).toEqual(history)
    expect(JSON.stringify(messages)).not.toContain(line)
  })

  it('is told to the agent while it is its own, signed with its key, once for each event', async () => {
    await arrived('sent', 'Any time.')
    const said = (event: string) => told(event).map(({ body }) => body.data.message.content)
    expect(said('received')).toEqual(['Is anybody there?', 'Thank you both'])
    expect(said('sent')).toEqual(['I am, and I am Rex.', 'Any time.'])
    expect(new Set(sink.arrivals.map(({ body }) => body.id)).size).toBe(sink.arrivals.length)
    for (const { headers, text } of sink.arrivals) {
      const [request, at] = [headers['x-inkbox-request-id'], headers['x-inkbox-timestamp']]
      const mac = createHmac('sha256', signingKey.replace(/^whsec_/, '')).update(`${request}.${at}.${text}`)
      expect(headers['x-inkbox-signature']).toBe(`sha256=${mac.digest('hex')}`)
      expect(text).not.toContain(line)
    }
  })

  it('is told again when that is asked for, as the same event', async () => {
    const path = '/api/v1/webhooks/deliveries'
    const list = async () => (await asBackend('GET', `${path}?event_type=imessage.delivered`)).deliveries
    await until('it is in the log', async () => (await list())[0]?.response_status === 200)
    const [delivery] = await list()
    const replay = await asBackend('POST', `${path}/${delivery.id}/replay`)
    await until('it arrives again', () => told('delivered').length === 2)
    const [first, again] = told('delivered')
    expect(again?.text).toBe(first?.text)
    expect(again?.headers['x-inkbox-request-id']).toBe(replay.id)
    expect(first?.headers['x-inkbox-request-id']).toBe(delivery.id)
  })
})
