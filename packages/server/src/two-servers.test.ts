import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { type Client, createClient } from '../testing/client.ts'
import { runCommand } from '../testing/command-line.ts'
import { listen } from '../testing/event-stream.ts'
import { createFreshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { addAgent, type Founded, found } from '../testing/people.ts'
import { type Served, startServed } from '../testing/served.ts'
import { type Sink, startSink } from '../testing/sink.ts'

const PASSWORD = 'correct horse battery staple'
const STEP = 30_000
/** After so many milliseconds, what was taken back on one server is gone on the other. */
const SOON = 1_000

describe('two servers on one database', () => {
  let database: FreshDatabase
  let sink: Sink
  let servers: readonly Served[]
  let one: Client
  let other: Client
  let organization: Founded
  let account: string

  beforeAll(async () => {
    database = await createFreshDatabase()
    sink = await startSink()
    const settings = {
      DATABASE_URL: database.url,
      PARLANCE_WEBHOOK_ALLOW_PRIVATE: '127.0.0.0/8',
      PARLANCE_RATE_LIMIT_AUTH: '1000',
    }
    await runCommand(['migrate'], settings)
    organization = await found(settings)
    await addAgent(settings, organization.organizationId)
    servers = await Promise.all([startServed(settings), startServed(settings)])
    const [first, second] = servers.map(({ url }) => createClient(url))
    if (!first || !second) throw new Error('There are two servers')
    one = first
    other = second
    account = `/api/v1/accounts/${organization.accountId}`
  }, 120_000)

  afterAll(async () => {
    await Promise.all((servers ?? []).map((server) => server.stop()))
    await sink?.close()
    await database?.drop()
  }, 60_000)

  const asOwner = async (ask: Client, method: string, path: string, body?: unknown) => {
    const answer = await ask(method, `${account}${path}`, { token: organization.owner.token, body })
    if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status}`)
    return answer.body
  }

  /** Another inbox, whose events reach the sink. */
  const newInbox = (settings: object = {}) =>
    asOwner(one, 'POST', '/inboxes', {
      name: 'App',
      channel: { type: 'api', webhook_url: sink.url },
      ...settings,
    })

  /** Where a new contact of the inbox writes in a conversation of its own. */
  const begin = async (ask: Client, { inbox_identifier }: { inbox_identifier: string }) => {
    const door = `/public/api/v1/inboxes/${inbox_identifier}/contacts`
    const { source_id } = (await ask('POST', door, { body: { name: 'Grace' } })).body
    const { id } = (await ask('POST', `${door}/${source_id}/conversations`, { body: {} })).body
    return { id, messages: `${door}/${source_id}/conversations/${id}/messages` }
  }

  it('answer a repeated request alike, whichever was asked first', async () => {
    const { messages } = await begin(one, await newInbox())
    const sent = { body: { content: 'Once' }, key: 'the-same-key' }
    const first = await one('POST', messages, sent)
    const second = await other('POST', messages, sent)
    expect([first.status, second.status]).toEqual([200, 200])
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotency-replayed')).toBe('true')
    const reused = await other('POST', messages, { ...sent, body: { content: 'Twice' } })
    expect(reused.status).toBe(422)
    expect((await one('GET', messages)).body).toHaveLength(1)
  })

  it('write what both are asked at the same moment once', async () => {
    const { messages } = await begin(one, await newInbox())
    const sent = { body: { content: 'At once' }, key: 'at-once' }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => (at % 2 === 0 ? one : other)('POST', messages, sent)),
    )
    const good = answers.filter(({ status }) => status === 200)
    expect(answers.filter(({ status }) => status !== 200 && status !== 409)).toEqual([])
    expect(new Set(good.map(({ body }) => body.id)).size).toBe(1)
    expect((await other('GET', messages)).body).toHaveLength(1)
  })

  it('both refuse a key that one of them was told to end', async () => {
    const minted = await one('POST', '/api/v1/api-keys', {
      token: organization.owner.token,
      body: { name: 'Backend', key_type: 'server' },
    })
    const { api_key: bearer, id } = minted.body
    const whoIs = async (ask: Client) => (await ask('GET', '/api/whoami', { bearer })).status
    expect([await whoIs(one), await whoIs(other)]).toEqual([200, 200])
    await one('DELETE', `/api/v1/api-keys/${id}`, { token: organization.owner.token })
    await pause(SOON)
    expect([await whoIs(one), await whoIs(other)]).toEqual([401, 401])
  })

  it('both let nobody in who is no longer a member', async () => {
    const settings = { DATABASE_URL: database.url }
    const { id, token } = await addAgent(settings, organization.organizationId)
    const profile = async (ask: Client) => (await ask('GET', '/api/v1/profile', { token })).status
    expect([await profile(one), await profile(other)]).toEqual([200, 200])
    await asOwner(one, 'DELETE', `/agents/${id}`)
    await pause(SOON)
    expect([await profile(one), await profile(other)]).toEqual([401, 401])
  })

  const auth = (ask: Client, path: string, body: object, bearer?: string) =>
    ask('POST', `/api/v1/auth/${path}`, { body, ...(bearer !== undefined && { bearer }) })

  it('know the same sessions', async () => {
    const { body } = await auth(one, 'register', { email: 'session@acme.test', password: PASSWORD })
    const me = async (ask: Client) => (await ask('GET', '/api/v1/auth/me', { bearer: body.token })).status
    expect([await me(one), await me(other)]).toEqual([200, 200])
    const renewed = await auth(other, 'refresh', { refresh_token: body.refresh_token })
    expect(renewed.status).toBe(200)
    await auth(one, 'logout', { refresh_token: renewed.body.refresh_token }, renewed.body.token)
    await pause(SOON)
    expect([await me(one), await me(other)]).toEqual([401, 401])
    expect((await auth(other, 'refresh', { refresh_token: renewed.body.refresh_token })).status).toBe(401)
  })

  it('take a one-time code once between them', async () => {
    const email = 'factor@acme.test'
    const { body } = await auth(one, 'register', { email, password: PASSWORD })
    const { secret } = (await auth(one, 'totp/setup', {}, body.token)).body
    const now = Date.now()
    const enabled = await auth(one, 'totp/verify', { code: await codeAt(secret, now) }, body.token)
    expect(enabled.status).toBe(200)
    const login = (ask: Client, totp_code: string) =>
      auth(ask, 'login', { email, password: PASSWORD, totp_code })
    expect((await login(other, await codeAt(secret, now))).status).toBe(401)
    const next = await codeAt(secret, now + STEP)
    const answers = await Promise.all([one, other, one, other].map((ask) => login(ask, next)))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401, 401, 401])
  })

  it('count failures to sign in together', async () => {
    const email = 'guessed@acme.test'
    await auth(one, 'register', { email, password: PASSWORD })
    for (let tried = 0; tried < 10; tried += 1) {
      await auth(tried % 2 === 0 ? one : other, 'login', { email, password: 'not the right password' })
    }
    for (const ask of [one, other]) {
      expect((await auth(ask, 'login', { email, password: PASSWORD })).status).toBe(401)
    }
  })

  it('give each conversation to one member, in turn', async () => {
    const inbox = await newInbox({ enable_auto_assignment: true })
    const { payload: members } = await asOwner(one, 'POST', '/inbox_members', {
      inbox_id: inbox.id,
      user_ids: (await asOwner(one, 'GET', '/agents')).map(({ id }: { id: number }) => id),
    })
    expect(members).toHaveLength(2)
    const begun = await Promise.all(
      Array.from({ length: 20 }, (_, at) => begin(at % 2 === 0 ? one : other, inbox)),
    )
    const inInbox = `from assignments join inboxes on inboxes.id = assignments.inbox_id where inboxes.number = ${inbox.id}`
    const count = async (text: string) => Number((await database.query(text))[0]?.['count'])
    await until('all are given out', async () => (await count(`select count(*) ${inInbox}`)) >= begun.length)
    const held = await database.query(
      `select holder_id, count(*)::integer as count ${inInbox} group by holder_id`,
    )
    expect(held.map(({ count }) => count)).toEqual([10, 10])
  }, 60_000)

  it('deliver each event once between them', async () => {
    const inbox = await newInbox()
    const begun = await Promise.all([begin(one, inbox), begin(other, inbox)])
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 3 === 0 ? one : other)('POST', begun[at % 2]?.messages ?? '', {
          body: { content: `Said ${at}` },
        }),
      ),
    )
    const ids = new Set(begun.map(({ id }) => id))
    const arrived = () =>
      sink.arrivals
        .filter(({ body }) => body.event === 'message_created' && ids.has(body.conversation?.id))
        .map(({ body }) => body.content)
    await until('all arrived', () => new Set(arrived()).size === 40)
    expect(arrived()).toHaveLength(40)
  }, 60_000)

  it('tell those who listen to either what happens on both', async () => {
    const { messages } = await begin(one, await newInbox())
    const streams = await Promise.all(servers.map(({ url }) => listen(url, organization.owner.token)))
    await one('POST', messages, { body: { content: 'Over here' } })
    await other('POST', messages, { body: { content: 'Over there' } })
    for (const stream of streams) {
      await until('both are told', () =>
        ['Over here', 'Over there'].every((said) => stream.text().includes(said)),
      )
      stream.leave()
    }
  })
})

const codeAt = async (secret: string, at: number): Promise<string> => {
  const { generate } = await import('otplib')
  return generate({ strategy: 'hotp', secret, counter: Math.floor(at / STEP) })
}
