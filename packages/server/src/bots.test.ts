import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { verifyWebhook } from '@parlance/adapters-webhook'
import { until } from '@parlance/core/testing'
import { type Client, createClient } from '../testing/client.ts'
import { createFreshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { type Sink, startSink } from '../testing/sink.ts'
import { createLogger, createServer, type ParlanceServer } from './index.ts'

describe('bots', () => {
  let fresh: FreshDatabase
  let sink: Sink
  let server: ParlanceServer
  let ask: Client
  let asOwner: (method: string, path: string, body?: unknown) => Promise<Awaited<ReturnType<Client>>['body']>
  let account: string
  let bot: { id: number; access_token: string; secret: string }
  let inbox: { id: number; inbox_identifier: string }

  beforeAll(async () => {
    fresh = await createFreshDatabase()
    sink = await startSink()
    server = createServer(
      {
        databaseUrl: fresh.url,
        migrateOnStart: true,
        port: 0,
        webhookAllowPrivate: ['127.0.0.0/8'],
        webhookAllowHttp: true,
      },
      { logger: createLogger({ logLevel: 'silent' }) },
    )
    const { url, engine } = await server.start()
    ask = createClient(url)
    const founded = await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'ada@acme.test' })
    if (!founded.ok) throw new Error(founded.error.code)
    const { organization, accessToken: token } = founded.value
    account = `/api/v1/accounts/${organization.number}`
    asOwner = async (method, path, body) => {
      const answer = await ask(method, account + path, { token, body })
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status}`)
      return answer.body
    }
    bot = await asOwner('POST', '/agent_bots', { name: 'Helper', outgoing_url: `${sink.url}/bot` })
    inbox = await asOwner('POST', '/inboxes', { name: 'App', channel: { type: 'api' } })
    await asOwner('POST', `/inboxes/${inbox.id}/set_agent_bot`, { agent_bot: bot.id })
  }, 60_000)

  afterAll(async () => {
    await server?.stop()
    await sink?.close()
    await fresh?.drop()
  })

  /** A contact who wrote. */
  const begin = async (content: string) => {
    const door = `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts`
    const { source_id } = (await ask('POST', door, { body: { name: 'Grace' } })).body
    const { id } = (await ask('POST', `${door}/${source_id}/conversations`, { body: {} })).body
    await ask('POST', `${door}/${source_id}/conversations/${id}/messages`, { body: { content } })
    return id as number
  }

  const told = (event: string, id: number) =>
    sink.arrivals.find(
      ({ body }) => body.event === event && (body.conversation ?? body).id === id && body.private !== true,
    )

  it('are told what contacts write, answer, and hand over', async () => {
    const id = await begin('Anybody there?')
    await until('the bot is told', () => told('message_created', id) !== undefined)
    const arrival = told('message_created', id)
    expect(arrival?.path).toBe('/bot')
    expect(arrival?.body).toMatchObject({
      content: 'Anybody there?',
      conversation: { id, status: 'pending' },
    })
    const received = { headers: arrival?.headers ?? {}, body: arrival?.text ?? '' }
    expect(verifyWebhook({ ...received, secrets: [bot.secret], now: Date.now() })).toMatchObject({ ok: true })

    const asBot = { token: bot.access_token }
    const path = `${account}/conversations/${id}`
    const said = await ask('POST', `${path}/messages`, { ...asBot, body: { content: 'I am' } })
    expect(said.body).toMatchObject({ sender: { id: bot.id, type: 'agent_bot' } })
    const opened = await ask('POST', `${path}/toggle_status`, { ...asBot, body: { status: 'open' } })
    expect(opened.body).toMatchObject({ payload: { success: null, current_status: 'open' } })
    await until('the bot is told of that', () => told('conversation_opened', id) !== undefined)
  })

  it('that cannot be reached leave the conversation to members', async () => {
    await asOwner('PATCH', `/agent_bots/${bot.id}`, { outgoing_url: 'http://127.0.0.1:1/nobody' })
    const id = await begin('Nobody there?')
    await until('the conversation is open', async () => {
      const { status } = await asOwner('GET', `/conversations/${id}`)
      return status === 'open'
    })
  }, 40_000)
})
