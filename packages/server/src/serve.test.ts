import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { Webhook } from 'standardwebhooks'
import { type Client, createClient } from '../testing/client.ts'
import { runCommand, type Settings } from '../testing/command-line.ts'
import { addAgent, type Founded, found } from '../testing/people.ts'
import { PLACES, type Place } from '../testing/places.ts'
import { type Served, startServed } from '../testing/served.ts'
import { type Arrival, type Sink, startSink } from '../testing/sink.ts'

describe.each(PLACES)('a server on $name', ({ create }) => {
  let place: Place
  let settings: Settings
  let served: Served
  let sink: Sink
  let organization: Founded
  let agent: { readonly id: number; readonly token: string }
  let ask: Client

  beforeAll(async () => {
    place = await create()
    settings = { ...place.settings, PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8' }
    await runCommand(['migrate'], settings)
    organization = await found(settings)
    agent = await addAgent(settings, organization.organizationId)
    sink = await startSink()
    served = await startServed(settings)
    ask = createClient(served.url)
  }, 60_000)

  afterAll(async () => {
    await served?.stop()
    await sink?.close()
    await place?.remove()
  })

  const account = () => `/api/v1/accounts/${organization.accountId}`
  const asOwner = (body?: unknown) => ({ token: organization.owner.token, body })
  const asAgent = (body?: unknown) => ({ token: agent.token, body })

  /** An inbox with the agent in it, and a conversation in which a contact wrote. */
  const beginConversation = async (path: string) => {
    const channel = { type: 'api', webhook_url: `${sink.url}${path}` }
    const inbox = (await ask('POST', `${account()}/inboxes`, asOwner({ name: 'App', channel }))).body
    const members = { inbox_id: inbox.id, user_ids: [agent.id] }
    expect((await ask('POST', `${account()}/inbox_members`, asOwner(members))).status).toBe(200)
    const door = `/public/api/v1/inboxes/${inbox.inbox_identifier}`
    const contact = (await ask('POST', `${door}/contacts`, { body: { name: 'Zoe' } })).body
    const conversations = `${door}/contacts/${contact.source_id}/conversations`
    const conversation = (await ask('POST', conversations, { body: {} })).body
    const messages = `${conversations}/${conversation.id}/messages`
    expect((await ask('POST', messages, { body: { content: 'Hello?' } })).status).toBe(200)
    return { inbox, number: conversation.id as number }
  }

  const assigneeOf = async (number: number) =>
    (await ask('GET', `${account()}/conversations/${number}`, asOwner())).body.meta.assignee?.id

  const reply = async (number: number, content: string) => {
    const sent = await ask('POST', `${account()}/conversations/${number}/messages`, asAgent({ content }))
    expect(sent).toMatchObject({ status: 200, body: { content, message_type: 1 } })
    return sent.body.id as number
  }

  const arrivalsOf = (path: string, content: string): readonly Arrival[] =>
    sink.arrivals.filter(
      (arrival) =>
        arrival.path === path && arrival.body.event === 'message_created' && arrival.body.content === content,
    )

  it('is alive and ready, and has numbers to show', async () => {
    expect(await ask('GET', '/healthz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    expect(await ask('GET', '/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } })
    const metrics = await ask('GET', '/metrics')
    expect(metrics.status).toBe(200)
    for (const name of [
      'parlance_http_request_duration_seconds',
      'parlance_log_organizations_behind',
      'nodejs_',
    ]) {
      expect(metrics.body).toContain(name)
    }
  })

  it('takes a question to an agent, and the answer to both webhooks, signed', async () => {
    const hook = { url: `${sink.url}/account`, subscriptions: ['message_created'] }
    const webhook = (await ask('POST', `${account()}/webhooks`, asOwner(hook))).body.payload.webhook
    const { inbox, number } = await beginConversation('/inbox')
    await until('the conversation is given to the agent', async () => (await assigneeOf(number)) === agent.id)
    const id = await reply(number, 'At your service')
    const paths = ['/inbox', '/account']
    await until('both webhooks have it', () =>
      paths.every((path) => arrivalsOf(path, 'At your service').length > 0),
    )

    for (const [path, secret] of [
      ['/inbox', inbox.secret],
      ['/account', webhook.secret],
    ]) {
      const [arrival] = arrivalsOf(path, 'At your service')
      expect(arrival?.body).toMatchObject({ id, message_type: 'outgoing', conversation: { id: number } })
      expectSigned(arrival, secret)
    }
  })

  it('tells a receiver again that could not take it', async () => {
    const { number } = await beginConversation('/failing')
    sink.refuse(1, ({ path, body }) => path === '/failing' && body.content === 'Once more')
    await reply(number, 'Once more')
    await until('it came twice', () => arrivalsOf('/failing', 'Once more').length === 2)
    const [first, second] = arrivalsOf('/failing', 'Once more')
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
    expect(second?.text).toBe(first?.text)
  })

  it('writes no secret into its log', () => {
    const log = served.stdout() + served.stderr()
    expect(log).toContain('"msg":"request"')
    for (const secret of [organization.owner.token, agent.token]) expect(log).not.toContain(secret)
    expect(log).not.toContain('whsec_')
  })
})

const expectSigned = (arrival: Arrival | undefined, secret: string): void => {
  if (!arrival) throw new Error('There is no arrival')
  const { headers, text } = arrival
  const header = (name: string) => String(headers[name])
  const standard = {
    'webhook-id': header('webhook-id'),
    'webhook-timestamp': header('webhook-timestamp'),
    'webhook-signature': header('webhook-signature'),
  }
  expect(new Webhook(secret).verify(text, standard)).toEqual(JSON.parse(text))
  const signature = createHmac('sha256', secret)
    .update(`${header('x-chatwoot-timestamp')}.${text}`)
    .digest('hex')
  expect(headers['x-chatwoot-signature']).toBe(`sha256=${signature}`)
  expect(headers['x-chatwoot-delivery']).toBe(headers['webhook-id'])
}
