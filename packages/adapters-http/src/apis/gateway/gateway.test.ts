import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { GatewayCarrier } from '@parlance/core'
import { openTestServer, type TestServer } from '../../testing/test-server.fixtures.ts'

const INBOUND = '/gateway/imessage/inbound'
const STATUS = '/gateway/imessage/status'
const REACTIONS = '/gateway/imessage/reactions'
const LOOPBACK = '/gateway/imessage/loopback'
const HUMAN = '+15557770001'

let server: TestServer
let router: string
/** The gateway secrets of two organizations, of which neither was there first. */
let secret: string
let otherSecret: string
let conversation: { line: string; id: string }
let count = 0

interface Brought {
  readonly message_id: string
  readonly conversation_id: string
  readonly reply?: { readonly text: string }
  readonly connection?: { readonly line: string }
}

const post = (path: string, body: unknown, key = secret) =>
  server.ask('POST', path, { headers: { authorization: `Bearer ${key}` }, body })

const text = (line: string, said: string, more: object = {}) => {
  count += 1
  return { line, from: HUMAN, text: said, external_id: `text-${count}`, ...more }
}

const bring = async (body: object) => {
  const answer = await post(INBOUND, body)
  expect(answer).toMatchObject({ status: 202, json: { recorded: true } })
  return answer.json as Brought
}

const found = async (name: string, handle: string) => {
  const founded = await server.engine.access.createOrganization({ name, ownerEmail: `${handle}@lines.test` })
  if (!founded.ok) throw new Error('Nothing was founded')
  const { accessToken, gatewaySecret } = founded.value
  const entered = await server.engine.access.recognise(accessToken)
  if (!entered.ok) throw new Error('Nobody was recognised')
  const input = { handle, imessageEnabled: true }
  await server.engine.agentIdentities.create(entered.value.principal, input)
  return gatewaySecret
}

beforeAll(async () => {
  server = await openTestServer()
  router = server.gateway.lines.router
  secret = await found('Lines', 'ivy')
  otherSecret = await found('Other lines', 'max')
  const { connection } = await bring(text(router, 'connect @ivy'))
  const line = connection?.line ?? ''
  const { conversation_id } = await bring(text(line, 'Hi Ivy'))
  conversation = { line, id: conversation_id }
})
afterAll(() => server.close())

describe('what a provider brings', () => {
  it('is taken with a gateway secret, and with nothing else', async () => {
    const { owner } = server.seeded.tokens
    const body = text(router, 'help')
    const detail = expect.any(String)
    expect(await server.ask('POST', INBOUND, { body })).toMatchObject({ status: 401, json: { detail } })
    for (const key of [owner, 'gw_live_unknown']) {
      expect(await post(INBOUND, body, key)).toMatchObject({ status: 401, json: { detail } })
    }
  })

  it('is a command on the router', async () => {
    expect((await bring(text(router, 'help'))).reply?.text).toContain('connect @handle')
    expect((await bring(text(router, 'list'))).reply?.text).toContain('@ivy')
  })

  it('is recorded once, and answered the same', async () => {
    const body = text(conversation.line, 'Once', { sent_at: '2026-01-01T10:00:00+01:00' })
    expect(await bring(body)).toEqual(await bring(body))
  })

  it('may be something to look at', async () => {
    const media = [{ url: 'https://lines.test/1.png', content_type: 'image/png', size: 7 }]
    const { message_id } = await bring(text(conversation.line, '', { text: null, media }))
    const target = await server.engine.connections.receiveReaction(
      { organizationId: server.seeded.organization.id, everywhere: true } satisfies GatewayCarrier,
      {
        reference: message_id,
        from: HUMAN,
        reaction: 'love',
        customEmoji: null,
        partIndex: 0,
        removed: false,
      },
    )
    expect(target).toMatchObject({ ok: true })
  })

  it.each([
    ['line', { line: '+15550009999' }],
    ['from', { from: '5557770001' }],
    ['text', { text: '  ' }],
    ['external_id', { external_id: ' ' }],
    ['external_id', { external_id: undefined }],
    ['media', { media: [{ url: 'nowhere' }] }],
    ['sent_at', { sent_at: 'yesterday' }],
  ])('names %s when it is not sound', async (field, wrong) => {
    const answer = await post(INBOUND, { ...text(conversation.line, 'Hello'), ...wrong })
    expect(answer).toMatchObject({ status: 422, json: { detail: [{ loc: ['body', field] }] } })
  })

  it('is not recorded where the line carries no connection of that human, and says what to answer', async () => {
    const answer = await post(INBOUND, text(conversation.line, 'Who are you?', { from: '+15557770002' }))
    expect(answer).toMatchObject({
      status: 404,
      json: { detail: { error: 'not_connected', reply: { line: conversation.line } } },
    })
  })

  it('reaches nothing of another organization', async () => {
    expect((await post(INBOUND, text(conversation.line, 'Forged'), otherSecret)).status).toBe(404)
    const other = await post(INBOUND, text(router, 'connect @ivy', { from: '+15557770003' }), otherSecret)
    expect(other).toMatchObject({ status: 202, json: { recorded: true } })
    expect((other.json as Brought).connection).toBeUndefined()
  })
})

describe('what a provider tells', () => {
  it('is noted of a message that went out, and of no other', async () => {
    const { message_id } = await bring(text(conversation.line, 'Hello'))
    const sent = { message_id, status: 'delivered' }
    expect(await post(STATUS, sent)).toMatchObject({ status: 404, json: { detail: 'Message not found' } })
    expect(await post(STATUS, { status: 'sent' })).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'message_id'] }] },
    })
    expect(await post(STATUS, { ...sent, status: 'lost' })).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'status'] }] },
    })
  })

  it('is a tapback', async () => {
    const { message_id } = await bring(text(conversation.line, 'Nice'))
    const tap = { message_id, from: HUMAN, reaction: 'custom', custom_emoji: '🦊' }
    expect(await post(REACTIONS, tap)).toMatchObject({ status: 202, json: { recorded: true, message_id } })
    expect((await post(REACTIONS, { ...tap, removed: true })).status).toBe(202)
    expect((await post(REACTIONS, tap, otherSecret)).status).toBe(404)
    expect(await post(REACTIONS, { ...tap, custom_emoji: null })).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'custom_emoji'] }] },
    })
    expect((await post(REACTIONS, { ...tap, reaction: 'wave' })).status).toBe(422)
  })
})

describe('the loopback', () => {
  it('is not there where there is an outside', async () => {
    const answer = await server.ask('GET', LOOPBACK, { headers: { authorization: `Bearer ${secret}` } })
    expect(answer).toMatchObject({ status: 404, json: { detail: 'What goes out is not kept here' } })
  })
})
