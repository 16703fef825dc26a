import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { until } from '@parlance/core/testing'
import { type Client, createClient } from '../testing/client.ts'
import { createFreshDatabase, type FreshDatabase } from '../testing/fresh-database.ts'
import { type Sink, startSink } from '../testing/sink.ts'
import { createLogger, createServer, type ParlanceServer } from './index.ts'

describe.each(['Postgres', 'the embedded database'])('messages on %s', (database) => {
  let fresh: FreshDatabase | null = null
  let sink: Sink
  let server: ParlanceServer
  let ask: Client
  let asOwner: (method: string, path: string, body?: unknown) => Promise<Awaited<ReturnType<Client>>['body']>
  let inbox: { id: number; inbox_identifier: string }

  beforeAll(async () => {
    fresh = database === 'Postgres' ? await createFreshDatabase() : null
    sink = await startSink()
    server = createServer(
      {
        databaseUrl: fresh?.url ?? null,
        migrateOnStart: true,
        dataDir: null,
        port: 0,
        webhookAllowPrivate: ['127.0.0.0/8'],
        webhookRetryWaits: [0],
        conversationMessagesPerMinute: 20,
        publicUrl: 'https://chat.acme.test/',
      },
      { logger: createLogger({ logLevel: 'silent' }) },
    )
    const { url, engine } = await server.start()
    ask = createClient(url)
    const founded = await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'ada@acme.test' })
    if (!founded.ok) throw new Error(founded.error.code)
    const { organization, accessToken: token } = founded.value
    asOwner = async (method, path, body) => {
      const answer = await ask(method, `/api/v1/accounts/${organization.number}${path}`, { token, body })
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status}`)
      return answer.body
    }
    inbox = await asOwner('POST', '/inboxes', {
      name: 'App',
      channel: { type: 'api', webhook_url: sink.url },
      greeting_enabled: true,
      greeting_message: 'Welcome, {{ contact.first_name }}!',
      csat_survey_enabled: true,
    })
  }, 60_000)

  afterAll(async () => {
    await server?.stop()
    await sink?.close()
    await fresh?.drop()
  })

  /** A contact of that name, who opened a conversation. */
  const begin = async (name: string) => {
    const door = `/public/api/v1/inboxes/${inbox.inbox_identifier}/contacts`
    const { source_id } = (await ask('POST', door, { body: { name } })).body
    const { id, uuid } = (await ask('POST', `${door}/${source_id}/conversations`, { body: {} })).body
    return { at: `/conversations/${id}`, door: `${door}/${source_id}/conversations/${id}/messages`, id, uuid }
  }

  const saidIn = async (at: string) =>
    (await asOwner('GET', `${at}/messages`)).payload.map(
      ({ message_type, content }: { message_type: number; content: string }) => `${message_type} ${content}`,
    )

  it('greet once, by name', async () => {
    const { at, door } = await begin('Grace Hopper')
    await Promise.all(['Hi', 'Hello'].map((content) => ask('POST', door, { body: { content } })))
    expect((await saidIn(at)).toSorted()).toEqual(['0 Hello', '0 Hi', '3 Welcome, Grace!'])
  })

  it('fill in what members write', async () => {
    const { at } = await begin('Grace Hopper')
    const content = 'Hi {{ contact.name | upcase }}, `{{ code }}`. {{ agent.name }} of {{ account.name }}'
    const said = await asOwner('POST', `${at}/messages`, { content })
    expect(said.content).toMatch(/^Hi GRACE HOPPER, `\{\{ code \}\}`\. .+ of Acme$/)
    const broken = await asOwner('POST', `${at}/messages`, { content: 'Hi {{ contact.name' })
    expect(broken.content).toBe('Hi {{ contact.name')
  })

  it('answer each other by the ids of the channel', async () => {
    const { at } = await begin('Grace')
    const long = `wamid.${'x'.repeat(5_000)}`
    const first = await asOwner('POST', `${at}/messages`, { content: 'One', source_id: long })
    const second = await asOwner('POST', `${at}/messages`, {
      content: 'Two',
      content_attributes: { in_reply_to_external_id: long },
    })
    expect(second.content_attributes).toEqual({ in_reply_to: first.id, in_reply_to_external_id: long })
  })

  it('are limited in a minute', async () => {
    const { door } = await begin('Grace')
    const statuses: number[] = []
    for (let count = 0; count < 21; count += 1) {
      statuses.push((await ask('POST', door, { body: { content: `${count}` } })).status)
    }
    // The greeting counts as well.
    expect(statuses.filter((status) => status === 200)).toHaveLength(19)
    expect(statuses.slice(19)).toEqual([422, 422])
  })

  it('go out again when they failed', async () => {
    const { at } = await begin('Grace')
    sink.refuse(1, ({ body }) => body.event === 'message_created' && body.content === 'Important')
    const { id } = await asOwner('POST', `${at}/messages`, { content: 'Important' })
    const status = async () => (await asOwner('GET', `${at}/messages`)).payload[0].status
    await until('it failed', async () => (await status()) === 'failed')
    expect(await asOwner('POST', `${at}/messages/${id}/retry`)).toMatchObject({
      status: 'sent',
      content_attributes: {},
    })
    const arrived = () =>
      sink.arrivals.filter(({ body }) => body.event === 'message_created' && body.id === id).length
    await until('it came again', () => arrived() === 2)
    expect(await status()).toBe('sent')
    expect(await asOwner('DELETE', `${at}/messages/${id}`)).toMatchObject({
      content: 'This message was deleted',
    })
    await until('its deletion was told', () =>
      sink.arrivals.some(({ body }) => body.id === id && body.content_attributes?.deleted === true),
    )
  })

  it('ask how satisfied a contact is, and tell what it answered', async () => {
    const { at, id, uuid } = await begin('Grace')
    await asOwner('POST', `${at}/toggle_status`, { status: 'resolved' })
    const link = `https://chat.acme.test/survey/responses/${uuid}`
    await until('the address came', () =>
      sink.arrivals.some(({ body }) => body.content === `Please rate this conversation ${link}`),
    )
    const survey = `/public/api/v1/csat_survey/${uuid}`
    const answer = { rating: 4, feedback_message: 'Good' }
    const body = { message: { submitted_values: { csat_survey_response: answer } } }
    expect(await ask('PATCH', survey, { body })).toMatchObject({
      status: 200,
      body: { conversation_id: id, csat_survey_response: answer },
    })
    expect(await asOwner('GET', '/csat_survey_responses')).toMatchObject([
      { ...answer, conversation_id: id, contact: { name: 'Grace' } },
    ])
    expect(await asOwner('GET', '/csat_survey_responses/metrics')).toEqual({
      total_count: 1,
      ratings_count: { 4: 1 },
      total_sent_messages_count: 1,
    })
    expect((await ask('GET', `/survey/responses/${uuid}`)).body).toContain('Thank you')
  })
})
