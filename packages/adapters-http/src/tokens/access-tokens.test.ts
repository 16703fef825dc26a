import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { MINUTE } from '@parlance/core'
import { me, registered } from '../testing/signing-in.fixtures.ts'
import { ISSUER, openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'
import { KEY_LIFE } from './signing-keys.ts'

let server: TestServer
let token: string
let head: Record<string, unknown>
let body: Record<string, unknown>
beforeAll(async () => {
  server = await openTestServer()
  ;({ token } = await registered(server))
  ;[head, body] = token.split('.').slice(0, 2).map(read) as [typeof head, typeof body]
})
afterAll(() => server.close())

const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
const write = (part: unknown): string => Buffer.from(JSON.stringify(part)).toString('base64url')

interface PublicKey {
  readonly kid: string
  readonly x: string
}

const publicKeys = async (): Promise<readonly PublicKey[]> =>
  ((await server.ask('GET', '/.well-known/jwks.json')).json as { keys: PublicKey[] }).keys

/** A token as the server writes them, signed with a key of our own. */
const forged = (header: object, claims: object): string => {
  const { privateKey } = generateKeyPairSync('ed25519')
  const said = `${write({ ...head, ...header })}.${write({ ...body, ...claims })}`
  return `${said}.${sign(null, Buffer.from(said), privateKey).toString('base64url')}`
}

/** The same, signed with the key of the server, which only its own database gives away. */
const signedHere = async (header: object, claims: object): Promise<string> => {
  const [key] = await server.storage.installationKeys.list('access-tokens')
  const { vault } = server.world.signInKeys(server.storage.installationKeys)
  const { sealed } = JSON.parse(key?.content ?? '{}') as { sealed: string }
  const { importJWK, SignJWT } = await import('jose')
  const jwk = JSON.parse((await vault.open(sealed)) ?? '{}') as {
    kty: 'OKP'
    crv: string
    x: string
    d: string
  }
  const { alg: _alg, ...rest } = { ...head, ...header } as { alg: string }
  return new SignJWT({ ...body, ...claims })
    .setProtectedHeader({ ...rest, alg: 'EdDSA' })
    .sign(await importJWK(jwk, 'EdDSA'))
}

const status = async (attack: string) => (await me(server, attack)).status

describe('an access token', () => {
  it('is a JWT that says who is let in, by which session, and for how long', () => {
    expect(head).toMatchObject({ alg: 'EdDSA', typ: 'at+jwt', kid: expect.any(String) })
    expect(body).toMatchObject({ iss: ISSUER, aud: ISSUER, sub: expect.any(String), sid: expect.any(String) })
    expect(Number(body['exp']) - Number(body['iat'])).toBe((15 * MINUTE) / 1_000)
  })

  it('lets in as it was issued', async () => {
    expect(await status(token)).toBe(200)
    expect(await status(await signedHere({}, {}))).toBe(200)
  })
})

describe('nobody is let in by a token', () => {
  it('without a signature, whatever it calls that', async () => {
    for (const alg of ['none', 'None', 'NONE', 'nOnE', '']) {
      expect(await status(`${write({ ...head, alg })}.${write(body)}.`)).toBe(401)
      expect(await status(`${write({ ...head, alg })}.${write(body)}.AAAA`)).toBe(401)
    }
    expect(await status(token.split('.').slice(0, 2).join('.'))).toBe(401)
  })

  it('that takes the public key for a secret', async () => {
    const [key] = await publicKeys()
    const said = `${write({ ...head, alg: 'HS256' })}.${write(body)}`
    for (const secret of [key?.x ?? '', Buffer.from(key?.x ?? '', 'base64url'), JSON.stringify(key), '']) {
      const mac = createHmac('sha256', secret).update(said).digest('base64url')
      expect(await status(`${said}.${mac}`)).toBe(401)
    }
  })

  it('that was signed with another key, wherever it says that the key is', async () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const jwk = publicKey.export({ format: 'jwk' })
    for (const header of [
      {},
      { jwk },
      { jku: 'https://attacker.test/jwks.json' },
      { x5u: 'https://attacker.test/cert.pem' },
      { jwk, kid: undefined },
    ])
      expect(await status(forged(header, {}))).toBe(401)
  })

  it.each([
    ['unknown', 'made-up'],
    ['a path', '../../../../dev/null'],
    ['SQL', "' or '1'='1"],
    ['too long', 'k'.repeat(3_000)],
    ['a number', 7],
    ['an object', { $ne: null }],
    ['nothing', null],
  ])('whose key id is %s', async (_what, kid) => {
    expect(await status(forged({ kid }, {}))).toBe(401)
  })

  it('that was changed', async () => {
    const [first, , last] = token.split('.')
    const other = await registered(server)
    expect(await status(`${first}.${write({ ...body, sub: other.user['id'] })}.${last}`)).toBe(401)
    expect(await status(`${first}.${other.token.split('.')[1]}.${last}`)).toBe(401)
    expect(await status(`${token}.`)).toBe(401)
    expect(await status(token.slice(0, -6))).toBe(401)
  })

  it.each([
    ['for somebody else', { aud: 'urn:somebody-else' }],
    ['for nobody', { aud: undefined }],
    ['of another issuer', { iss: 'https://attacker.test' }],
    ['of no issuer', { iss: undefined }],
    ['that ended', { exp: 1 }],
    ['that never ends', { exp: undefined }],
    ['that was issued long ago, and lasts', { iat: 1 }],
    ['that is not good yet', { nbf: 9_999_999_999 }],
    ['of no session', { sid: undefined }],
    ['of a session that is none', { sid: '../etc' }],
    ['of a session of another organization', { org: '00000000-0000-7000-8000-000000000000' }],
    ['of nobody', { sub: undefined }],
  ])('%s, though it was signed here', async (_what, claims) => {
    expect(await status(await signedHere({}, claims))).toBe(401)
  })

  it('of another type, though it was signed here', async () => {
    expect(await status(await signedHere({ typ: 'JWT' }, {}))).toBe(401)
    expect(
      await status(await signedHere({ typ: 'at+jwt', crit: ['b64'], b64: false }, {}).catch(() => 'a.b.c')),
    ).toBe(401)
  })
})

describe('the keys', () => {
  it('are published without what is secret of them', async () => {
    for (const key of await publicKeys())
      expect(Object.keys(key).toSorted()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x'])
  })

  it('are replaced in time, and tokens of the one before stay good', async () => {
    const own = await openTestServer()
    const keys = async () => (await own.storage.installationKeys.list('access-tokens')).length
    await registered(own)
    own.world.clock.advance(KEY_LIFE - MINUTE)
    const before = await registered(own)
    expect(await keys()).toBe(1)
    own.world.clock.advance(2 * MINUTE)
    const after = await registered(own)
    expect(await keys()).toBe(2)
    expect(after.token.split('.')[0]).not.toBe(before.token.split('.')[0])
    expect([(await me(own, before.token)).status, (await me(own, after.token)).status]).toEqual([200, 200])
    own.world.clock.advance(KEY_LIFE + MINUTE)
    await registered(own)
    expect(await keys()).toBe(2)
    await own.close()
  })

  it('are made once by those who come at once', async () => {
    const own = await openTestServer()
    await Promise.all([1, 2, 3, 4].map(() => registered(own)))
    expect(await own.storage.installationKeys.list('access-tokens')).toHaveLength(1)
    await own.close()
  })
})
