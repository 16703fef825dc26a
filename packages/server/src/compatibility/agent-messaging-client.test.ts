import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { runCommand } from '../../testing/command-line.ts'
import { type Founded, found } from '../../testing/people.ts'
import { PLACES, type Place } from '../../testing/places.ts'
import { type Served, startServed } from '../../testing/served.ts'

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
type Json = any

interface Sent {
  readonly query?: Readonly<Record<string, unknown>>
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Who was refused, as the public clients tell it. */
class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number
  readonly detail: Json
  constructor(status: number, detail: Json) {
    super(`${status} ${JSON.stringify(detail)}`)
    this.status = status
    this.detail = detail
  }
}

/** Null and undefined are dropped, booleans are words, and a list repeats its key. */
const queryOf = (query: Readonly<Record<string, unknown>>): string => {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) if (one !== undefined && one !== null) search.append(name, String(one))
  }
  return search.size === 0 ? '' : `?${search}`
}

/** Sends what the public clients send: their headers, no content type without a body, and no redirect is followed. */
const clientOf =
  (url: string, key: string) =>
  async (method: string, path: string, { query = {}, body, headers = {} }: Sent = {}): Promise<Json> => {
    const form = body instanceof FormData
    const response = await fetch(`${url}/api/v1${path}${queryOf(query)}`, {
      method,
      redirect: 'manual',
      headers: {
        'X-API-Key': key,
        Accept: 'application/json',
        'User-Agent': 'inkbox-typescript/0.5.14',
        ...(body !== undefined && !form && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: form ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    if (!response.ok) throw new Refused(response.status, ((await response.json()) as Json).detail)
    // Anything but 204 is parsed, and must be JSON.
    return response.status === 204 ? undefined : response.json()
  }

type Client = ReturnType<typeof clientOf>

const refusal = async (call: Promise<unknown>): Promise<Refused> => {
  const thrown = await call.then(
    () => null,
    (error: unknown) => error,
  )
  if (thrown instanceof Refused) return thrown
  throw new Error('It was not refused')
}

describe.each(PLACES)('the public clients of the agent-messaging API, on $name', ({ create }) => {
  let place: Place
  let served: Served
  let founded: Founded
  let admin: Client
  let agent: Client
  let identity: Json
  let router: string

  let texts = 0
  const bring = async (from: string, text: string, line = router): Promise<Json> => {
    texts += 1
    const response = await fetch(`${served.url}/gateway/imessage/inbound`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${founded.keys.gateway}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ line, from, text, external_id: `client-${texts}` }),
    })
    return response.json()
  }
  const connected = async (from: string, text = 'Hi'): Promise<Json> => {
    const { connection } = await bring(from, `connect @${identity.agent_handle}`)
    return { line: connection.line, ...(await bring(from, text, connection.line)) }
  }
  const page = { limit: 50, offset: 0 }

  beforeAll(async () => {
    place = await create()
    await runCommand(['migrate'], place.settings)
    founded = await found(place.settings)
    served = await startServed(place.settings)
    admin = clientOf(served.url, founded.keys.server)
    identity = await admin('POST', '/identities/', {
      body: { agent_handle: 'concierge', display_name: 'Concierge', imessage_enabled: true, mailbox: {} },
    })
    const { api_key } = await admin('POST', '/api-keys', {
      body: { label: 'concierge', scoped_identity_id: identity.id },
    })
    agent = clientOf(served.url, api_key)
    router = (await agent('GET', '/imessage/triage-number')).number
  }, 120_000)

  afterAll(async () => {
    await served?.stop()
    await place?.remove()
  })

  it('list conversations and read them, as the identity asks and as an administrator does', async () => {
    const human = '+15551110001'
    const { conversation_id } = await connected(human, 'Hello')
    const [summary] = await agent('GET', '/imessage/conversations', {
      query: { ...page, agent_identity_id: identity.id, is_blocked: undefined, include_groups: null },
    })
    expect(summary).toMatchObject({
      id: conversation_id,
      assignment_status: 'active',
      remote_number: human,
      latest_text: 'Hello',
      unread_count: 1,
      total_count: 1,
    })
    const listed = await agent('GET', '/imessage/messages', {
      query: { ...page, conversation_id, is_read: false, is_blocked: false },
    })
    expect(listed).toMatchObject([
      { direction: 'inbound', content: 'Hello', status: 'received', is_read: false },
    ])
    const one = await admin('GET', `/imessage/conversations/${conversation_id}`, {
      query: { agent_identity_id: identity.id },
    })
    expect(one).toMatchObject({ id: conversation_id, assignment_id: summary.assignment_id })
    const assignments = await agent('GET', '/imessage/assignments', { query: page })
    expect(assignments).toMatchObject([{ id: summary.assignment_id, remote_number: human, status: 'active' }])
    const day = summary.latest_message_at.slice(0, 10)
    const that = { ...page, conversation_id, start_datetime: day, end_datetime: day, tz: 'UTC' }
    expect(await agent('GET', '/imessage/messages', { query: that })).toHaveLength(1)
  })

  it('answer, mark as read, type and tap back', async () => {
    const human = '+15551110002'
    const { conversation_id, message_id } = await connected(human)
    const { message } = await agent('POST', '/imessage/messages', {
      query: { agent_identity_id: identity.id },
      body: { to: human, text: 'Good day', send_style: 'gentle' },
    })
    expect(message).toMatchObject({
      conversation_id,
      direction: 'outbound',
      status: 'queued',
      is_blocked: false,
    })
    const read = { conversation_id, updated_count: 1 }
    expect(await agent('POST', '/imessage/mark-read', { body: { conversation_id } })).toEqual(read)
    expect(await agent('POST', '/imessage/typing', { body: { conversation_id } })).toEqual({ status: 'sent' })
    const reaction = await agent('POST', '/imessage/reactions', {
      body: { message_id, reaction: 'love', part_index: 0 },
    })
    expect(reaction).toMatchObject({
      target_message_id: message_id,
      direction: 'outbound',
      remote_number: human,
    })
    const shown = await agent('GET', `/imessage/messages/${message_id}`)
    expect(shown).toMatchObject({ is_read: true, reactions: [{ id: reaction.id, reaction: 'love' }] })
    expect(await agent('DELETE', `/imessage/reactions/${reaction.id}`)).toBeUndefined()
    expect(await agent('DELETE', `/imessage/reactions/${reaction.id}`)).toBeUndefined()
  })

  it('send a file that they uploaded', async () => {
    const { conversation_id } = await connected('+15551110003')
    const form = new FormData()
    form.append('file', new Blob(['GIF89a'], { type: 'image/gif' }), 'cat.gif')
    const kept = await agent('POST', '/imessage/media', { body: form })
    const { message } = await agent('POST', '/imessage/messages', {
      body: { conversation_id, media_urls: [kept.media_url] },
    })
    expect(message).toMatchObject({ content: null, media: [{ url: kept.media_url }] })
    expect((await fetch(kept.media_url)).status).toBe(200)
  })

  it('send once what they send again', async () => {
    const { conversation_id } = await connected('+15551110004')
    const body = { conversation_id, text: 'Only once' }
    const headers = { 'Idempotency-Key': crypto.randomUUID(), Prefer: 'idempotency-replay' }
    const sends = Array.from({ length: 8 }, () => agent('POST', '/imessage/messages', { body, headers }))
    const ids = new Set((await Promise.all(sends)).map(({ message }) => message.id))
    expect(ids.size).toBe(1)
    const reused = agent('POST', '/imessage/messages', { body: { ...body, text: 'Other' }, headers })
    expect(await refusal(reused)).toMatchObject({ status: 409, detail: { error: 'idempotency_key_reused' } })
    const listed: Json[] = await agent('GET', '/imessage/messages', { query: { ...page, conversation_id } })
    expect(listed.filter(({ direction }) => direction === 'outbound')).toHaveLength(1)
  })

  it('are told why they may not', async () => {
    const human = '+15551110005'
    const send = (body: object) => agent('POST', '/imessage/messages', { body })
    expect(await refusal(send({ to: human, text: 'x' }))).toMatchObject({
      status: 404,
      detail: { router_number: router, connect_command: 'connect @concierge' },
    })
    await bring(human, 'connect @concierge')
    expect(await refusal(send({ to: human, text: 'x' }))).toMatchObject({
      status: 409,
      detail: { error: 'imessage_awaiting_inbound' },
    })
    const { conversation_id } = await connected(human)
    await bring(human, 'disconnect @concierge')
    expect(await refusal(send({ conversation_id, text: 'x' }))).toMatchObject({
      status: 409,
      detail: { error: 'imessage_assignment_inactive', message: expect.stringContaining('router') },
    })
    const { assignment_status } = await agent('GET', `/imessage/conversations/${conversation_id}`)
    expect(assignment_status).toBe('released')
    expect(await refusal(send({ text: 'x' }))).toMatchObject({
      status: 422,
      detail: [{ loc: ['body', 'to'] }],
    })
    expect(await refusal(clientOf(served.url, 'wrong')('GET', '/imessage/numbers'))).toMatchObject({
      status: 401,
      detail: expect.any(String),
    })
  })

  it('keep somebody out, see what it says as administrators alone, and let it in again', async () => {
    const human = '+15551110006'
    const { conversation_id, line } = await connected(human, 'Let me in')
    const rules = `/imessage/identities/@${identity.agent_handle}/contact-rules`
    const body = { action: 'block', match_type: 'exact_number', match_target: human }
    const rule = await agent('POST', rules, { body })
    expect(await refusal(agent('POST', rules, { body }))).toMatchObject({
      status: 409,
      detail: { existing_rule_id: rule.id },
    })
    await bring(human, 'Hello?', line)
    const query = { ...page, conversation_id }
    const contents = (listed: Json[]) => listed.map(({ content }) => content)
    expect(contents(await agent('GET', '/imessage/messages', { query }))).toEqual(['Let me in'])
    const audited = await admin('GET', '/imessage/messages', { query: { ...query, is_blocked: true } })
    expect(audited).toMatchObject([{ content: 'Hello?', is_blocked: true }])
    const sent = agent('POST', '/imessage/messages', { body: { conversation_id, text: 'x' } })
    expect(await refusal(sent)).toMatchObject({
      status: 403,
      detail: { error: 'recipient_blocked', matched_rule_id: rule.id, address: human },
    })
    expect(await refusal(agent('DELETE', `${rules}/${rule.id}`))).toMatchObject({ status: 403 })
    expect(
      await admin('GET', '/imessage/contact-rules', { query: { agent_identity_id: identity.id } }),
    ).toEqual([rule])
    expect(await admin('PATCH', `${rules}/${rule.id}`, { body: { action: 'allow' } })).toMatchObject({
      action: 'allow',
    })
    expect(await admin('DELETE', `${rules}/${rule.id}`)).toBeUndefined()
    expect(await agent('GET', rules)).toEqual([])
    expect(
      await agent('POST', '/imessage/messages', { body: { conversation_id, text: 'Welcome' } }),
    ).toMatchObject({
      message: { content: 'Welcome' },
    })
  })

  it('page through many conversations, the one that was written in last first', async () => {
    const ids: string[] = []
    for (let count = 0; count < 12; count += 1)
      ids.unshift((await connected(`+1555222${String(count).padStart(4, '0')}`)).conversation_id)
    const first: Json[] = await agent('GET', '/imessage/conversations', { query: { limit: 8, offset: 0 } })
    const second: Json[] = await agent('GET', '/imessage/conversations', { query: { limit: 4, offset: 8 } })
    expect([...first, ...second].map(({ id }) => id)).toEqual(ids)
    const messages: Json[] = await agent('GET', '/imessage/messages', { query: { limit: 5, offset: 2 } })
    expect(messages.map(({ conversation_id }) => conversation_id)).toEqual(ids.slice(2, 7))
  })

  it('have no numbers of their own here', async () => {
    expect(await agent('GET', '/imessage/numbers')).toEqual([])
    const claim = admin('POST', '/imessage/numbers', {
      body: { type: 'dedicated_inbound' },
      headers: { 'Idempotency-Key': 'claim-1' },
    })
    expect(await refusal(claim)).toMatchObject({
      status: 402,
      detail: { error: 'dedicated_imessage_number_quota_exceeded', limit: 0 },
    })
  })
})
