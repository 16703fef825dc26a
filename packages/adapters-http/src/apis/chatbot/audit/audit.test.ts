import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { INSTALLATION, MINUTE } from '@parlance/core'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({ trustProxy: ['127.0.0.1', '::1', '::ffff:127.0.0.1'] })
})
afterAll(() => server.close())

const FROM = { 'x-forwarded-for': '192.0.2.7', 'user-agent': 'Browser/1.0' }
const LOG = '/api/v1/audit-log'

interface Entry {
  readonly id: string
  readonly organization_id: string
  readonly occurred_at: string
  readonly actor: { readonly type: string; readonly id: string | null }
  readonly action: string
  readonly subject: { readonly type: string; readonly id: string } | null
  readonly outcome: string
  readonly address: string | null
  readonly user_agent: string | null
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

interface Log {
  readonly items: readonly Entry[]
  readonly next_cursor: string | null
}

const asOwner = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: server.seeded.tokens.owner, body, headers: FROM })
const asAgent = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: server.seeded.tokens.agents[0], body, headers: FROM })

const read = async (query = ''): Promise<Log> => {
  await server.engine.audit.flush()
  const answer = await asOwner('GET', `${LOG}${query}`)
  if (answer.status !== 200) throw new Error(answer.text)
  return answer.json as Log
}

const newest = async (action: string) => (await read(`?action=${action}`)).items[0]

/** Everything that an entry tells of who did it, when and from where. */
const byOwner = (action: string) => ({
  organization_id: server.seeded.organization.id,
  occurred_at: new Date(server.world.clock.now()).toISOString(),
  actor: { type: 'member', id: server.seeded.owner.id },
  action,
  outcome: 'succeeded',
  address: '192.0.2.7',
  user_agent: 'Browser/1.0',
})

describe('the audit log', () => {
  it('tells of a member that is added, changed and removed', async () => {
    const agents = `${server.account}/agents`
    const added = await asOwner('POST', agents, { email: 'new@acme.test', name: 'New', role: 'agent' })
    const { id } = added.json as { readonly id: number }
    expect(await newest('member.added')).toMatchObject({
      ...byOwner('member.added'),
      subject: { type: 'member' },
      after: { email: 'new@acme.test', role: 'agent' },
    })
    await asOwner('PATCH', `${agents}/${id}`, { role: 'administrator' })
    expect(await newest('member.role-changed')).toMatchObject({
      ...byOwner('member.role-changed'),
      before: { role: 'agent' },
      after: { role: 'administrator' },
    })
    await asOwner('DELETE', `${agents}/${id}`)
    expect(await newest('member.removed')).toMatchObject({
      ...byOwner('member.removed'),
      before: { email: 'new@acme.test', role: 'administrator' },
    })
  })

  it('tells of webhook endpoints, and never of what signs for them', async () => {
    const webhooks = `${server.account}/webhooks`
    const made = await asOwner('POST', webhooks, {
      webhook: { url: 'https://hooks.test/a', subscriptions: ['message_created'] },
    })
    const { payload } = made.json as {
      readonly payload: { readonly webhook: { readonly id: number; readonly secret?: string } }
    }
    const { id, secret } = payload.webhook
    expect(await newest('webhook.created')).toMatchObject({
      ...byOwner('webhook.created'),
      after: { url: 'https://hooks.test/a' },
    })
    await asOwner('PATCH', `${webhooks}/${id}`, { webhook: { url: 'https://hooks.test/b' } })
    expect(await newest('webhook.updated')).toMatchObject({
      ...byOwner('webhook.updated'),
      before: { url: 'https://hooks.test/a' },
      after: { url: 'https://hooks.test/b' },
    })
    await asOwner('DELETE', `${webhooks}/${id}`)
    expect(await newest('webhook.removed')).toMatchObject(byOwner('webhook.removed'))
    if (secret) expect(JSON.stringify(await read())).not.toContain(secret)
  })

  it('tells of tokens and secrets that are reset, and not what they are', async () => {
    const { inbox } = server.seeded
    await asOwner('POST', `${server.account}/inboxes/${inbox.number}/reset_secret`)
    expect(await newest('inbox.secret-reset')).toMatchObject({
      ...byOwner('inbox.secret-reset'),
      subject: { type: 'inbox', id: inbox.id },
      before: null,
      after: null,
    })
    const made = await asOwner('POST', `${server.account}/agent_bots`, { name: 'Bot' })
    const bot = made.json as { readonly id: number; readonly access_token: string }
    expect(await newest('agent-identity.created')).toMatchObject(byOwner('agent-identity.created'))
    const reset = await asOwner('POST', `${server.account}/agent_bots/${bot.id}/reset_access_token`)
    const { access_token: token } = reset.json as { readonly access_token: string }
    const text = JSON.stringify(await read('?limit=200'))
    expect(text).toContain('agent-identity.')
    expect(text).not.toContain(token)
    expect(text).not.toContain(bot.access_token)
  })

  it('tells of contacts that are exported, imported, merged and deleted, and nothing of who they are', async () => {
    const contacts = `${server.account}/contacts`
    await asOwner('POST', `${contacts}/export`, {})
    expect(await newest('contacts.exported')).toMatchObject({
      ...byOwner('contacts.exported'),
      after: { contacts: expect.any(Number) },
    })
    const made = await asOwner('POST', contacts, { name: 'Leaving', email: 'leaving@contacts.test' })
    const { payload } = made.json as { readonly payload: { readonly contact: { readonly id: number } } }
    await asOwner('DELETE', `${contacts}/${payload.contact.id}`)
    expect(await newest('contact.deleted')).toMatchObject(byOwner('contact.deleted'))
    expect(JSON.stringify(await read('?limit=200'))).not.toContain('leaving@contacts.test')
  })

  it('tells of teams and who belongs to them', async () => {
    const team = (await asOwner('POST', '/api/v1/teams', { name: 'audited' })).json as { readonly id: string }
    const [agent] = server.seeded.agents
    await asOwner('POST', `/api/v1/teams/${team.id}/invite`, { email: agent?.email })
    expect(await newest('team.members-changed')).toMatchObject({
      ...byOwner('team.members-changed'),
      subject: { type: 'team', id: team.id },
      after: { added: [agent?.id] },
    })
    await asOwner('POST', `/api/v1/teams/${team.id}/invite`, { email: 'invited@acme.test' })
    expect(await newest('invitation.created')).toMatchObject({
      ...byOwner('invitation.created'),
      after: { email: 'invited@acme.test', role: 'agent' },
    })
    const mail = server.world.mailer.sent.at(-1)?.text ?? ''
    const [token = ''] = /inv_\S+/.exec(mail) ?? []
    expect(JSON.stringify(await read())).not.toContain(token)
  })

  it('tells who was refused what, once a minute', async () => {
    server.world.clock.advance(MINUTE)
    const { seeded } = server
    for (const _time of [1, 2, 3]) await asAgent('POST', '/api/v1/teams', { name: 'mine' })
    const { items } = await read('?outcome=refused')
    expect(items[0]).toMatchObject({
      actor: { type: 'member', id: seeded.agents[0]?.id },
      action: 'access.refused',
      subject: { type: 'operation', id: 'createWorkTeam' },
      address: '192.0.2.7',
      after: { code: 'access/forbidden', repeats: 2 },
    })
    expect(items.filter(({ subject }) => subject?.id === 'createWorkTeam').length).toBe(2)
  })

  it('tells nobody known of a credential that leads nowhere, but the installation', async () => {
    server.world.clock.advance(MINUTE)
    const before = (await read('?limit=200')).items.length
    await server.ask('GET', LOG, { token: 'guessed', headers: FROM })
    await server.ask('GET', `${server.account}/teams`, { token: server.other.tokens.owner, headers: FROM })
    await server.engine.audit.flush()
    const mine = await read('?limit=200')
    expect(mine.items.length).toBe(before)
    const list = (organizationId: typeof INSTALLATION) =>
      server.storage.auditStore.list(organizationId, { filter: {}, after: null, limit: 1 })
    expect(await list(INSTALLATION)).toMatchObject([
      { actor: { type: 'unknown' }, address: '192.0.2.7', after: { code: 'access/unknown-credential' } },
    ])
    expect(await list(server.other.organization.id)).toMatchObject([
      { actor: { type: 'member', id: server.other.owner.id }, after: { code: 'access/not-a-member' } },
    ])
  })
})

describe('GET audit-log', () => {
  it('goes through all of it by the cursor, the newest first', async () => {
    const { items } = await read('?limit=200')
    expect(items.length).toBeGreaterThan(10)
    const times = items.map(({ occurred_at }) => occurred_at)
    expect(times).toEqual(times.toSorted().toReversed())
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: Log = await read(`?limit=3${cursor && `&cursor=${cursor}`}`)
      expect(page.items.length).toBeLessThanOrEqual(3)
      seen.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor
    }
    expect(seen).toEqual(items.map(({ id }) => id))
  })

  it('is narrowed', async () => {
    const owner = await read(`?limit=200&actor_id=${server.seeded.owner.id}`)
    expect(new Set(owner.items.map(({ actor }) => actor.id))).toEqual(new Set([server.seeded.owner.id]))
    const now = new Date(server.world.clock.now())
    expect((await read(`?since=${new Date(now.getTime() + 1).toISOString()}`)).items).toEqual([])
    expect((await read('?until=2020-01-01T00:00:00Z')).items).toEqual([])
    expect((await read('?until=2120-01-01T00:00:00%2B02:00')).items.length).toBeGreaterThan(0)
  })

  it.each([
    ['?limit=0', 'limit'],
    ['?limit=-1', 'limit'],
    ['?limit=201', 'limit'],
    ['?limit=NaN', 'limit'],
    ['?limit=1e9', 'limit'],
    ['?cursor=x', 'cursor'],
    ['?since=yesterday', 'since'],
    ['?actor_id=7', 'actor_id'],
    ['?outcome=maybe', 'outcome'],
  ])('refuses %s', async (query, path) => {
    expect(await asOwner('GET', LOG + query)).toMatchObject({
      status: 400,
      json: { code: 'validation_failed', errors: [{ path }] },
    })
  })

  it('refuses a cursor that was changed, or of another organization', async () => {
    const { next_cursor: cursor } = await read('?limit=1')
    expect((await asOwner('GET', `${LOG}?cursor=${cursor}0`)).status).toBe(400)
    const { tokens } = server.other
    const foreign = await server.ask('GET', `${LOG}?cursor=${cursor}`, { token: tokens.owner })
    expect(foreign.status).toBe(400)
  })

  it('is for administrators and server keys', async () => {
    expect(await asAgent('GET', LOG)).toMatchObject({ status: 403, json: { code: 'forbidden' } })
    const minted = await server.engine.apiKeys.mint(server.seeded.principals.owner, {
      kind: 'server',
      name: 'Backend',
    })
    if (!minted.ok) throw new Error(minted.error.code)
    const headers = { 'x-api-key': minted.value.text ?? '' }
    expect((await server.ask('GET', LOG, { headers })).status).toBe(200)
    expect((await server.ask('GET', LOG)).status).toBe(401)
  })
})
