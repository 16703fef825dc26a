import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { generate } from 'otplib'
import { type Client, createClient } from '../testing/client.ts'
import { createFreshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { createTemporaryDirectory, type TemporaryDirectory } from '../testing/temporary-directory.ts'
import { createLogger, createServer, type ParlanceServer } from './index.ts'

const PASSWORD = 'correct horse battery staple'

describe('signing in, on two servers with one database', () => {
  let fresh: FreshDatabase
  let mails: TemporaryDirectory
  let servers: readonly ParlanceServer[]
  let urls: readonly string[]
  let first: Client
  let second: Client
  const lines: string[] = []

  beforeAll(async () => {
    fresh = await createFreshDatabase()
    mails = await createTemporaryDirectory()
    const logger = createLogger({ logLevel: 'trace' }, { write: (line: string) => lines.push(line) })
    servers = [1, 2].map(() =>
      createServer(
        {
          databaseUrl: fresh.url,
          migrateOnStart: true,
          port: 0,
          mailDir: mails.path,
          rateLimitEnabled: false,
        },
        { logger },
      ),
    )
    const started = []
    for (const server of servers) started.push(await server.start())
    urls = started.map(({ url }) => url)
    first = createClient(urls[0] ?? '')
    second = createClient(urls[1] ?? '')
  }, 120_000)

  afterAll(async () => {
    await Promise.all(servers.map((server) => server.stop()))
    await mails.remove()
    await fresh.drop()
  })

  const auth = (client: Client, path: string, body: object, token?: string) =>
    client('POST', `/api/v1/auth/${path}`, { body, ...(token !== undefined && { token }) })
  const me = (client: Client, token: string) => client('GET', '/api/v1/auth/me', { token })

  /** The digits in the mail to somebody with this subject. */
  const mailed = async (to: string, subject: string): Promise<string> => {
    let digits: string | undefined
    await until(`${to} is mailed`, async () => {
      for (const name of await readdir(mails.path).catch(() => [])) {
        const mail = await readFile(join(mails.path, name), 'utf8')
        if (mail.includes(to) && mail.includes(subject)) digits = /^(\d{6})\r?$/m.exec(mail)?.[1]
      }
      return digits !== undefined
    })
    return digits ?? ''
  }

  let token: string
  let secret: string
  const email = 'ada@acme.test'
  const now = () => generate({ secret })

  it('lets somebody register on one, and know itself on the other', async () => {
    const answer = await auth(first, 'register', {
      email,
      password: PASSWORD,
      organization_name: 'Acme',
    })
    expect(answer.status).toBe(201)
    token = answer.body.token
    expect((await me(second, token)).body).toMatchObject({
      user: { email },
      organization: { name: 'Acme' },
    })
    const profile = await second('GET', '/api/v1/profile', { token: answer.body.user.api_access_token })
    expect(profile.body).toMatchObject({ email })
  })

  it('takes the code that was mailed', async () => {
    const code = await mailed(email, 'Your verification code')
    const answer = await auth(second, 'verify-email', { email, code })
    expect(answer).toMatchObject({ status: 200, body: { user: { email_verified: true } } })
  })

  it('publishes the keys that its tokens can be verified with', async () => {
    const keys = createRemoteJWKSet(new URL(`${urls[1]}/.well-known/jwks.json`))
    const { payload, protectedHeader } = await jwtVerify(token, keys, { issuer: 'urn:parlance' })
    expect(protectedHeader.alg).toBe('EdDSA')
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900)
    expect(Object.keys((await first('GET', '/.well-known/jwks.json')).body.keys[0])).not.toContain('d')
  })

  it('takes a code of an authenticator app once, whichever server it comes to', async () => {
    const proposed = await auth(first, 'totp/setup', {}, token)
    secret = proposed.body.secret
    expect(proposed.body.qr_svg).toMatch(/^<svg/)
    expect(proposed.body.otpauth_url).toContain(secret)
    const enabled = await auth(second, 'totp/verify', { code: await now() }, token)
    expect(enabled.body.recovery_codes).toHaveLength(10)
    const login = (client: Client, more: object) =>
      auth(client, 'login', { email, password: PASSWORD, ...more })
    expect((await login(first, { totp_code: await now() })).status).toBe(401)
    const [recovery_code] = enabled.body.recovery_codes
    const both = await Promise.all([first, second].map((client) => login(client, { recovery_code })))
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 401])
    // The code of the next step is good already, for one.
    const totp_code = await generate({ secret, epoch: Math.floor(Date.now() / 1_000) + 30 })
    const next = await Promise.all([first, second].map((client) => login(client, { totp_code })))
    expect(next.map(({ status }) => status).toSorted()).toEqual([200, 401])
  })

  it('keeps no secret readable', async () => {
    const rows = await fresh.query('select secret, pending_secret from second_factors')
    expect(JSON.stringify(rows)).not.toContain(secret)
    expect(JSON.stringify(rows)).toContain('v1.')
    const kept = JSON.stringify(
      await fresh.query("select content from installation_keys where purpose = 'access-tokens'"),
    )
    expect(kept).not.toContain('"d')
  })

  it('lets nobody in by a session that was ended on the other server, within a second', async () => {
    expect((await me(first, token)).status).toBe(200)
    expect((await auth(second, 'logout', {}, token)).status).toBe(204)
    await until('nobody is let in', async () => (await me(first, token)).status === 401)
  })

  it('writes no code, token or secret into the log', async () => {
    const code = await mailed(email, 'Your verification code')
    const all = lines.join('')
    for (const hidden of [code, secret, token, PASSWORD]) expect(all).not.toContain(hidden)
    expect(lines.length).toBeGreaterThan(5)
  })
})
