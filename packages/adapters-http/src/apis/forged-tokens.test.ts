import { createHmac, createPrivateKey, randomBytes, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { ACCESS_TOKEN_LIFE, MINUTE, SECOND } from '@parlance/core'
import {
  decodeJwt,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  type JWTHeaderParameters,
  SignJWT,
} from 'jose'
import { must } from '../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

type Json = Readonly<Record<string, unknown>>

let server: TestServer
/** A good token, its parts, and the keys behind it. */
let token: string
let header: Json
let claims: Json
let publicJwk: JWK
let privateJwk: JWK

const EMAIL = 'signed-in@acme.test'
const PASSWORD = 'correct horse battery staple'

beforeAll(async () => {
  server = await openTestServer()
  const { engine, seeded, world, storage } = server
  must(
    await engine.access.addMember(seeded.principals.owner, {
      email: EMAIL,
      password: PASSWORD,
      role: 'administrator',
    }),
  )
  token = must(await engine.signIn.login({ email: EMAIL, password: PASSWORD })).accessToken
  header = JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as Json
  claims = decodeJwt(token)
  const [kept] = await storage.installationKeys.list('access-tokens')
  const content = JSON.parse(kept?.content ?? '{}') as { publicJwk: JWK; sealed: string }
  publicJwk = content.publicJwk
  const { vault } = world.signInKeys(storage.installationKeys)
  privateJwk = JSON.parse((await vault.open(content.sealed)) ?? '{}') as JWK
})
afterAll(() => server.close())

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const part = (at: number): string => token.split('.')[at] ?? ''

/** Every API that members come into, at a route that is good for any of them. */
const places = (): readonly string[] => [
  '/api/whoami',
  '/api/v1/auth/me',
  '/api/v1/identities',
  '/api/v1/webhooks',
  '/api/v1/profile',
  `${server.account}/agents`,
]

const statuses = async (credential: string): Promise<readonly number[]> =>
  Promise.all(
    places().map(async (path) => {
      const { status } = await server.ask('GET', path, { headers: { authorization: `Bearer ${credential}` } })
      return status
    }),
  )

const isRefusedEverywhere = async (credential: string) =>
  expect(await statuses(credential)).toEqual(places().map(() => 401))

/** Signed as the server itself signs. */
const signed = async (said: Json, protectedHeader: Json = header): Promise<string> => {
  const key = await importJWK(privateJwk, 'Ed25519')
  return new SignJWT(said).setProtectedHeader({ alg: 'EdDSA', ...protectedHeader }).sign(key)
}

describe('an access token', () => {
  it('is good everywhere, for no longer than a quarter of an hour', async () => {
    expect(await statuses(token)).toEqual(places().map(() => 200))
    expect(await statuses(await signed(claims))).toEqual(places().map(() => 200))
    expect(ACCESS_TOKEN_LIFE).toBeLessThanOrEqual(15 * MINUTE)
    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(ACCESS_TOKEN_LIFE / SECOND)
  })

  it.each(['none', 'None', 'NONE', 'nOnE', ''])('that says it is signed by %j is unknown', async (alg) => {
    const unsigned = `${encoded({ ...header, alg })}.${part(1)}`
    await isRefusedEverywhere(`${unsigned}.`)
    await isRefusedEverywhere(`${unsigned}.${part(2)}`)
    await isRefusedEverywhere(unsigned)
  })

  it('that was signed with the public key as a shared secret is unknown', async () => {
    const pem = `-----BEGIN PUBLIC KEY-----\n${Buffer.concat([
      Buffer.from('302a300506032b6570032100', 'hex'),
      Buffer.from(publicJwk.x ?? '', 'base64url'),
    ]).toString('base64')}\n-----END PUBLIC KEY-----\n`
    const secrets = [
      publicJwk.x ?? '',
      Buffer.from(publicJwk.x ?? '', 'base64url'),
      JSON.stringify(publicJwk),
      pem,
      '',
    ]
    for (const alg of ['HS256', 'HS512']) {
      for (const secret of secrets) {
        const said = `${encoded({ ...header, alg })}.${part(1)}`
        const hash = alg === 'HS256' ? 'sha256' : 'sha512'
        await isRefusedEverywhere(`${said}.${createHmac(hash, secret).update(said).digest('base64url')}`)
      }
    }
  })

  it.each(['RS256', 'PS256', 'ES256'])('that was signed with a key of %s is unknown', async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg)
    const jwk = await exportJWK(publicKey)
    for (const extra of [{}, { jwk }])
      await isRefusedEverywhere(
        await new SignJWT(claims).setProtectedHeader({ ...header, ...extra, alg }).sign(privateKey),
      )
  })

  it('that brings the key it was signed with is unknown', async () => {
    const { privateKey, publicKey } = await generateKeyPair('Ed25519', { extractable: true })
    const jwk = await exportJWK(publicKey)
    const headers: readonly Partial<JWTHeaderParameters>[] = [
      {},
      { jwk },
      { jku: `${server.url}/.well-known/jwks.json` },
      { x5u: 'https://evil.test/key.pem' },
      { kid: 'evil' },
    ]
    for (const extra of headers) {
      const said = { ...header, ...extra, alg: 'EdDSA' }
      await isRefusedEverywhere(await new SignJWT(claims).setProtectedHeader(said).sign(privateKey))
    }
  })

  it.each([
    '../../../../dev/null',
    "' or 1=1 --",
    '; drop table installation_keys',
    '\u0000',
    'x'.repeat(1_000),
    '',
    null,
    42,
    {},
    ['a'],
    '__proto__',
    'constructor',
  ])('whose key is called %j is unknown', async (kid) => {
    await isRefusedEverywhere(`${encoded({ ...header, kid })}.${part(1)}.${part(2)}`)
    await isRefusedEverywhere(await signed(claims, { ...header, kid }).catch(() => 'a.b.c'))
  })

  it('that says something else than was signed is unknown', async () => {
    const others = [
      { ...claims, sub: server.seeded.owner.id },
      { ...claims, org: server.other.organization.id },
      { ...claims, exp: Number(claims['exp']) + 1 },
      { ...claims, role: 'owner' },
    ]
    for (const other of others) await isRefusedEverywhere(`${part(0)}.${encoded(other)}.${part(2)}`)
    const bytes = Buffer.from(part(2), 'base64url')
    for (const at of [0, 31, 32, 63]) {
      const flipped = Buffer.from(bytes)
      flipped[at] = (flipped[at] ?? 0) ^ 1
      await isRefusedEverywhere(`${part(0)}.${part(1)}.${flipped.toString('base64url')}`)
    }
    for (const signature of [
      '',
      'A',
      randomBytes(64).toString('base64url'),
      Buffer.alloc(64).toString('base64url'),
    ])
      await isRefusedEverywhere(`${part(0)}.${part(1)}.${signature}`)
  })

  it('that is for somebody else, from somebody else, or of another kind is unknown', async () => {
    const now = Math.floor(server.world.clock.now() / SECOND)
    const without = (name: string) =>
      Object.fromEntries(Object.entries(claims).filter(([key]) => key !== name))
    const claimed: readonly Json[] = [
      { ...claims, aud: 'https://other.test' },
      { ...claims, aud: [] },
      { ...claims, iss: 'https://other.test' },
      { ...claims, exp: now - 1, iat: now - 900 },
      { ...claims, exp: now + 365 * 86_400, iat: now - 3_600 },
      { ...claims, iat: now + 3_600, exp: now + 4_500 },
      { ...claims, nbf: now + 600 },
      { ...claims, sid: 'nobody' },
      { ...claims, sid: { $ne: null } },
      { ...claims, org: server.other.organization.id },
      { ...claims, sid: server.seeded.organization.id },
      ...['exp', 'iat', 'sub', 'org', 'sid', 'aud', 'iss'].map(without),
    ]
    for (const one of claimed) await isRefusedEverywhere(await signed(one))
    for (const typ of ['JWT', 'refresh+jwt', undefined])
      await isRefusedEverywhere(await signed(claims, { ...header, typ }))
    // What must be understood, and is not.
    const said = `${encoded({ ...header, crit: ['quota'], quota: 1 })}.${part(1)}`
    const signature = sign(
      null,
      Buffer.from(said),
      createPrivateKey({ key: { ...privateJwk }, format: 'jwk' }),
    )
    await isRefusedEverywhere(`${said}.${signature.toString('base64url')}`)
  })

  it('whose form is not right is unknown, and nobody’s mistake', async () => {
    const forms = [
      'a.b.c',
      '..',
      '...',
      `${token}.x`,
      `.${token}`,
      token.slice(0, -20),
      `${encoded('x')}.${part(1)}.${part(2)}`,
    ]
    for (const form of forms) await isRefusedEverywhere(form)
    expect(server.log.filter(({ level }) => level === 'error')).toEqual([])
  })

  it('of a member who is let in no longer is unknown', async () => {
    const { engine, seeded } = server
    const signedIn = must(await engine.signIn.login({ email: EMAIL, password: PASSWORD })).accessToken
    const members = must(await engine.access.members(seeded.principals.owner))
    const number = members.find(({ email }) => email === EMAIL)?.number ?? 0
    must(await engine.access.setMemberDisabled(seeded.principals.owner, number, true))
    await isRefusedEverywhere(signedIn)
    await isRefusedEverywhere(token)
    must(await engine.access.setMemberDisabled(seeded.principals.owner, number, false))
    await isRefusedEverywhere(token)
  })

  it('is unknown once its time is over', async () => {
    const late = must(await server.engine.signIn.login({ email: EMAIL, password: PASSWORD })).accessToken
    expect(await statuses(late)).toEqual(places().map(() => 200))
    server.world.clock.advance(ACCESS_TOKEN_LIFE)
    await isRefusedEverywhere(late)
  })
})
