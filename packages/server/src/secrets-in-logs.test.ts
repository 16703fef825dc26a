import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { generate } from 'otplib'
import { type Client, createClient, type Reply, type Sent } from '../testing/client.ts'
import { runCommand } from '../testing/command-line.ts'
import { createFreshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { secretsIn } from '../testing/secrets.ts'
import { type Served, startServed } from '../testing/served.ts'
import { type Sink, startSink } from '../testing/sink.ts'
import { createTemporaryDirectory } from '../testing/temporary-directory.ts'

const PASSWORD = 'a horse that nobody else has'
const OTHER_PASSWORD = 'a battery that nobody else has'
const STEP = 30_000

/** What a log may have in it by chance, but not as a word of its own: six digits. */
const isIn = (log: string, secret: string): boolean =>
  /^\d+$/.test(secret) ? new RegExp(`\\b${secret}\\b`).test(log) : log.includes(secret)

describe('a log at its most talkative', () => {
  let database: FreshDatabase
  let directory: Awaited<ReturnType<typeof createTemporaryDirectory>>
  let sink: Sink
  let server: Served
  let client: Client
  let token: string
  let account: string
  const secrets = new Set<string>()
  const failures: Reply[] = []

  beforeAll(async () => {
    database = await createFreshDatabase()
    directory = await createTemporaryDirectory()
    sink = await startSink()
    const settings = {
      DATABASE_URL: database.url,
      PARLANCE_LOG_LEVEL: 'trace',
      PARLANCE_MAIL_DIR: directory.path,
      PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8',
      PARLANCE_WEBHOOK_RETRY_WAITS_MS: '0,100',
      PARLANCE_RATE_LIMIT_AUTH: '1000',
    }
    await runCommand(['migrate'], settings)
    const words = ['bootstrap', '--organization', 'Acme', '--email', 'ada@acme.test', '--json']
    const founded = JSON.parse((await runCommand(words, settings)).stdout)
    keep(...secretsIn(founded))
    token = founded.owner.api_access_token
    account = `/api/v1/accounts/${founded.account_id}`
    server = await startServed(settings)
    client = createClient(server.url)
  }, 120_000)

  afterAll(async () => {
    await server?.stop()
    await sink?.close()
    await directory?.remove()
    await database?.drop()
  }, 60_000)

  const keep = (...found: readonly string[]) => {
    for (const secret of found) secrets.add(secret)
  }

  /** Asks, and keeps every secret that is sent or told. */
  const ask = async (method: string, path: string, sent: Sent = {}): Promise<Reply> => {
    const reply = await client(method, path, sent)
    keep(...secretsIn(sent.body), ...secretsIn(reply.body))
    return reply
  }
  const asOwner = async (method: string, path: string, body?: unknown) => {
    const reply = await ask(method, path, { token, body })
    if (reply.status >= 300)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`)
    return reply.body
  }
  const auth = (path: string, body: object, bearer?: string) =>
    ask('POST', `/api/v1/auth/${path}`, { body, ...(bearer !== undefined && { bearer }) })

  /** What was mailed to somebody last, told by the form of it. */
  const mailed = async (to: string, form: RegExp): Promise<string> => {
    let found: string | undefined
    await until(`mail to ${to}`, async () => {
      for (const name of (await readdir(directory.path)).toSorted()) {
        const text = (await readFile(join(directory.path, name), 'utf8')).replaceAll('=\r\n', '')
        if (text.includes(`To: ${to}`)) found = form.exec(text)?.[0] ?? found
      }
      return found !== undefined
    })
    keep(found ?? '')
    return found ?? ''
  }

  it('has nothing of inboxes, bots, contacts and webhooks', async () => {
    const address = 'hook-that-nobody-else-knows'
    keep(address)
    const inbox = await asOwner('POST', `${account}/inboxes`, {
      name: 'App',
      channel: { type: 'api', webhook_url: `http://127.0.0.1:1/nobody?secret=${address}` },
    })
    await asOwner('GET', `${account}/inboxes/${inbox.id}`)
    await asOwner('POST', `${account}/webhooks`, {
      url: `${sink.url}/${address}`,
      subscriptions: ['message_created'],
    })
    const bot = await asOwner('POST', `${account}/agent_bots`, { name: 'Bo', outgoing_url: sink.url })
    await ask('GET', '/api/v1/profile', { token: bot.access_token })
    await asOwner('GET', '/api/v1/profile')
    sink.refuse(2, () => true)
    const door = `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts`
    const { source_id } = (await ask('POST', door, { body: { name: 'Grace' } })).body
    keep(source_id)
    const { id } = (await ask('POST', `${door}/${source_id}/conversations`, { body: {} })).body
    await ask('POST', `${door}/${source_id}/conversations/${id}/messages`, { body: { content: 'Hi' } })
    await until('the webhook arrived', () => sink.arrivals.length > 1)
    await ask('GET', `${door}/${source_id}-not`)
  })

  it('has nothing of those who sign in', async () => {
    const email = 'grace@acme.test'
    const { body } = await auth('register', { email, password: PASSWORD })
    expect(body.token).toMatch(/^ey/)
    await auth('verify-email', { email, code: await mailed(email, /\b\d{6}\b/) })
    await auth('login', { email, password: 'a password that is wrong' })
    await auth('login', { email, password: 17 })
    const { secret } = (await auth('totp/setup', {}, body.token)).body
    const codeAt = async (at: number) => {
      const code = await generate({ strategy: 'hotp', secret, counter: Math.floor(at / STEP) })
      keep(code)
      return code
    }
    const now = Date.now()
    const enabled = await auth('totp/verify', { code: await codeAt(now) }, body.token)
    expect(enabled.body.recovery_codes).toHaveLength(10)
    const login = { email, password: PASSWORD }
    expect((await auth('login', { ...login, totp_code: await codeAt(now + STEP) })).status).toBe(200)
    const signedIn = await auth('login', { ...login, recovery_code: enabled.body.recovery_codes[0] })
    expect(signedIn.status).toBe(200)
    const { refresh_token } = signedIn.body
    await auth('refresh', { refresh_token })
    await auth('refresh', { refresh_token: `${refresh_token}x` })
    await auth('forgot-password', { email })
    await until('the code is mailed', async () => (await readdir(directory.path)).length > 1)
    const code = await mailed(email, /\b\d{6}\b/)
    await auth('reset-password', { email, code, password: OTHER_PASSWORD })
    await auth('logout', { refresh_token }, signedIn.body.token)
    expect((await ask('GET', '/api/v1/auth/me', { bearer: signedIn.body.token })).status).toBe(401)
  })

  it('has nothing of keys, of what is signed, and of invitations', async () => {
    const handle = 'sales-bot'
    await asOwner('POST', '/api/v1/identities', { agent_handle: handle, mailbox: {}, imessage_enabled: true })
    const signing = await asOwner('POST', `/api/v1/identities/${handle}/signing-key`)
    expect(secretsIn(signing)).not.toEqual([])
    for (const key_type of ['server', 'client']) {
      const { api_key, id } = await asOwner('POST', '/api/v1/api-keys', { name: 'One', key_type })
      await ask('GET', '/api/whoami', { bearer: api_key })
      await asOwner('DELETE', `/api/v1/api-keys/${id}`)
      await ask('GET', '/api/whoami', { bearer: api_key })
    }
    const hook = { url: `${sink.url}/support`, events: ['message.created'] }
    await ask('POST', '/api/v1/webhooks', { token, body: hook })
    const { token: bearer } = (await auth('register', { email: 'team@acme.test', password: PASSWORD })).body
    const team = await ask('POST', '/api/v1/teams', { bearer, body: { name: 'Sales' } })
    expect(team.status).toBe(201)
    const email = 'invited@acme.test'
    const invited = await ask('POST', `/api/v1/teams/${team.body.id}/invite`, {
      bearer,
      body: { email, role: 'agent' },
    })
    expect(invited.status).toBe(201)
    const accepted = await ask('POST', '/api/v1/teams/invitations/accept', {
      body: { token: await mailed(email, /(?<=<code>)[^<]+/), password: PASSWORD, name: 'Grace' },
    })
    expect(accepted.status).toBe(200)
  })

  it('has nothing that comes in the wrong place', async () => {
    for (const secret of [...secrets]) {
      const part = encodeURIComponent(secret)
      await ask('GET', `/api/v1/profile?api_access_token=${part}&token=${part}`)
      await ask('GET', `/api/v1/unknown/${part}`)
      await ask('GET', '/api/v1/profile', { token: /^[\x20-\x7e]+$/.test(secret) ? `${secret}-` : 'x' })
    }
    const broken = await fetch(`${server.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{"password":"${PASSWORD}",`,
    })
    expect(broken.status).toBe(400)
  })

  it('has nothing of what the database says of a row that it refuses, and nor has the answer', async () => {
    const named = `name <> 'Broken'`
    for (const table of ['inboxes', 'agent_identities'])
      await database.query(`alter table ${table} add constraint never check (${named}) not valid`)
    const [{ id }] = (await asOwner('GET', `${account}/inboxes`)).payload
    const [bot] = await asOwner('GET', `${account}/agent_bots`)
    for (const path of [`/inboxes/${id}`, `/agent_bots/${bot.id}`])
      failures.push(await ask('PATCH', `${account}${path}`, { token, body: { name: 'Broken' } }))
    expect(failures.map(({ status }) => status)).toEqual([500, 500])
    for (const { body } of failures)
      expect(JSON.stringify(body)).not.toMatch(/never|constraint|inboxes|\bat \w+/)
    await until('the log tells why', () => server.stdout().includes('request failed'))
    expect(server.stdout()).not.toContain('Failing row')
  })

  it('is free of every secret', async () => {
    const { stdout, stderr } = await server.stop()
    expect(secrets.size).toBeGreaterThan(30)
    expect(stdout.split('\n').length).toBeGreaterThan(50)
    const log = stdout + stderr
    expect([...secrets].filter((secret) => isIn(log, secret))).toEqual([])
  })
})
