import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const post = (path: string, key: string, body?: unknown) =>
  server.ask('POST', `${server.account}${path}`, {
    token: server.seeded.tokens.owner,
    headers: { 'idempotency-key': key },
    body,
  })

const conversation = () => `/conversations/${server.seeded.conversation.conversation.number}`

describe('an idempotency key', () => {
  it('makes a repeated request answer as the first did', async () => {
    const body = { content: 'Once', echo_id: 'e1', content_attributes: { b: 1, a: 2 } }
    const first = await post(`${conversation()}/messages`, 'once', body)
    const second = await post(`${conversation()}/messages/`, 'once', {
      content_attributes: { a: 2, b: 1 },
      echo_id: 'e1',
      content: 'Once',
    })
    expect(first.headers.get('idempotency-replayed')).toBeNull()
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(second.text).toBe(first.text)
    const { json } = await server.owner('GET', `${conversation()}/messages`)
    expect(JSON.stringify(json).match(/"Once"/g)).toHaveLength(1)
  })

  it.each([
    ['/inboxes', { name: 'Shop', channel: { type: 'api' } }],
    ['/contacts', { name: 'Ann' }],
    ['/webhooks', { url: 'https://acme.test/hook' }],
    ['/inbox_members', { inbox_id: 1, user_ids: [] }],
    ['/conversations', { inbox_id: 1, contact_id: 1, message: { content: 'Hello' } }],
    ['/conversations/1/toggle_status', {}],
    ['/conversations/1/assignments', { assignee_id: 1 }],
  ])('is kept by POST %s', async (path, body) => {
    const first = await post(path, `key of ${path}`, body)
    expect(first.status).toBe(200)
    const second = await post(path, `key of ${path}`, body)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    expect(second.text).toBe(first.text)
  })

  it('is kept by the public routes', async () => {
    const at = `${server.publicInbox}/contacts/${server.seeded.contactPoint.sourceId}`
    const cases: readonly (readonly [string, unknown])[] = [
      [`${server.publicInbox}/contacts`, { name: 'Ann' }],
      [`${at}/conversations`, {}],
      [`${at}${conversation()}/messages`, { content: 'Hi' }],
      [`${at}${conversation()}/toggle_status`, undefined],
    ]
    for (const [path, body] of cases) {
      const asking = { headers: { 'idempotency-key': 'public' }, body }
      const first = await server.ask('POST', path, asking)
      const second = await server.ask('POST', path, asking)
      expect([path, first.status, second.text]).toEqual([path, 200, first.text])
      expect(second.headers.get('idempotency-replayed')).toBe('true')
    }
  })

  it('is refused for another request', async () => {
    await post('/contacts', 'reused', { name: 'Ann' })
    const answer = await post('/contacts', 'reused', { name: 'Bea' })
    expect(answer).toMatchObject({
      status: 422,
      json: {
        error: 'Idempotency-Key was used before with another request',
        code: 'idempotency_key_reused',
      },
    })
    const path = `${server.publicInbox}/contacts`
    const headers = { 'idempotency-key': 'reused' }
    await server.ask('POST', path, { headers, body: { name: 'Ann' } })
    expect(await server.ask('POST', path, { headers, body: { name: 'Bea' } })).toMatchObject({
      status: 422,
      json: {
        message: 'Idempotency-Key was used before with another request',
        attributes: [],
        code: 'idempotency_key_reused',
      },
    })
  })

  it('belongs to one caller and one path', async () => {
    const body = { content: 'Mine' }
    await post(`${conversation()}/messages`, 'shared', body)
    const [token] = server.seeded.tokens.agents
    const answer = await server.ask('POST', `${server.account}${conversation()}/messages`, {
      token,
      headers: { 'idempotency-key': 'shared' },
      body,
    })
    expect(answer.headers.get('idempotency-replayed')).toBeNull()
    expect(answer.status).toBe(200)
  })

  it('tells the access token of a new agent once', async () => {
    const body = { name: 'Bob', email: 'bob@acme.test' }
    const first = await post('/agents', 'bob', body)
    const second = await post('/agents', 'bob', body)
    expect(first.json).toHaveProperty('access_token')
    expect(second.json).not.toHaveProperty('access_token')
    expect(second.headers.get('idempotency-replayed')).toBe('true')
  })

  it.each([['x'.repeat(256)], ['tab\tinside'], ['schön']])('of %j is refused', async (key) => {
    const answer = await post('/contacts', key, { name: 'Ann' })
    expect(answer).toMatchObject({
      status: 422,
      json: { error: 'Idempotency-Key must be 1 to 255 printable ASCII characters' },
    })
  })

  it('is ignored where nothing is written', async () => {
    const answer = await server.ask('POST', '/api/v1/profile', {
      token: server.seeded.tokens.owner,
      headers: { 'idempotency-key': 'reading' },
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('idempotency-replayed')).toBeNull()
  })
})
