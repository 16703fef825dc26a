import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { AgentIdentity } from '@parlance/core'
import { must } from '../../../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
let identity: AgentIdentity
let foreignIdentity: AgentIdentity
beforeAll(async () => {
  server = await openTestServer()
  const { seeded, other, engine } = server
  identity = must(await engine.agentIdentities.create(seeded.principals.owner, { name: 'Bo' })).agentIdentity
  foreignIdentity = must(
    await engine.agentIdentities.create(other.principals.owner, { name: 'Bo' }),
  ).agentIdentity
})
afterAll(() => server.close())

const PATH = '/api/v1/api-keys'
const INVALID = { detail: 'Invalid or revoked API key.' }

const asOwner = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: server.seeded.tokens.owner, body })
const withKey = (key: string, method: string, path: string, body?: unknown) =>
  server.ask(method, path, { headers: { 'x-api-key': key }, body })

const mintedWith = async (body: object) => {
  const answer = await asOwner('POST', PATH, body)
  expect(answer.status).toBe(201)
  return answer.json as { readonly api_key: string; readonly [member: string]: unknown }
}

const serverKey = async () => (await mintedWith({ name: 'Backend', key_type: 'server' })).api_key
const clientKey = async (limits: object = {}) =>
  (await mintedWith({ name: 'Shop', key_type: 'client', ...limits })).api_key
const identityKey = async () => (await mintedWith({ label: 'Bo', scoped_identity_id: identity.id })).api_key

describe('a key', () => {
  it('is made by an administrator, and its text is told once', async () => {
    const { api_key, ...record } = await mintedWith({
      name: ' Shop ',
      key_type: 'client',
      description: 'For the shop',
      allowed_origins: ['https://SHOP.test'],
      allowed_bundle_ids: ['test.shop.App'],
      organization_id: 'org_other',
      status: 'revoked',
      role: 'owner',
    })
    const tenant = server.seeded.organization.id.slice(-12)
    expect(api_key).toMatch(new RegExp(`^pk_live_${tenant}_[0-9a-f]{32}_.{43,}$`))
    expect(record).toEqual({
      id: expect.stringMatching(/^ApiKey_[0-9a-f-]{36}$/),
      organization_id: `org_${server.seeded.organization.id}`,
      name: 'Shop',
      label: 'Shop',
      description: 'For the shop',
      key_type: 'client',
      scoped_identity_id: null,
      allowed_origins: ['https://shop.test'],
      allowed_bundle_ids: ['test.shop.App'],
      status: 'active',
      display_prefix: `pk_live_${tenant}`,
      last4: api_key.slice(-4),
      created_by: server.seeded.owner.id,
      creator_type: 'human',
      last_used_at: null,
      expires_at: null,
      revoked_at: null,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    })
    const listed = await asOwner('GET', PATH)
    expect(listed.json).toMatchObject({ results: expect.arrayContaining([record]) })
    expect(listed.text).not.toContain(api_key)
    expect(listed.text).not.toContain(server.world.secrets.digest(api_key))
  })

  it('of an agent identity is made in the other vocabulary', async () => {
    const { api_key, record } = await mintedWith({
      label: 'Bo',
      description: null,
      scoped_identity_id: identity.id,
    })
    expect(api_key).toMatch(/^ApiKey_[0-9a-f-]{36}\..{43,}$/)
    expect(record).toMatchObject({
      id: api_key.split('.')[0],
      label: 'Bo',
      description: null,
      scoped_identity_id: identity.id,
      key_type: 'identity',
      status: 'active',
      creator_type: 'human',
    })
  })

  it('of the organization is made in the other vocabulary by a member', async () => {
    const { api_key, record } = await mintedWith({ label: 'All' })
    expect(api_key).toMatch(/^sk_live_/)
    expect(record).toMatchObject({ scoped_identity_id: null, key_type: 'server' })
  })

  it('is made once for an idempotency key, and its text is not told again', async () => {
    const asking = {
      token: server.seeded.tokens.owner,
      headers: { 'idempotency-key': 'a-key' },
      body: { name: 'Once', key_type: 'server' },
    }
    const [first, again] = [await server.ask('POST', PATH, asking), await server.ask('POST', PATH, asking)]
    const { api_key: _text, ...record } = first.json as { api_key: string }
    expect(again).toMatchObject({ status: 201, json: { ...record, api_key: null } })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })

  it.each<[object, object]>([
    [{}, { name: ['This field is required.'], key_type: ['This field is required.'] }],
    [{ name: '', key_type: 'client' }, { name: ['This field may not be blank.'] }],
    [{ name: 'x'.repeat(256), key_type: 'client' }, { name: [expect.stringContaining('255')] }],
    [{ name: 'A', key_type: 'root' }, { key_type: ['This is not one of the values that are taken.'] }],
    [
      { name: 'A', key_type: 'server', allowed_origins: ['https://a.test'] },
      { allowed_origins: [expect.stringContaining('only client keys')] },
    ],
    [
      { name: 'A', key_type: 'client', allowed_origins: ['https://a.test/path'] },
      { allowed_origins: [expect.stringContaining('https://example.com')] },
    ],
    [
      { name: 'A', key_type: 'client', allowed_bundle_ids: ['a b'] },
      { allowed_bundle_ids: [expect.any(String)] },
    ],
    [
      { name: 'A', key_type: 'client', expires_at: '2001-01-01T00:00:00Z' },
      { expires_at: [expect.stringContaining('future')] },
    ],
  ])('is refused with 400 and what is wrong: %j', async (body, errors) => {
    const answer = await asOwner('POST', PATH, body)
    expect(answer).toMatchObject({ status: 400, json: { detail: expect.any(String), errors } })
  })

  it.each<[object, readonly string[]]>([
    [{ label: '' }, ['label']],
    [{ label: 'x'.repeat(256) }, ['label']],
    [{ label: 'A', description: 'x'.repeat(1_001) }, ['description']],
    [{ label: 'A', scoped_identity_id: 'nobody' }, ['scoped_identity_id']],
    [{ scoped_identity_id: null }, ['label']],
    [{ label: 'A', expires_at: '2001-01-01T00:00:00Z' }, ['expires_at']],
  ])('is refused with 422 in the other vocabulary: %j', async (body, fields) => {
    const { status, json } = await asOwner('POST', PATH, body)
    const { detail } = json as { detail: readonly { loc: readonly string[] }[] }
    expect([status, detail.map(({ loc }) => loc)]).toEqual([422, fields.map((field) => ['body', field])])
  })

  it('is not made for an identity that is not there, or elsewhere', async () => {
    for (const id of [foreignIdentity.id, server.world.ids.next<'agent_identity'>()]) {
      const answer = await asOwner('POST', PATH, { label: 'A', scoped_identity_id: id })
      expect(answer).toMatchObject({ status: 404, json: { detail: 'Agent identity not found.' } })
    }
  })
})

describe('who makes keys', () => {
  it('are administrators, not agents', async () => {
    for (const method of ['GET', 'POST']) {
      const body = method === 'POST' ? { name: 'A', key_type: 'client' } : undefined
      const answer = await server.ask(method, PATH, { token: server.seeded.tokens.agents[0], body })
      expect(answer).toMatchObject({ status: 403, json: { detail: 'The caller may not do this.' } })
    }
  })

  it('are server keys, for keys that may do less', async () => {
    const key = await serverKey()
    expect((await withKey(key, 'POST', PATH, { name: 'A', key_type: 'client' })).status).toBe(201)
    const scoped = { label: 'A', scoped_identity_id: identity.id }
    const made = await withKey(key, 'POST', PATH, scoped)
    const { id } = (await withKey(key, 'GET', `${PATH}/self`)).json as { id: string }
    expect(made).toMatchObject({ status: 201, json: { record: { creator_type: 'agent', created_by: id } } })
    for (const body of [{ name: 'A', key_type: 'server' }, { label: 'A' }])
      expect((await withKey(key, 'POST', PATH, body)).status).toBe(403)
  })

  it('are no other keys', async () => {
    for (const key of [await clientKey(), await identityKey()]) {
      const scoped = { label: 'A', scoped_identity_id: identity.id }
      expect((await withKey(key, 'POST', PATH, scoped)).status).toBe(403)
      expect((await withKey(key, 'GET', PATH)).status).toBe(403)
    }
  })
})

describe('a list of keys', () => {
  it('comes in parts, newest first', async () => {
    await mintedWith({ name: 'Second to last', key_type: 'client' })
    await mintedWith({ name: 'Last', key_type: 'client' })
    const first = (await asOwner('GET', `${PATH}/?limit=1`)).json as { count: number; next: string }
    expect(first).toMatchObject({
      next: `${PATH}?limit=1&offset=1`,
      previous: null,
      results: [{ name: 'Last' }],
    })
    const second = await asOwner('GET', first.next)
    expect(second.json).toMatchObject({
      count: first.count,
      previous: `${PATH}?limit=1&offset=0`,
      results: [{ name: 'Second to last' }],
    })
    const end = await asOwner('GET', `${PATH}?offset=1000`)
    expect(end.json).toMatchObject({ next: null, results: [] })
  })

  it.each(['limit=0', 'limit=101', 'limit=x', 'offset=-1', 'offset=1e9'])(
    'is refused for %s',
    async (query) => {
      const field = query.split('=')[0] ?? ''
      const answer = await asOwner('GET', `${PATH}?${query}`)
      expect(answer).toMatchObject({ status: 400, json: { errors: { [field]: [expect.any(String)] } } })
    },
  )

  it('has no key of another organization', async () => {
    const { json } = await server.ask('GET', PATH, { token: server.other.tokens.owner })
    expect(json).toMatchObject({ count: 0, results: [] })
  })
})

describe('a key that is revoked', () => {
  it('is unknown from then on, and revoked again without harm', async () => {
    const { api_key, id } = (await mintedWith({ name: 'Gone', key_type: 'server' })) as {
      api_key: string
      id: string
    }
    expect((await withKey(api_key, 'GET', PATH)).status).toBe(200)
    for (const path of [`${PATH}/${id}`, `${PATH}/${id.replace('ApiKey_', '')}/`])
      expect(await asOwner('DELETE', path)).toMatchObject({ status: 204, text: '' })
    expect(await withKey(api_key, 'GET', PATH)).toMatchObject({ status: 401, json: INVALID })
    const { results } = (await asOwner('GET', `${PATH}?limit=100`)).json as { results: readonly object[] }
    expect(results).toContainEqual(
      expect.objectContaining({ id, status: 'revoked', revoked_at: expect.any(String) }),
    )
  })

  it('can be the one that the caller comes with', async () => {
    for (const key of [await serverKey(), await identityKey()]) {
      expect((await withKey(key, 'GET', `${PATH}/self`)).json).toMatchObject({ status: 'active' })
      const revoked = await withKey(key, 'POST', `${PATH}/self/revoke`)
      expect(revoked).toMatchObject({ status: 200, json: { status: 'revoked' } })
      expect(await withKey(key, 'GET', `${PATH}/self`)).toMatchObject({ status: 401, json: INVALID })
    }
  })

  it('is not one that anybody may have, when it is the caller’s own', async () => {
    const key = await clientKey()
    for (const [method, path] of [
      ['GET', `${PATH}/self`],
      ['POST', `${PATH}/self/revoke`],
      ['GET', '/api/whoami'],
    ] as const)
      expect((await withKey(key, method, path)).status).toBe(403)
  })

  it('is none, for whoever came without one', async () => {
    expect((await asOwner('GET', `${PATH}/self`)).status).toBe(404)
    expect((await asOwner('POST', `${PATH}/self/revoke`)).status).toBe(404)
  })

  it('is not another organization’s, and not what is no key', async () => {
    const { id } = await mintedWith({ name: 'Ours', key_type: 'server' })
    const theirs = await server.ask('DELETE', `${PATH}/${id}`, { token: server.other.tokens.owner })
    expect(theirs).toMatchObject({ status: 404, json: { detail: 'Not found.' } })
    for (const other of ['nonsense', '1', 'ApiKey_1'])
      expect(await asOwner('DELETE', `${PATH}/${other}`)).toMatchObject({
        status: 404,
        json: { detail: 'Not found.' },
      })
  })

  it('goes with the agent identity that it acts as', async () => {
    const { seeded, engine } = server
    const made = must(await engine.agentIdentities.create(seeded.principals.owner, { name: 'Short' }))
    const { api_key } = await mintedWith({ label: 'A', scoped_identity_id: made.agentIdentity.id })
    expect((await withKey(api_key, 'GET', '/api/whoami')).status).toBe(200)
    must(await engine.agentIdentities.remove(seeded.principals.owner, made.agentIdentity.number))
    expect((await withKey(api_key, 'GET', '/api/whoami')).status).toBe(401)
  })
})

describe('a key that is known', () => {
  it.each([
    ['X-API-Key', (key: string) => ({ 'x-api-key': key })],
    ['a bearer', (key: string) => ({ authorization: `Bearer ${key}` })],
    ['a key beside an unknown bearer', (key: string) => ({ 'x-api-key': key, authorization: 'Bearer x' })],
  ])('comes as %s', async (_name, headers) => {
    const key = await serverKey()
    expect((await server.ask('GET', PATH, { headers: headers(key) })).status).toBe(200)
  })

  it('is it to the last character, and nothing else', async () => {
    const key = await serverKey()
    const changed = [
      `${key}x`,
      key.slice(0, -1),
      `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`,
      key.toUpperCase(),
      key.replace('sk_live_', 'pk_live_'),
      key.slice(0, key.lastIndexOf('_') + 1),
      key.slice(0, key.lastIndexOf('_')),
      'sk_live_',
      '',
    ]
    for (const text of changed)
      expect(await withKey(text, 'GET', PATH)).toMatchObject({ status: 401, json: INVALID })
  })

  it('ends by itself when it says so', async () => {
    const expires_at = new Date(server.world.clock.now() + 60_000).toISOString()
    const { api_key, record } = await mintedWith({
      label: 'Short',
      scoped_identity_id: identity.id,
      expires_at,
    })
    expect(record).toMatchObject({ expires_at })
    expect((await withKey(api_key, 'GET', '/api/whoami')).status).toBe(200)
    server.world.clock.advance(60_000)
    expect(await withKey(api_key, 'GET', '/api/whoami')).toMatchObject({ status: 401, json: INVALID })
  })

  it('tells when it was last used, to the minute', async () => {
    const { api_key, id } = await mintedWith({ name: 'Used', key_type: 'server' })
    const lastUsed = async () => {
      await server.engine.apiKeys.flushUses()
      const { results } = (await asOwner('GET', `${PATH}?limit=100`)).json as {
        results: readonly { id: string; last_used_at: string | null }[]
      }
      return results.find((one) => one.id === id)?.last_used_at
    }
    expect(await lastUsed()).toBeNull()
    const first = new Date(server.world.clock.now()).toISOString()
    await withKey(api_key, 'GET', PATH)
    expect(await lastUsed()).toBe(first)
    server.world.clock.advance(59_000)
    await withKey(api_key, 'GET', PATH)
    expect(await lastUsed()).toBe(first)
    server.world.clock.advance(1_000)
    await withKey(api_key, 'GET', PATH)
    expect(await lastUsed()).toBe(new Date(server.world.clock.now()).toISOString())
  })
})

describe('who calls', () => {
  it('is told of a key', async () => {
    const key = await serverKey()
    const before = await withKey(key, 'GET', '/api/whoami')
    expect(before.status).toBe(200)
    await server.engine.apiKeys.flushUses()
    expect((await withKey(key, 'GET', '/api/whoami')).json).toEqual({
      auth_type: 'api_key',
      auth_subtype: 'api_key.admin_scoped',
      organization_id: `org_${server.seeded.organization.id}`,
      created_by: server.seeded.owner.id,
      creator_type: 'human',
      key_id: expect.stringMatching(/^ApiKey_/),
      label: 'Backend',
      description: null,
      created_at: expect.stringMatching(/Z$/),
      last_used_at: expect.stringMatching(/Z$/),
      expires_at: null,
    })
    const scoped = await withKey(await identityKey(), 'GET', '/api/whoami/')
    expect(scoped.json).toMatchObject({ auth_subtype: 'api_key.agent_scoped.claimed', label: 'Bo' })
  })

  it('is told of a member', async () => {
    const { owner, organization } = server.seeded
    expect((await asOwner('GET', '/api/whoami')).json).toEqual({
      auth_type: 'jwt',
      auth_subtype: null,
      user_id: owner.id,
      email: owner.email,
      name: owner.name,
      organization_id: `org_${organization.id}`,
      org_role: 'owner',
      org_slug: 'acme',
    })
  })

  it('is nobody without a credential', async () => {
    for (const [method, path] of [
      ['GET', '/api/whoami'],
      ['GET', PATH],
      ['POST', PATH],
      ['GET', `${PATH}/self`],
      ['POST', `${PATH}/self/revoke`],
      ['DELETE', `${PATH}/x`],
    ] as const)
      expect(await server.ask(method, path)).toMatchObject({ status: 401, json: INVALID })
  })
})
