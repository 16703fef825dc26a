import { afterEach, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

let server: TestServer
afterEach(() => server.close())

describe('every answer', () => {
  it('has the id that was sent, when it is sane', async () => {
    server = await openTestServer()
    const told = async (id: string) =>
      (await server.ask('GET', '/healthz', { headers: { 'x-request-id': id } })).headers.get('x-request-id')
    expect(await told('trace-1.2:3/4')).toBe('trace-1.2:3/4')
    expect(await told('no spaces')).toMatch(/^[0-9a-f-]{36}$/)
    expect(await told('x'.repeat(129))).toMatch(/^[0-9a-f-]{36}$/)
    const unknown = await server.ask('GET', '/nothing')
    expect(unknown.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('says nothing about what made it, and forbids what nobody needs', async () => {
    server = await openTestServer()
    for (const path of ['/healthz', '/nothing', server.publicInbox, `${server.account}/inboxes`]) {
      const { headers } = await server.ask('GET', path)
      expect(headers.get('x-powered-by')).toBeNull()
      expect(headers.get('etag')).toBeNull()
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("default-src 'none'")
      expect(headers.get('cache-control')).toBe('no-store')
    }
  })

  it('has a line in the log, with nothing of what was sent', async () => {
    server = await openTestServer()
    const { seeded, account } = server
    await server.ask(
      'GET',
      `${account}/contacts/search?q=secret-name&api_access_token=${seeded.tokens.owner}`,
      {
        headers: { 'x-request-id': 'mine' },
      },
    )
    await server.ask('POST', `${server.publicInbox}/contacts`, { body: { name: 'secret-name' } })
    await server.ask('GET', '/nothing/secret-name')
    expect(server.log.map(({ level, fields }) => ({ level, ...fields }))).toEqual([
      {
        level: 'info',
        request_id: 'mine',
        method: 'GET',
        route: '/api/v1/accounts/{account_id}/contacts/search',
        status: 200,
        duration_ms: expect.any(Number),
        principal: `member:${seeded.owner.id}`,
      },
      expect.objectContaining({
        route: '/public/api/v1/inboxes/{inbox_identifier}/contacts',
        principal: 'anybody',
      }),
      expect.objectContaining({ route: 'unmatched', status: 404, principal: null }),
    ])
    const written = JSON.stringify(server.log)
    expect(written).not.toContain('secret-name')
    expect(written).not.toContain(seeded.tokens.owner)
    expect(written).not.toContain(seeded.inbox.channel.identifier)
  })
})

describe('a failure on our side', () => {
  const broken = (thrown: unknown) =>
    openTestServer({
      change: (engine) => ({
        ...engine,
        inboxes: {
          ...engine.inboxes,
          list: () => Promise.reject(thrown),
          byIdentifier: () => Promise.reject(thrown),
        },
      }),
    })

  it('is told without a word about it, and is in the log under the id', async () => {
    server = await broken(new Error('the disk is on fire'))
    const json = { status: 500, error: 'Internal Server Error' }
    const asking = { token: server.seeded.tokens.owner, headers: { 'x-request-id': 'burning' } }
    expect(await server.ask('GET', `${server.account}/inboxes`, asking)).toMatchObject({ status: 500, json })
    expect(await server.ask('GET', server.publicInbox)).toMatchObject({ status: 500, json })
    const failed = server.log.find(({ level }) => level === 'error')
    expect(failed?.fields).toMatchObject({ request_id: 'burning', err: { message: 'the disk is on fire' } })
  })

  it('of having too much to do asks to come back', async () => {
    server = await broken(Object.assign(new Error('Too much'), { code: 'storage/overloaded' }))
    const answer = await server.ask('GET', `${server.account}/inboxes`, { token: server.seeded.tokens.owner })
    expect(answer).toMatchObject({ status: 503, json: { status: 503, error: 'Service Unavailable' } })
    expect(answer.headers.get('retry-after')).toBe('1')
  })
})

describe('pages of other origins', () => {
  const origin = 'https://app.acme.test'
  const preflight = (path: string) =>
    server.ask('OPTIONS', path, {
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,idempotency-key',
      },
    })

  it('may call the public API', async () => {
    server = await openTestServer()
    const asked = await preflight(`${server.publicInbox}/contacts`)
    expect(asked.status).toBe(204)
    expect(asked.headers.get('access-control-allow-origin')).toBe('*')
    expect(asked.headers.get('access-control-allow-methods')).toContain('PATCH')
    expect(asked.headers.get('access-control-allow-headers')).toBe('content-type,idempotency-key')
    const answer = await server.ask('GET', server.publicInbox, { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it('may not call the rest', async () => {
    server = await openTestServer()
    const asked = await preflight(`${server.account}/inboxes`)
    expect(asked.headers.get('access-control-allow-origin')).toBeNull()
    const answer = await server.ask('GET', `${server.account}/inboxes`, { headers: { origin } })
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  it('may call it when they are named', async () => {
    server = await openTestServer({ allowedOrigins: [origin] })
    expect((await preflight(`${server.account}/inboxes`)).headers.get('access-control-allow-origin')).toBe(
      origin,
    )
    const stranger = await server.ask('GET', `${server.account}/inboxes`, {
      headers: { origin: 'https://evil.test' },
    })
    expect(stranger.headers.get('access-control-allow-origin')).toBeNull()
    expect(stranger.headers.get('vary')).toBe('Origin')
  })
})
