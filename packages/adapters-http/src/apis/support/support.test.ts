import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../testing/test-server.fixtures.ts'
import { mintKeys, type SupportKeys, said } from './support.fixtures.ts'

let server: TestServer
let keys: SupportKeys
beforeAll(async () => {
  server = await openTestServer()
  keys = await mintKeys(server)
})
afterAll(() => server.close())

const CREATE = '/api/v1/conversations/create/'
const LIST = '/api/v1/conversations/'
const at = (id: unknown, rest = '') => `/api/v1/conversations/${id}/${rest}`

const pathIn = (address: string | null) => address?.slice(server.url.length) ?? ''

interface Shown {
  readonly id: string
  readonly number: number
  readonly status: string
}
interface Listed {
  readonly count: number
  readonly next: string | null
  readonly previous: string | null
  readonly results: readonly Shown[]
}
interface Messages {
  readonly count: number
  readonly results: readonly { readonly body: string; readonly message_type: string }[]
}

const open = async (body: object, kind: 'server' | 'client' = 'server') =>
  said<Shown>(await keys.as(kind, 'POST', CREATE, { subject: 'Help', ...body }), 201)

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

describe('opening a conversation', () => {
  it('shows all that was said about it, and keeps the description as the first message', async () => {
    const answer = await keys.as('server', 'POST', CREATE, {
      subject: 'Where is my order?',
      user_email: 'Ada@Example.test',
      user_first_name: 'Ada',
      user_last_name: 'King',
      description: 'It was due on Monday.',
      priority: 'urgent',
      channel: 'email',
      metadata: { order: 7, deep: { list: [1, null] } },
    })
    const conversation = said<Shown>(answer, 201)
    expect(conversation).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      number: expect.any(Number),
      subject: 'Where is my order?',
      status: 'open',
      priority: 'urgent',
      channel: 'email',
      metadata: { order: 7, deep: { list: [1, null] } },
      requester: { email: 'ada@example.test', first_name: 'Ada', last_name: 'King' },
      created_at: expect.stringMatching(ISO),
      updated_at: expect.stringMatching(ISO),
    })
    expect(said(await keys.as('server', 'GET', at(conversation.id, 'messages/')), 200)).toEqual({
      count: 1,
      results: [
        {
          id: expect.any(String),
          sender_email: 'ada@example.test',
          body: 'It was due on Monday.',
          message_type: 'reply',
          created_at: expect.stringMatching(ISO),
        },
      ],
    })
  })

  it('knows a requester again, in any case, and does not change it', async () => {
    const { requester } = (await open({ user_email: 'ADA@example.TEST', user_first_name: 'Eve' })) as never
    expect(requester).toEqual({ email: 'ada@example.test', first_name: 'Ada', last_name: 'King' })
  })

  it('has standards that depend on the key, and takes somebody anonymous', async () => {
    const anonymous = { email: null, first_name: null, last_name: null }
    expect(await open({}, 'client')).toMatchObject({
      channel: 'web',
      priority: 'normal',
      requester: anonymous,
    })
    expect(await open({ description: 'Hi' })).toMatchObject({ channel: 'api', requester: anonymous })
    expect(await open({ description: 'Hi' }, 'client')).toMatchObject({ status: 'open', metadata: {} })
  })

  it.each([
    [{}, { subject: ['This field is required.'] }],
    [{ subject: '  ' }, { subject: ['This field may not be blank.'] }],
    [{ subject: 'x'.repeat(501) }, { subject: ['Ensure this field has no more than 500 characters.'] }],
    [{ subject: 'x', user_email: 'nobody' }, { user_email: ['Enter an e-mail address.'] }],
    [{ subject: 'x', priority: 'extreme' }, { priority: ['This is not a valid choice.'] }],
    [{ subject: 'x', channel: 'fax' }, { channel: ['This is not a valid choice.'] }],
    [{ subject: 'x', metadata: [1] }, { metadata: ['Enter a valid value.'] }],
  ])('refuses %j', async (body, errors) => {
    const answer = await keys.as('server', 'POST', CREATE, body)
    expect(answer).toMatchObject({ status: 400, json: { detail: expect.any(String), errors } })
  })

  it('answers a repeated request as the first one, also for somebody anonymous', async () => {
    const body = { subject: 'Once' }
    const first = await keys.as('server', 'POST', CREATE, body, { 'Idempotency-Key': 'once' })
    const again = await keys.as('server', 'POST', CREATE, body, { 'Idempotency-Key': 'once' })
    expect(again).toMatchObject({ status: 201, json: first.json })
    expect(again.headers.get('Idempotency-Replayed')).toBe('true')
    const other = await keys.as('server', 'POST', CREATE, { subject: 'Other' }, { 'Idempotency-Key': 'once' })
    expect(other.status).toBe(409)
  })
})

describe('listing conversations', () => {
  it('tells pages, newest first, with and without a slash, narrowed to a requester and a status', async () => {
    const made: Shown[] = []
    for (let number = 0; number < 5; number += 1) made.push(await open({ user_email: 'list@example.test' }))
    const path = `${LIST}?user_email=LIST@example.test&limit=2`
    const first = said<Listed>(await keys.as('client', 'GET', path), 200)
    expect(first.count).toBe(5)
    expect(first.results.map(({ id }) => id)).toEqual([made[4]?.id, made[3]?.id])
    expect(first.previous).toBeNull()
    const second = said<Listed>(await keys.as('client', 'GET', pathIn(first.next)), 200)
    expect(second.results.map(({ id }) => id)).toEqual([made[2]?.id, made[1]?.id])
    expect(second.previous).toBe(`${server.url}${LIST}?user_email=list%40example.test&limit=2`)
    const third = said<Listed>(await keys.as('client', 'GET', pathIn(second.next)), 200)
    expect(third).toMatchObject({ next: null, results: [{ id: made[0]?.id }] })
    await keys.as('server', 'POST', at(made[0]?.id, 'resolve/'))
    for (const [status, count] of [
      ['closed', 1],
      ['open', 4],
      ['resolved', 0],
      ['pending', 0],
    ] as const) {
      const narrowed = await keys.as(
        'server',
        'GET',
        `${LIST.slice(0, -1)}?user_email=list@example.test&status=${status}`,
      )
      expect(said<Listed>(narrowed, 200)).toMatchObject({ count })
    }
  })

  it('counts all of them for a backend, and refuses a client key that names nobody', async () => {
    const all = said<Listed>(await keys.as('server', 'GET', LIST), 200)
    const counts: number[] = []
    for (const status of ['open', 'pending', 'resolved', 'closed'])
      counts.push(said<Listed>(await keys.as('server', 'GET', `${LIST}?status=${status}`), 200).count)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(all.count)
    expect(all.results.length).toBe(Math.min(20, all.count))
    expect(await keys.as('client', 'GET', LIST)).toMatchObject({ status: 403 })
    const nobody = await keys.as('client', 'GET', `${LIST}?user_email=nobody@example.test`)
    expect(nobody.json).toEqual({ count: 0, next: null, previous: null, results: [] })
  })

  it.each(['limit=0', 'limit=101', 'limit=x', 'offset=-1', 'status=odd'])('refuses ?%s', async (query) => {
    const name = query.split('=')[0] ?? ''
    const answer = await keys.as('server', 'GET', `${LIST}?${query}`)
    expect(answer).toMatchObject({ status: 400, json: { errors: { [name]: [expect.any(String)] } } })
  })
})

describe('a client key', () => {
  it('reaches the conversations of the requester that it names, and learns nothing of others', async () => {
    const { id } = await open({ user_email: 'own@example.test', description: 'Hello' })
    for (const rest of ['', 'messages/']) {
      expect(await keys.as('client', 'GET', `${at(id, rest)}?user_email=OWN@example.test`)).toMatchObject({
        status: 200,
      })
      for (const query of ['', '?user_email=ada@example.test', '?user_email='])
        expect(await keys.as('client', 'GET', at(id, rest) + query)).toMatchObject({
          status: 404,
          json: { detail: 'Not found.' },
        })
    }
    const own = { body: 'More', user_email: 'own@example.test' }
    expect(await keys.as('client', 'POST', at(id, 'messages/create/'), own)).toMatchObject({ status: 201 })
    const other = { body: 'More', user_email: 'ada@example.test' }
    expect(await keys.as('client', 'POST', at(id, 'messages/create/'), other)).toMatchObject({ status: 404 })
  })

  it('does not speak as an agent, resolve, or see webhooks', async () => {
    const { id } = await open({ user_email: 'own@example.test' })
    const agent = { body: 'I am an agent', user_email: server.seeded.agents[0]?.email }
    expect(await keys.as('client', 'POST', at(id, 'messages/create/'), agent)).toMatchObject({ status: 403 })
    expect(await keys.as('client', 'POST', at(id, 'resolve/'))).toMatchObject({ status: 403 })
    expect(await keys.as('client', 'GET', '/api/v1/webhooks')).toMatchObject({ status: 403 })
  })

  it('is never shown a note', async () => {
    const { id, number } = await open({ user_email: 'own@example.test', description: 'Hello' })
    await server.owner('POST', `/conversations/${number}/messages`, { content: 'psst', private: true })
    const backend = said<Messages>(await keys.as('server', 'GET', at(id, 'messages')), 200)
    expect(backend.results.map(({ body, message_type }) => [body, message_type])).toEqual([
      ['Hello', 'reply'],
      ['psst', 'note'],
    ])
    const page = await keys.as('client', 'GET', `${at(id, 'messages')}?user_email=own@example.test`)
    expect(said<Messages>(page, 200)).toMatchObject({ count: 1, results: [{ body: 'Hello' }] })
  })
})

describe('messages', () => {
  it('are an agent’s, the customer’s, or those of somebody new, by the address', async () => {
    const agent = server.seeded.agents[1]
    const { id, number } = await open({ user_email: 'talk@example.test', description: 'First' })
    const post = async (user_email: string | undefined, body: string) =>
      said(await keys.as('server', 'POST', at(id, 'messages/create/'), { body, user_email }), 201)
    expect(await post(agent?.email.toUpperCase(), 'Second')).toMatchObject({ sender_email: agent?.email })
    expect(await post('Talk@example.test', 'Third')).toMatchObject({ sender_email: 'talk@example.test' })
    expect(await post('friend@example.test', 'Fourth')).toMatchObject({ sender_email: 'friend@example.test' })
    const shown = await server.owner('GET', `/conversations/${number}/messages`)
    const kinds = (shown.json as { payload: readonly { message_type: number; content: string }[] }).payload
    expect(kinds.map(({ content, message_type }) => [content, message_type])).toEqual([
      ['First', 0],
      ['Second', 1],
      ['Third', 0],
      ['Fourth', 0],
    ])
    const part = await keys.as('server', 'GET', `${at(id, 'messages')}?limit=2&offset=1`)
    expect(said<Messages>(part, 200)).toMatchObject({
      count: 4,
      results: [{ body: 'Second' }, { body: 'Third' }],
    })
  })

  it.each([
    [{ user_email: 'talk@example.test' }, { body: ['This field is required.'] }],
    [{ body: ' ', user_email: 'talk@example.test' }, { body: ['This field may not be blank.'] }],
    [{ body: 'x' }, { user_email: ['This field is required.'] }],
    [{ body: 'x', user_email: 'talk' }, { user_email: ['Enter an e-mail address.'] }],
  ])('are refused as %j', async (body, errors) => {
    const { id } = await open({ user_email: 'talk@example.test' })
    const answer = await keys.as('server', 'POST', at(id, 'messages/create'), body)
    expect(answer).toMatchObject({ status: 400, json: { errors } })
  })
})

describe('resolving', () => {
  it('closes a conversation, which a message of the customer opens again', async () => {
    const { id } = await open({ user_email: 'close@example.test' })
    expect(said(await keys.as('server', 'POST', at(id, 'resolve/')), 200)).toMatchObject({ status: 'closed' })
    expect(said(await keys.as('server', 'POST', at(id, 'resolve')), 200)).toMatchObject({ status: 'closed' })
    await keys.as('client', 'POST', at(id, 'messages/create/'), {
      body: 'Wait',
      user_email: 'close@example.test',
    })
    expect(said(await keys.as('server', 'GET', at(id)), 200)).toMatchObject({ status: 'open' })
  })

  it('is told from being resolved by an agent, which a note does not undo', async () => {
    const { id, number } = await open({ user_email: 'close@example.test' })
    const become = (status: string) =>
      server.owner('POST', `/conversations/${number}/toggle_status`, { status })
    const status = async () => said<Shown>(await keys.as('server', 'GET', at(id)), 200).status
    await become('resolved')
    expect(await status()).toBe('resolved')
    await keys.as('server', 'POST', at(id, 'resolve/'))
    expect(await status()).toBe('closed')
    await become('open')
    await become('resolved')
    expect(await status()).toBe('resolved')
    await become('pending')
    expect(await status()).toBe('pending')
    await become('snoozed')
    expect(await status()).toBe('pending')
  })
})

describe('what is not there', () => {
  it('is not found, and neither is what is no conversation with support', async () => {
    const elsewhere = server.seeded.conversation.conversation.id
    for (const id of ['nothing', '00000000-0000-7000-8000-000000000000', elsewhere])
      for (const [method, rest, body] of [
        ['GET', '', undefined],
        ['GET', 'messages/', undefined],
        ['POST', 'resolve/', {}],
        ['POST', 'messages/create/', { body: 'x', user_email: 'a@example.test' }],
      ] as const) {
        const answer = await keys.as('server', method, at(id, rest), body)
        expect(answer).toMatchObject({ status: 404, json: { detail: 'Not found.' } })
      }
  })

  it('is told to somebody without a good key in the same words, whatever is wrong with it', async () => {
    const refused = { status: 401, json: { detail: 'Invalid or revoked API key.' } }
    expect(await server.ask('GET', LIST)).toMatchObject(refused)
    for (const key of ['sk_live_x', keys.server.slice(0, -1), server.seeded.tokens.owner])
      expect(await server.ask('GET', LIST, { headers: { 'X-API-Key': key } })).toMatchObject(refused)
    const bearer = { headers: { Authorization: `Bearer ${keys.server}` } }
    expect(await server.ask('GET', LIST, bearer)).toMatchObject({ status: 200 })
  })

  it('is documented', async () => {
    const { json } = await server.ask('GET', '/openapi/support.json')
    expect(json).toMatchObject({ info: { title: 'Support API' } })
  })
})

describe('the support inbox', () => {
  it('is one, and seen by the agents of the organization', async () => {
    const { json } = await server.ask('GET', `${server.account}/inboxes`, {
      token: server.seeded.tokens.agents[0],
    })
    const inboxes = (json as { payload: readonly { channel_type: string; name: string }[] }).payload
    expect(inboxes.filter(({ channel_type }) => channel_type === 'Channel::Support')).toMatchObject([
      { name: 'Support' },
    ])
  })
})
