import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { must } from '../../../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({ allowedOrigins: ['https://console.test'] })
})
afterAll(() => server.close())

const SHOP = 'https://shop.test'

const clientKey = async (limits: { origins?: readonly string[]; bundles?: readonly string[] } = {}) => {
  const { origins = [], bundles = [] } = limits
  const minted = must(
    await server.engine.apiKeys.mint(server.seeded.principals.owner, {
      kind: 'client',
      name: 'Shop',
      allowedOrigins: origins,
      allowedBundleIds: bundles,
    }),
  )
  return minted.text ?? ''
}

/** 403 either way; the words tell a key that is used elsewhere from one that may not do this. */
const ELSEWHERE = { status: 403, json: { detail: expect.stringContaining('origin or bundle') } }
const LET_IN = { status: 403, json: { detail: 'The caller may not do this.' } }

const asking = (key: string, headers: Readonly<Record<string, string>> = {}) =>
  server.ask('GET', '/api/whoami', { headers: { 'x-api-key': key, ...headers } })

describe('a client key', () => {
  it('without lists is used from anywhere', async () => {
    const key = await clientKey()
    for (const headers of [{}, { origin: SHOP }, { 'x-bundle-id': 'any' }])
      expect(await asking(key, headers)).toMatchObject(LET_IN)
  })

  it('that is limited to origins is used from them alone', async () => {
    const key = await clientKey({ origins: [SHOP] })
    expect(await asking(key, { origin: SHOP })).toMatchObject(LET_IN)
    const elsewhere = [
      {},
      { origin: 'null' },
      { origin: '' },
      { origin: `${SHOP}.evil.test` },
      { origin: 'https://evil.test' },
      { origin: 'http://shop.test' },
      { origin: `${SHOP}:8443` },
      { origin: `${SHOP}/` },
      { 'x-bundle-id': 'test.shop' },
    ]
    for (const headers of elsewhere) expect(await asking(key, headers)).toMatchObject(ELSEWHERE)
  })

  it('that is limited to bundles is used from them alone', async () => {
    const key = await clientKey({ bundles: ['test.shop'] })
    expect(await asking(key, { 'x-bundle-id': 'test.shop' })).toMatchObject(LET_IN)
    for (const headers of [{}, { origin: SHOP }, { 'x-bundle-id': 'test.shop.evil' }, { 'x-bundle-id': '' }])
      expect(await asking(key, headers)).toMatchObject(ELSEWHERE)
  })

  it('that is limited to both is used from either, and from nothing else', async () => {
    const key = await clientKey({ origins: [SHOP], bundles: ['test.shop'] })
    const [origin, bundle] = [{ origin: SHOP }, { 'x-bundle-id': 'test.shop' }]
    for (const headers of [origin, bundle, { ...origin, ...bundle }])
      expect(await asking(key, headers)).toMatchObject(LET_IN)
    for (const headers of [
      {},
      { ...origin, 'x-bundle-id': 'evil' },
      { ...bundle, origin: 'https://evil.test' },
    ])
      expect(await asking(key, headers)).toMatchObject(ELSEWHERE)
  })
})

const preflight = (origin: string, headers: string | null) =>
  server.ask('OPTIONS', '/api/v1/api-keys', {
    headers: {
      origin,
      'access-control-request-method': 'GET',
      ...(headers !== null && { 'access-control-request-headers': headers }),
    },
  })

const granted = (answer: { readonly headers: Headers }) => answer.headers.get('access-control-allow-origin')

describe('a page of another origin', () => {
  it('may ask whether it may call with a key, whoever it is', async () => {
    for (const headers of [
      'x-api-key',
      'content-type, X-API-Key',
      'authorization',
      'content-type,authorization',
    ]) {
      const answer = await preflight(SHOP, headers)
      expect([answer.status, granted(answer)]).toEqual([204, SHOP])
      expect(answer.headers.get('access-control-allow-headers')).toBe(headers)
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
      expect(answer.headers.get('vary')).toContain('Origin')
    }
  })

  it('may not ask anything else, unless its origin is one that is allowed', async () => {
    for (const headers of [null, 'content-type', 'api_access_token'])
      expect(granted(await preflight(SHOP, headers))).toBeNull()
    expect(granted(await preflight('https://console.test', null))).toBe('https://console.test')
  })

  it('reads what it is answered with a client key', async () => {
    const key = await clientKey({ origins: [SHOP] })
    for (const headers of [{ 'x-api-key': key }, { authorization: `Bearer ${key}` }]) {
      const answer = await server.ask('GET', '/api/whoami', { headers: { origin: SHOP, ...headers } })
      expect(granted(answer)).toBe(SHOP)
    }
  })

  it('reads nothing that it is answered with anything else', async () => {
    const minted = must(
      await server.engine.apiKeys.mint(server.seeded.principals.owner, { kind: 'server', name: 'Backend' }),
    )
    const credentials = [minted.text ?? '', server.seeded.tokens.owner, 'unknown']
    for (const credential of credentials) {
      const headers = { origin: SHOP, 'x-api-key': credential }
      expect(granted(await server.ask('GET', '/api/whoami', { headers }))).toBeNull()
    }
    expect(granted(await server.ask('GET', '/api/whoami', { headers: { origin: SHOP } }))).toBeNull()
  })
})
