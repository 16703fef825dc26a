import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { must } from '../../../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

interface Bot {
  readonly id: number
  readonly access_token: string
  readonly secret: string
}

const bots = () => `${server.account}/agent_bots`
const owner = () => server.seeded.tokens.owner
const agent = () => server.seeded.tokens.agents[0] ?? ''

const addBot = async (body: object = {}): Promise<Bot> => {
  const answer = await server.owner('POST', '/agent_bots', { name: 'Helper', ...body })
  return answer.json as Bot
}

describe('a bot', () => {
  it('is added, with a token and a secret that are told', async () => {
    const body = {
      agent_bot: { name: ' Greeter ', description: 'Says hello', outgoing_url: 'https://bot.acme.test/in' },
    }
    const { json } = await server.ask('POST', `${bots()}/`, { token: owner(), body })
    expect(json).toEqual({
      id: expect.any(Number),
      name: 'Greeter',
      description: 'Says hello',
      thumbnail: '',
      outgoing_url: 'https://bot.acme.test/in',
      bot_type: 'webhook',
      bot_config: {},
      account_id: server.seeded.organization.number,
      system_bot: false,
      secret: expect.stringMatching(/^whsec_/),
      access_token: expect.any(String),
    })
  })

  it('is shown to agents without what is secret, and to administrators without the token', async () => {
    const bot = await addBot()
    const { access_token: _token, ...known } = bot
    const { secret: _secret, ...open } = known
    expect((await server.owner('GET', `/agent_bots/${bot.id}`)).json).toEqual(known)
    expect((await server.ask('GET', `${bots()}/${bot.id}`, { token: agent() })).json).toEqual(open)
    expect((await server.owner('GET', '/agent_bots')).json).toContainEqual(known)
    expect((await server.ask('GET', bots(), { token: agent() })).json).toContainEqual(open)
  })

  it('is told its token once, however often the request is repeated', async () => {
    const asking = {
      token: owner(),
      body: { name: 'Once' },
      headers: { 'idempotency-key': 'one bot' },
    }
    const first = (await server.ask('POST', bots(), asking)).json as Bot
    const second = (await server.ask('POST', bots(), asking)).json as Partial<Bot>
    expect(second.id).toBe(first.id)
    expect([first.access_token, second.access_token]).toEqual([expect.any(String), undefined])
  })

  it('is changed by PATCH and PUT, and keeps what is not named', async () => {
    const bot = await addBot({ description: 'Old', outgoing_url: 'https://bot.acme.test' })
    for (const method of ['PATCH', 'PUT']) {
      const changed = await server.owner(method, `/agent_bots/${bot.id}`, { name: method, outgoing_url: '' })
      expect(changed.json).toMatchObject({ name: method, description: 'Old', outgoing_url: null })
    }
  })

  it.each([
    [{}, "Name can't be blank", ['name']],
    [{ name: '  ' }, "Name can't be blank", ['name']],
    [{ name: 'x'.repeat(256) }, 'Name is too long (maximum is 255 characters)', ['name']],
    [
      { name: 'Bo', outgoing_url: 'bot.acme.test' },
      'Outgoing url must be an http or https address',
      ['outgoing_url'],
    ],
    [{ name: 'Bo', bot_type: 'csml' }, 'Bot type is not included in the list', ['bot_type']],
  ])('is refused as %j', async (body, message, attributes) => {
    const answer = await server.ask('POST', bots(), { token: owner(), body })
    expect(answer).toMatchObject({ status: 422, json: { message, attributes } })
  })

  it('is made and changed by administrators only', async () => {
    const bot = await addBot()
    for (const [method, path] of [
      ['POST', bots()],
      ['PATCH', `${bots()}/${bot.id}`],
      ['DELETE', `${bots()}/${bot.id}`],
      ['POST', `${bots()}/${bot.id}/reset_access_token`],
      ['POST', `${bots()}/${bot.id}/reset_secret`],
      ['POST', `${server.account}/inboxes/${server.seeded.inbox.number}/set_agent_bot`],
    ] as const) {
      const answer = await server.ask(method, path, { token: agent(), body: { name: 'Bo' } })
      expect([path, answer.status]).toEqual([path, 401])
    }
  })

  it('that another account has is not found', async () => {
    const [theirs] = server.other.principals.agents
    const made = must(
      await server.engine.agentIdentities.create(server.other.principals.owner, { name: 'Theirs' }),
    )
    // Numbers count in each account; this one has to be nobody's here.
    for (let ahead = 0; ahead < 40; ahead += 1) {
      await server.engine.agentIdentities.create(server.other.principals.owner, { name: `No ${ahead}` })
    }
    const listed = must(await server.engine.agentIdentities.list(server.other.principals.owner))
    const number = listed.at(-1)?.agentIdentity.number
    for (const method of ['GET', 'PATCH', 'DELETE']) {
      const answer = await server.ask(method, `${bots()}/${number}`, {
        token: owner(),
        ...(method !== 'GET' && { body: { name: 'Mine' } }),
      })
      expect(answer).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
    }
    expect([made.agentIdentity.name, theirs?.type]).toEqual(['Theirs', 'member'])
  })

  it('is unknown with its old token once it has a new one, and with any once it is removed', async () => {
    const bot = await addBot()
    const path = `${server.account}/conversations/${server.seeded.conversation.conversation.number}`
    const statusWith = async (token: string) => (await server.ask('GET', path, { token })).status
    expect(await statusWith(bot.access_token)).toBe(200)
    const reset = (await server.owner('POST', `/agent_bots/${bot.id}/reset_access_token`)).json as Bot
    expect([await statusWith(bot.access_token), await statusWith(reset.access_token)]).toEqual([401, 200])
    expect((await server.owner('DELETE', `/agent_bots/${bot.id}`)).text).toBe('')
    expect(await statusWith(reset.access_token)).toBe(401)
    expect((await server.ask('GET', `${bots()}/${bot.id}`, { token: owner() })).status).toBe(404)
  })

  it('signs with another secret when that is asked for', async () => {
    const bot = await addBot({ outgoing_url: 'https://bot.acme.test/signed' })
    const { secret } = (await server.owner('POST', `/agent_bots/${bot.id}/reset_secret`)).json as Bot
    expect(secret).not.toBe(bot.secret)
    const endpoints = await server.storage.webhookQueries.enabled(server.seeded.organization.id)
    expect(endpoints.find(({ url }) => url === 'https://bot.acme.test/signed')?.secret).toBe(secret)
  })
})

describe('the bot of an inbox', () => {
  const inboxPath = () => `/inboxes/${server.seeded.inbox.number}`

  it('is nobody, until one is set, and after it is unset or removed', async () => {
    const shown = async () => (await server.owner('GET', `${inboxPath()}/agent_bot`)).json
    const bot = await addBot()
    expect(await shown()).toEqual({ agent_bot: {} })
    expect(
      (await server.owner('POST', `${inboxPath()}/set_agent_bot`, { agent_bot: `${bot.id}` })).text,
    ).toBe('')
    expect(await shown()).toMatchObject({ agent_bot: { id: bot.id, name: 'Helper' } })
    await server.owner('POST', `${inboxPath()}/set_agent_bot`, { agent_bot: null })
    expect(await shown()).toEqual({ agent_bot: {} })
    await server.owner('POST', `${inboxPath()}/set_agent_bot`, { agent_bot: bot.id })
    await server.owner('DELETE', `/agent_bots/${bot.id}`)
    expect(await shown()).toEqual({ agent_bot: {} })
  })

  it('must be one of the account', async () => {
    const answer = await server.ask('POST', `${server.account}${inboxPath()}/set_agent_bot`, {
      token: owner(),
      body: { agent_bot: 999_999 },
    })
    expect(answer).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
  })

  it('is asked for in an inbox that the caller sees', async () => {
    const { json } = await server.owner('POST', '/inboxes', { name: 'Other', channel: { type: 'api' } })
    const { id } = json as { id: number }
    const answer = await server.ask('GET', `${server.account}/inboxes/${id}/agent_bot`, { token: agent() })
    expect(answer.status).toBe(401)
  })

  it('is who conversations wait for as pending, until it hands them over', async () => {
    const bot = await addBot()
    const inbox = (await server.owner('POST', '/inboxes', { name: 'Botted', channel: { type: 'api' } }))
      .json as { id: number; inbox_identifier: string }
    await server.owner('POST', `/inboxes/${inbox.id}/set_agent_bot`, { agent_bot: bot.id })
    const publicly = `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts`
    const contact = (await server.ask('POST', publicly, { body: { name: 'Grace' } })).json as {
      source_id: string
    }
    const started = await server.ask('POST', `${publicly}/${contact.source_id}/conversations`, { body: {} })
    const { id, status } = started.json as { id: number; status: string }
    expect(status).toBe('pending')

    const path = `${server.account}/conversations/${id}`
    const asBot = { token: bot.access_token }
    const said = await server.ask('POST', `${path}/messages`, { ...asBot, body: { content: 'Hello' } })
    expect(said.json).toMatchObject({
      message_type: 1,
      sender: { id: bot.id, name: 'Helper', avatar_url: '', type: 'agent_bot' },
    })
    const opened = await server.ask('POST', `${path}/toggle_status`, { ...asBot, body: { status: 'open' } })
    expect(opened.json).toMatchObject({ payload: { current_status: 'open' } })

    await server.owner('POST', `/conversations/${id}/toggle_status`, { status: 'resolved' })
    const wrote = `${publicly}/${contact.source_id}/conversations/${id}/messages`
    await server.ask('POST', wrote, { body: { content: 'One more thing' } })
    expect((await server.ask('GET', path, asBot)).json).toMatchObject({ status: 'pending' })
  })
})

describe('a bot that calls', () => {
  it('gets no further than conversations', async () => {
    const { access_token: token } = await addBot()
    const number = server.seeded.conversation.conversation.number
    for (const [method, path] of [
      ['GET', '/conversations'],
      ['GET', `/conversations/${number}/messages`],
      ['GET', '/contacts'],
      ['GET', '/inboxes'],
      ['GET', '/agents'],
      ['POST', '/agent_bots'],
      ['GET', '/webhooks'],
    ] as const) {
      const answer = await server.ask(method, `${server.account}${path}`, { token })
      expect([path, answer.status, answer.json]).toEqual([
        path,
        401,
        { error: 'Access to this endpoint is not authorized for bots' },
      ])
    }
    expect((await server.ask('GET', '/api/v1/profile', { token })).json).toEqual({
      error: 'Access to this endpoint is not authorized for bots',
    })
  })

  it('is let into its own account only, when that exists and is active', async () => {
    const { access_token: token } = await addBot()
    const ask = (account: number) =>
      server.ask('GET', `/api/v1/accounts/${account}/conversations/1`, { token })
    expect(await ask(server.other.organization.number)).toMatchObject({
      status: 401,
      json: { error: 'Bot is not authorized to access this account' },
    })
    expect(await ask(999_999)).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
  })

  it('may not call what bots may not, whatever account it names', async () => {
    const { access_token: token } = await addBot()
    expect(await server.ask('GET', '/api/v1/accounts/999999/inboxes', { token })).toMatchObject({
      status: 401,
      json: { error: 'Access to this endpoint is not authorized for bots' },
    })
  })
})
