import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { runCommand } from '../../testing/command-line.ts'
import { addAgent, type Founded, found } from '../../testing/people.ts'
import { PLACES, type Place } from '../../testing/places.ts'
import { type Served, startServed } from '../../testing/served.ts'
import { type Arrival, type Sink, startSink } from '../../testing/sink.ts'

const EVENTS = [
  'conversation.created',
  'conversation.resolved',
  'conversation.assigned',
  'message.created',
  'callback.requested',
]

describe.each(PLACES)('a conversation with support over two APIs, on $name', ({ create }) => {
  let place: Place
  let served: Served
  let sink: Sink
  let founded: Founded
  let agent: { readonly id: number; readonly token: string }

  beforeAll(async () => {
    place = await create()
    const settings = { ...place.settings, PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8' }
    await runCommand(['migrate'], settings)
    founded = await found(settings)
    agent = await addAgent(settings, founded.organizationId)
    sink = await startSink()
    served = await startServed(settings)
  }, 120_000)

  afterAll(async () => {
    await served?.stop()
    await sink?.close()
    await place?.remove()
  })

  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
  const ask = async (method: string, path: string, headers: object, body?: unknown): Promise<any> => {
    const response = await fetch(`${served.url}${path}`, {
      method,
      headers: { ...headers, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json()
  }
  const asBackend = (method: string, path: string, body?: unknown) =>
    ask(method, path, { 'X-API-Key': founded.keys.server }, body)
  const asPage = (method: string, path: string, body?: unknown) =>
    ask(method, path, { Authorization: `Bearer ${founded.keys.client}` }, body)
  const asAgent = (method: string, path: string, body?: unknown) =>
    ask(method, `/api/v1/accounts/${founded.accountId}${path}`, { api_access_token: agent.token }, body)

  const arrived = async (such: (arrival: Arrival) => boolean): Promise<Arrival> => {
    await until('a webhook', async () => sink.arrivals.some(such))
    return sink.arrivals.find(such) as Arrival
  }
  const named = (event: string) => (arrival: Arrival) => arrival.body.event === event

  it('is opened by a page, answered by an agent, told by webhooks that verify, and resolved', async () => {
    const hook = await asBackend('POST', '/api/v1/webhooks/', { url: `${sink.url}/support`, events: EVENTS })
    const opened = await asPage('POST', '/api/v1/conversations/create/', {
      subject: 'Where is my order?',
      user_email: 'grace@example.test',
      user_first_name: 'Grace',
      description: 'It was due on Monday.',
      channel: 'callback',
      metadata: { order: 7 },
    })
    const told = {
      id: opened.id,
      number: opened.number,
      subject: 'Where is my order?',
      requester_email: 'grace@example.test',
      channel: 'callback',
      metadata: { order: 7 },
    }
    for (const event of ['conversation.created', 'callback.requested'])
      expect((await arrived(named(event))).body).toEqual({ event, conversation: { ...told, status: 'open' } })

    await asAgent('POST', `/conversations/${opened.number}/assignments`, { assignee_id: agent.id })
    expect((await arrived(named('conversation.assigned'))).body.conversation).toMatchObject({ id: opened.id })
    await asAgent('POST', `/conversations/${opened.number}/messages`, { content: 'It is on its way.' })

    const path = `/api/v1/conversations/${opened.id}`
    const messages = await asPage('GET', `${path}/messages/?user_email=Grace@example.test`)
    expect(messages.results.map(({ body }: { body: string }) => body)).toEqual([
      'It was due on Monday.',
      'It is on its way.',
    ])
    const reply = messages.results[1]
    const told2 = await arrived(({ body }) => body.message_id === reply.id)
    expect(told2.body).toMatchObject({ event: 'message.created', message_type: 'reply', conversation: told })

    expect(await asBackend('POST', `${path}/resolve/`)).toMatchObject({ id: opened.id, status: 'closed' })
    const resolved = await arrived(named('conversation.resolved'))
    expect(resolved.body.conversation).toMatchObject({ ...told, status: 'closed' })
    expect(await asAgent('GET', `/conversations/${opened.number}`)).toMatchObject({ status: 'resolved' })

    for (const { headers, text, body } of sink.arrivals) {
      expect(headers['x-bancroft-event']).toBe(body.event)
      const signature = createHmac('sha256', hook.secret).update(text).digest('hex')
      expect(headers['x-bancroft-signature']).toBe(signature)
    }

    await asPage('POST', `${path}/messages/create/`, {
      body: 'Still not here',
      user_email: 'grace@example.test',
    })
    expect(await asBackend('GET', `${path}/`)).toMatchObject({ status: 'open' })
    const { payload } = await asAgent('GET', `/conversations/${opened.number}/messages`)
    expect(payload.at(-1)).toMatchObject({ message_type: 2 })
  })

  it('tells nothing of conversations in other inboxes', async () => {
    const before = sink.arrivals.length
    const token = { api_access_token: founded.owner.token }
    const account = `/api/v1/accounts/${founded.accountId}`
    const inbox = await ask('POST', `${account}/inboxes`, token, { name: 'App', channel: { type: 'api' } })
    const door = `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts`
    const { source_id } = await ask('POST', door, {}, { name: 'Ada' })
    await ask('POST', `${door}/${source_id}/conversations`, {}, {})
    // What is told after it was not told before it.
    const last = await asBackend('POST', '/api/v1/conversations/create/', { subject: 'Last' })
    await arrived(({ body }) => body.conversation.id === last.id)
    const since = sink.arrivals.slice(before).map(({ body }) => body.conversation.subject)
    expect(new Set(since.filter((subject) => subject !== 'Where is my order?'))).toEqual(new Set(['Last']))
  })
})
