import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { seedOrganization } from '@parlance/core/testing'
import { must } from '../../../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const inboxes = () => `${server.account}/inboxes`

describe('credentials', () => {
  it('are asked for', async () => {
    const answer = await server.ask('GET', inboxes())
    expect(answer).toMatchObject({
      status: 401,
      json: { errors: ['You need to sign in or sign up before continuing.'] },
    })
  })

  it('must be known', async () => {
    const answer = await server.ask('GET', inboxes(), { token: 'nonsense' })
    expect(answer).toMatchObject({ status: 401, json: { error: 'Invalid Access Token' } })
  })

  it.each([
    ['api_access_token', (token: string) => ({ headers: { api_access_token: token } })],
    ['api-access-token', (token: string) => ({ headers: { 'api-access-token': token } })],
    ['Api-Access-Token', (token: string) => ({ headers: { 'Api-Access-Token': token } })],
    ['a bearer', (token: string) => ({ headers: { authorization: `Bearer ${token}` } })],
    ['a bearer in lower case', (token: string) => ({ headers: { authorization: `bearer ${token}` } })],
    [
      'a header beside a bearer that is unknown',
      (token: string) => ({ headers: { api_access_token: token, authorization: 'Bearer other' } }),
    ],
    [
      'a bearer beside a header that is unknown',
      (token: string) => ({ headers: { api_access_token: 'other', authorization: `Bearer ${token}` } }),
    ],
  ])('come as %s', async (_name, sending) => {
    const answer = await server.ask('GET', inboxes(), sending(server.seeded.tokens.owner))
    expect(answer.status).toBe(200)
  })

  it('come in the query', async () => {
    const answer = await server.ask('GET', `${inboxes()}?api_access_token=${server.seeded.tokens.owner}`)
    expect(answer.status).toBe(200)
  })

  it('that are endless are unknown', async () => {
    const answer = await server.ask('GET', inboxes(), { token: 'x'.repeat(5_000) })
    expect(answer.status).toBe(401)
  })

  it('of an organization instead of a member are unknown here', async () => {
    const founded = must(
      await server.engine.access.createOrganization({ name: 'Third', ownerEmail: 'third@acme.test' }),
    )
    const answer = await server.ask('GET', inboxes(), { token: founded.serverKey })
    expect(answer).toMatchObject({ status: 401, json: { error: 'Invalid Access Token' } })
  })
})

describe('an account', () => {
  it.each(['999999', '0', 'abc', '1e3', '99999999999999999999'])(
    'with the number %s does not exist',
    async (number) => {
      const token = server.seeded.tokens.owner
      const answer = await server.ask('GET', `/api/v1/accounts/${number}/inboxes`, { token })
      expect(answer).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
    },
  )

  it('is not told of to somebody unknown', async () => {
    const answer = await server.ask('GET', '/api/v1/accounts/999999/inboxes', { token: 'nonsense' })
    expect(answer.status).toBe(401)
  })

  it('lets in its members only', async () => {
    const token = server.other.tokens.owner
    const answer = await server.ask('GET', inboxes(), { token })
    expect(answer).toMatchObject({
      status: 401,
      json: { error: 'You are not authorized to access this account' },
    })
  })
})

describe('an agent', () => {
  it.each([
    ['POST', '/inboxes', { name: 'Shop', channel: { type: 'api' } }],
    ['POST', '/agents', { name: 'Bob', email: 'bob@acme.test', role: 'agent' }],
    ['POST', '/inbox_members', { inbox_id: 1, user_ids: [1] }],
    ['PATCH', '/inbox_members', { inbox_id: 1, user_ids: [1] }],
    ['DELETE', '/inbox_members', { inbox_id: 1, user_ids: [1] }],
    ['GET', '/webhooks', undefined],
    ['POST', '/webhooks', { url: 'https://acme.test' }],
    ['POST', '/webhooks', {}],
    ['PATCH', '/webhooks/1', { url: 'https://acme.test' }],
    ['DELETE', '/webhooks/1', undefined],
  ])('is refused %s %s', async (method, path, body) => {
    const [token] = server.seeded.tokens.agents
    const answer = await server.ask(method, `${server.account}${path}`, { token, body })
    expect(answer).toMatchObject({
      status: 401,
      json: { error: 'You are not authorized to do this action' },
    })
  })
})

describe('an organization that is suspended', () => {
  it('lets nobody in', async () => {
    const suspended = await seedOrganization(server, { organization: { status: 'suspended' } })
    const answer = await server.ask('GET', `/api/v1/accounts/${suspended.organization.number}/inboxes`, {
      token: suspended.tokens.owner,
    })
    expect(answer).toMatchObject({ status: 401, json: { error: 'Account is suspended' } })
  })
})

describe('every route', () => {
  it('is there with a slash at the end as well', async () => {
    const token = server.seeded.tokens.owner
    expect((await server.ask('GET', `${inboxes()}/`, { token })).status).toBe(200)
    const body = { name: 'Slash', channel: { type: 'api' } }
    expect((await server.ask('POST', `${inboxes()}/`, { token, body })).status).toBe(200)
    expect((await server.ask('GET', `${server.publicInbox}/`)).status).toBe(200)
  })

  it('is the only thing there is', async () => {
    for (const path of ['/', '/api/v1/nothing', '/public/api/v1/nothing', `${server.publicInbox}/contacts`]) {
      expect(await server.ask('GET', path)).toMatchObject({
        status: 404,
        json: { status: 404, error: 'Not Found' },
      })
    }
  })

  it('refuses paths that cannot be decoded', async () => {
    const answer = await server.ask('GET', `${server.publicInbox}/contacts/%zz`)
    expect(answer).toMatchObject({ status: 400, json: { status: 400, error: 'Bad Request' } })
  })

  it.each(['%00', '%ed%a0%80'])('finds nothing under a name with %s in it', async (name) => {
    const answer = await server.ask('GET', `${server.publicInbox}/contacts/${name}`)
    expect([400, 404]).toContain(answer.status)
  })
})
