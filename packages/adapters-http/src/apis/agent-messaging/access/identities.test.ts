import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { must } from '../../../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const PATH = '/api/v1/identities'

interface Shown {
  readonly id: string
  readonly agent_handle: string
  readonly [key: string]: unknown
}

const asOwner = (method: string, path: string, body?: unknown) =>
  server.ask(method, path, { token: server.seeded.tokens.owner, body })

const made = async (body: object): Promise<Shown> => {
  const answer = await asOwner('POST', `${PATH}/`, { mailbox: {}, ...body })
  expect(answer.status).toBe(201)
  return answer.json as Shown
}

describe('identities', () => {
  it('are made with what clients send, and shown with every key that they read', async () => {
    const identity = await made({
      agent_handle: '@Sales-Bot',
      display_name: 'Sales',
      description: null,
      imessage_enabled: false,
    })
    expect(identity).toEqual({
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      organization_id: `org_${server.seeded.organization.id}`,
      agent_handle: 'sales-bot',
      display_name: 'Sales',
      description: null,
      email_address: null,
      imessage_enabled: false,
      imessage_filter_mode: 'blacklist',
      mail_filter_mode: 'blacklist',
      phone_filter_mode: 'blacklist',
      signing_key_configured: false,
      signing_key_created_at: null,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      mailbox: null,
      phone_number: null,
      imessage_number: null,
      tunnel: null,
    })
    for (const path of [`${PATH}/sales-bot`, `${PATH}/@SALES-bot`, `${PATH}/sales-bot/`])
      expect((await asOwner('GET', path)).json).toEqual(identity)
    for (const path of [PATH, `${PATH}/`]) expect((await asOwner('GET', path)).json).toContainEqual(identity)
  })

  it('are the bots of the channel API, which have handles of their own', async () => {
    const bot = (await server.owner('POST', '/agent_bots', { name: 'Größte Hilfe' })).json as { name: string }
    const listed = (await asOwner('GET', PATH)).json as readonly Shown[]
    const identity = listed.find(({ display_name }) => display_name === bot.name)
    expect(identity?.agent_handle).toMatch(/^gro-te-hilfe-[0-9a-f]{8}$/)
    await asOwner('PATCH', `${PATH}/${identity?.agent_handle}`, { display_name: 'Renamed' })
    const bots = (await server.owner('GET', '/agent_bots')).json as readonly { name: string }[]
    expect(bots.map(({ name }) => name)).toContain('Renamed')
    await asOwner('PATCH', `${PATH}/${identity?.agent_handle}`, { display_name: null })
    const cleared = (await server.owner('GET', '/agent_bots')).json as readonly { name: string }[]
    expect(cleared.map(({ name }) => name)).toContain(identity?.agent_handle)
  })

  it('change what is sent, clear what is null, and are renamed', async () => {
    await made({ agent_handle: 'before', display_name: 'Old', description: 'Something' })
    const changed = await asOwner('PATCH', `${PATH}/before`, {
      agent_handle: '@After',
      description: null,
      imessage_filter_mode: 'whitelist',
    })
    expect(changed.json).toMatchObject({
      agent_handle: 'after',
      display_name: 'Old',
      description: null,
      imessage_filter_mode: 'whitelist',
    })
    expect((await asOwner('GET', `${PATH}/before`)).status).toBe(404)
    expect((await asOwner('PATCH', `${PATH}/after`, {})).json).toMatchObject({ display_name: 'Old' })
  })

  it('refuse a handle that anybody has, in words for programs', async () => {
    await made({ agent_handle: 'taken' })
    await made({ agent_handle: 'free' })
    const theirs = await server.ask('POST', PATH, {
      token: server.other.tokens.owner,
      body: { agent_handle: 'TAKEN', mailbox: {} },
    })
    const refusal = {
      status: 409,
      json: {
        detail: {
          error: 'agent_handle_unavailable',
          code: 'agent_handle_unavailable',
          message: expect.any(String),
          blocking_namespace: 'identities',
        },
      },
    }
    expect(theirs).toMatchObject(refusal)
    expect(await asOwner('PATCH', `${PATH}/free`, { agent_handle: 'taken' })).toMatchObject(refusal)
    expect((await asOwner('GET', `${PATH}/free`)).status).toBe(200)
  })

  it.each<[string, object]>([
    ['agent_handle', { agent_handle: 'no spaces' }],
    ['agent_handle', { agent_handle: '' }],
    ['agent_handle', { agent_handle: 'self' }],
    ['agent_handle', {}],
    ['display_name', { agent_handle: 'long', display_name: 'x'.repeat(256) }],
    ['mailbox', { agent_handle: 'mail', mailbox: { email_local_part: 'me' } }],
    ['tunnel', { agent_handle: 'tunnel', tunnel: { tls_mode: 'edge' } }],
    ['phone_number', { agent_handle: 'phone', phone_number: { type: 'local' } }],
    ['imessage_number_type', { agent_handle: 'number', imessage_number_type: 'dedicated_inbound' }],
    ['vault_secret_ids', { agent_handle: 'vault', vault_secret_ids: ['x'] }],
    ['imessage_enabled', { agent_handle: 'enabled', imessage_enabled: 'perhaps' }],
  ])('refuse %s where it can’t be taken', async (field, body) => {
    const answer = await asOwner('POST', PATH, body)
    expect(answer).toMatchObject({ status: 422, json: { detail: [{ loc: ['body', field] }] } })
  })

  it('open an inbox of their own once they are enabled, which is called as they are', async () => {
    const inboxes = async () => {
      const { payload } = (await server.owner('GET', '/inboxes')).json as {
        readonly payload: readonly { id: number; name: string; channel_type: string }[]
      }
      return payload.filter(({ channel_type }) => channel_type === 'Channel::Imessage')
    }
    await made({ agent_handle: 'line', display_name: 'Line' })
    expect((await inboxes()).map(({ name }) => name)).not.toContain('Line')
    for (const imessage_enabled of [true, false, true])
      await asOwner('PATCH', `${PATH}/line`, { imessage_enabled })
    expect((await inboxes()).filter(({ name }) => name === 'Line').length).toBe(1)
    await asOwner('PATCH', `${PATH}/line`, { display_name: 'Hot line' })
    expect((await inboxes()).map(({ name }) => name)).toContain('Hot line')
    const inbox = (await inboxes()).find(({ name }) => name === 'Hot line')
    await server.owner('PATCH', `/inboxes/${inbox?.id}`, { name: 'Ours' })
    await asOwner('PATCH', `${PATH}/line`, { display_name: 'Another' })
    expect((await inboxes()).map(({ name }) => name)).toContain('Ours')
    await server.owner('DELETE', `/inboxes/${inbox?.id}`)
    expect((await asOwner('GET', `${PATH}/line`)).json).toMatchObject({ imessage_enabled: false })
  })

  it('are gone once they are removed, and their handles are free', async () => {
    await made({ agent_handle: 'gone', imessage_enabled: true })
    expect((await asOwner('DELETE', `${PATH}/gone`)).status).toBe(204)
    expect((await asOwner('GET', `${PATH}/gone`)).status).toBe(404)
    expect((await asOwner('DELETE', `${PATH}/gone`)).status).toBe(404)
    await made({ agent_handle: 'gone' })
  })

  it('are nothing to another organization, and not to be changed by an agent', async () => {
    await made({ agent_handle: 'mine' })
    const token = server.other.tokens.owner
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect((await server.ask(method, `${PATH}/mine`, { token, body: undefined })).status).toBe(404)
    const agent = server.seeded.tokens.agents[0]
    expect((await server.ask('POST', PATH, { token: agent, body: { agent_handle: 'x' } })).status).toBe(403)
    expect((await server.ask('DELETE', `${PATH}/mine`, { token: agent })).status).toBe(403)
  })

  it('have no telephone number to give back', async () => {
    await made({ agent_handle: 'mute' })
    expect((await asOwner('DELETE', `${PATH}/mute/phone_number`)).json).toEqual({
      detail: 'The identity has no phone number',
    })
  })
})

describe('signing keys', () => {
  it('are told once, and each one takes the place of the one before', async () => {
    await made({ agent_handle: 'signer' })
    const path = `${PATH}/signer/signing-key`
    expect((await asOwner('GET', path)).json).toEqual({ configured: false, created_at: null })
    const first = (await asOwner('POST', path, {})).json as { signing_key: string; created_at: string }
    expect(first.signing_key).toMatch(/^whsec_/)
    expect((await asOwner('GET', path)).json).toEqual({ configured: true, created_at: first.created_at })
    expect((await asOwner('GET', `${PATH}/signer`)).json).toMatchObject({
      signing_key_configured: true,
      signing_key_created_at: first.created_at,
    })
    const second = (await asOwner('POST', path)).json as { signing_key: string }
    expect(second.signing_key).not.toBe(first.signing_key)
  })

  it('of the organization are none', async () => {
    expect((await asOwner('GET', '/api/v1/signing-keys')).json).toEqual({
      configured: false,
      created_at: null,
    })
    const answer = await asOwner('POST', '/api/v1/signing-keys', {})
    expect(answer).toMatchObject({ status: 409, json: { detail: expect.stringContaining('signing-key') } })
  })
})

describe('an identity, with a key of its own', () => {
  const scoped = async (handle: string) => {
    const identity = await made({ agent_handle: handle })
    const answer = await asOwner('POST', '/api/v1/api-keys', {
      label: handle,
      scoped_identity_id: identity.id,
    })
    const { api_key: key } = answer.json as { readonly api_key: string }
    const asSelf = (method: string, path: string, body?: unknown) =>
      server.ask(method, path, { headers: { 'x-api-key': key }, body })
    return { identity, asSelf }
  }

  it('sees itself and nobody else', async () => {
    const { identity, asSelf } = await scoped('lonely')
    await made({ agent_handle: 'somebody' })
    expect((await asSelf('GET', PATH)).json).toEqual([identity])
    expect((await asSelf('GET', `${PATH}/lonely`)).json).toEqual(identity)
    expect((await asSelf('GET', `${PATH}/somebody`)).status).toBe(403)
    expect((await asSelf('GET', `${PATH}/nobody-at-all`)).status).toBe(404)
  })

  it('changes what it is called, and neither whom it lets through nor others', async () => {
    const { asSelf } = await scoped('modest')
    await made({ agent_handle: 'neighbour' })
    const renamed = await asSelf('PATCH', `${PATH}/modest`, {
      display_name: 'Modest',
      imessage_enabled: true,
    })
    expect(renamed.json).toMatchObject({ display_name: 'Modest', imessage_enabled: true })
    const filtered = await asSelf('PATCH', `${PATH}/modest`, { imessage_filter_mode: 'whitelist' })
    expect(filtered.status).toBe(403)
    expect((await asSelf('PATCH', `${PATH}/neighbour`, { display_name: 'Mine' })).status).toBe(403)
    expect((await asSelf('POST', `${PATH}/neighbour/signing-key`, {})).status).toBe(403)
    expect((await asSelf('GET', `${PATH}/neighbour/signing-key`)).status).toBe(403)
    expect((await asSelf('POST', PATH, { agent_handle: 'child' })).status).toBe(403)
    expect((await asSelf('DELETE', `${PATH}/modest`)).status).toBe(403)
  })

  it('makes its signing key, by its handle and without naming itself', async () => {
    const { asSelf } = await scoped('own-signer')
    const first = (await asSelf('POST', `${PATH}/own-signer/signing-key`, {})).json as Shown
    const second = (await asSelf('POST', '/api/v1/signing-keys', {})).json as Shown
    expect(second['signing_key']).not.toBe(first['signing_key'])
    expect((await asSelf('GET', '/api/v1/signing-keys')).json).toEqual({
      configured: true,
      created_at: second['created_at'],
    })
  })

  it('is let in no more once it is removed', async () => {
    const { asSelf } = await scoped('short-lived')
    await asOwner('DELETE', `${PATH}/short-lived`)
    expect((await asSelf('GET', PATH)).status).toBe(401)
  })
})

describe('the audit log', () => {
  it('tells who did what to an identity, and never a key', async () => {
    const identity = await made({ agent_handle: 'audited' })
    await asOwner('PATCH', `${PATH}/audited`, { imessage_filter_mode: 'whitelist' })
    const { signing_key: key } = (await asOwner('POST', `${PATH}/audited/signing-key`, {})).json as {
      readonly signing_key: string
    }
    await asOwner('DELETE', `${PATH}/audited`)
    const { entries } = must(await server.engine.audit.list(server.seeded.principals.owner, {}))
    const about = entries.filter(({ subject }) => subject?.id === identity.id)
    expect(about.map(({ action }) => action)).toEqual([
      'agent-identity.removed',
      'agent-identity.signing-key-made',
      'agent-identity.updated',
      'agent-identity.created',
    ])
    expect(about[2]).toMatchObject({
      before: { imessageFilterMode: 'blacklist' },
      after: { imessageFilterMode: 'whitelist' },
      address: expect.any(String),
    })
    expect(JSON.stringify(about)).not.toContain(key)
  })
})
