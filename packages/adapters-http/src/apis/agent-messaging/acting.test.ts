import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Asking } from '../../testing/test-server.fixtures.ts'
import { IMESSAGE, type MessagingServer, openMessagingServer } from './agent-messaging.fixtures.ts'

let messaging: MessagingServer
beforeAll(async () => {
  messaging = await openMessagingServer()
})
afterAll(() => messaging.server.close())

const UUID = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
const ISO = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
const TEXT = expect.any(String)
const NOBODY = '00000000-0000-4000-8000-000000000000'

let numbers = 0
const aHuman = (): string => {
  numbers += 1
  return `+1555700${String(numbers).padStart(4, '0')}`
}

const messages = `${IMESSAGE}/messages`
const rules = `${IMESSAGE}/identities/rex/contact-rules`

const send = (body: object, query = '') => messaging.asAgent('POST', messages + query, body)
const block = (human: string) =>
  messaging.asAdmin('POST', rules, { action: 'block', match_type: 'exact_number', match_target: human })

const RELEASED = {
  status: 409,
  json: { detail: { error: 'imessage_assignment_inactive', message: expect.stringContaining('router') } },
}

const blockedBy = (human: string, rule: unknown) => ({
  status: 403,
  json: {
    detail: {
      error: 'recipient_blocked',
      message: TEXT,
      matched_rule_id: rule,
      address: human,
      reason: TEXT,
    },
  },
})

describe('a message', () => {
  it('goes to a number or into a conversation, and is answered as it is then', async () => {
    const human = aHuman()
    const { conversationId } = await messaging.connected(human)
    const sent = await send({ to: human, text: 'Hello', send_style: 'confetti' })
    expect(sent.status).toBe(201)
    expect(sent.json).toEqual({
      message: {
        id: UUID,
        conversation_id: conversationId,
        assignment_id: UUID,
        direction: 'outbound',
        remote_number: human,
        sender_number: null,
        participants: null,
        is_group: false,
        content: 'Hello',
        message_type: 'message',
        service: 'imessage',
        send_style: 'confetti',
        media: null,
        was_downgraded: false,
        status: 'queued',
        error_code: null,
        error_message: null,
        error_reason: null,
        error_detail: null,
        is_read: true,
        is_blocked: false,
        recipients: null,
        reactions: [],
        created_at: ISO,
        updated_at: ISO,
      },
    })
    const url = 'https://pictures.example/cat.png'
    const shown = await send({ conversation_id: conversationId, media_urls: [url], text: null })
    expect(shown.json).toMatchObject({
      message: { content: null, media: [{ url, content_type: null, size: null }] },
    })
    const own = `?agent_identity_id=${messaging.identityId}`
    expect((await send({ to: [human], text: 'One in a list' }, own)).status).toBe(201)
    const asAdmin = await messaging.asAdmin('POST', messages + own, { to: human, text: 'For Rex' })
    expect(asAdmin.status).toBe(201)
  })

  it.each([
    ['neither', { text: 'x' }, 'to'],
    ['both', { to: '+15557000001', conversation_id: NOBODY, text: 'x' }, 'to'],
    ['a group', { to: ['+15557000001', '+15557000002'], text: 'x' }, 'to'],
    ['nothing to say', { to: '+15557000001', text: '  ' }, 'text'],
    ['too much to say', { to: '+15557000001', text: 'x'.repeat(18_997) }, 'text'],
    [
      'two pictures',
      { to: '+15557000001', media_urls: ['https://a.test/1', 'https://a.test/2'] },
      'media_urls',
    ],
    ['no address', { to: '+15557000001', media_urls: ['/tmp/cat.png'] }, 'media_urls'],
    ['an unknown style', { to: '+15557000001', text: 'x', send_style: 'glitter' }, 'send_style'],
    ['no id', { conversation_id: '42', text: 'x' }, 'conversation_id'],
  ])('is refused with %s', async (_what, body, field) => {
    const refused = await send(body)
    expect(refused.status).toBe(422)
    const { detail } = refused.json as { detail: readonly { loc: readonly string[]; msg: string }[] }
    expect(detail[0]?.loc.slice(0, 2)).toEqual(['body', field])
    if (_what === 'too much to say') expect(detail[0]?.msg).toContain('18996')
  })

  it('may be as long as it may be', async () => {
    const { conversationId } = await messaging.connected(aHuman())
    for (const text of ['x'.repeat(18_995), '😀'.repeat(18_996)]) {
      expect((await send({ conversation_id: conversationId, text })).status).toBe(201)
    }
  })

  it('goes to numbers in E.164', async () => {
    const refused = await send({ to: '555 0100', text: 'x' })
    expect(refused).toMatchObject({
      status: 422,
      json: { detail: { error: 'recipient_not_e164', message: TEXT } },
    })
  })

  it('goes to who is connected, and tells how others connect', async () => {
    const stranger = aHuman()
    expect(await send({ to: stranger, text: 'x' })).toMatchObject({
      status: 404,
      json: { detail: { message: expect.stringContaining('connect @rex'), connect_command: 'connect @rex' } },
    })
    await messaging.bring(stranger, 'connect @rex')
    expect(await send({ to: stranger, text: 'x' })).toMatchObject({
      status: 409,
      json: { detail: { error: 'imessage_awaiting_inbound', message: TEXT } },
    })
  })

  it('says whose it is, with a key of the organization', async () => {
    const human = aHuman()
    await messaging.connected(human)
    const body = { to: human, text: 'x' }
    expect(await messaging.asAdmin('POST', messages, body)).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['query', 'agent_identity_id'] }] },
    })
    const of = (id: string) => `${messages}?agent_identity_id=${id}`
    expect((await messaging.asAdmin('POST', of(NOBODY), body)).status).toBe(404)
    expect((await messaging.asAdmin('POST', of(messaging.foreignId), body)).status).toBe(404)
    expect((await messaging.asAgent('POST', of(messaging.otherId), body)).status).toBe(403)
  })

  it('stays within its organization and its identity', async () => {
    const { conversationId } = await messaging.connected(aHuman())
    const body = { conversation_id: conversationId, text: 'x' }
    for (const ask of [messaging.asOther, messaging.asForeigner])
      expect((await ask('POST', messages, body)).status).toBe(404)
    expect((await send({ conversation_id: NOBODY, text: 'x' })).status).toBe(404)
  })

  it('is refused of an identity that is not enabled', async () => {
    const enabled = (imessage_enabled: boolean) =>
      messaging.asAdmin('PATCH', '/api/v1/identities/ann', { imessage_enabled })
    const human = aHuman()
    const { conversationId } = await messaging.connected(human, 'ann')
    await enabled(false)
    for (const body of [{ to: human }, { conversation_id: conversationId }]) {
      const refused = await messaging.asOther('POST', messages, { ...body, text: 'x' })
      expect(refused.status).toBe(400)
    }
    await enabled(true)
  })

  it('of which the gateway takes nothing is not recorded', async () => {
    const { conversationId } = await messaging.connected(aHuman())
    messaging.server.gateway.fail(1)
    const refused = await send({ conversation_id: conversationId, text: 'Lost' })
    expect(refused).toMatchObject({ status: 502, json: { detail: { message: TEXT } } })
    const listed = await messaging.asAgent('GET', `${messages}?conversation_id=${conversationId}`)
    expect(listed.text).not.toContain('Lost')
  })

  it('that is sent again with its key goes out once', async () => {
    const { conversationId } = await messaging.connected(aHuman())
    const keyed = (key: string, body: object): Asking => ({
      token: messaging.server.seeded.tokens.owner,
      headers: { 'idempotency-key': key, prefer: 'idempotency-replay' },
      body,
    })
    const body = { conversation_id: conversationId, text: 'Once' }
    const again = () => messaging.server.ask('POST', messages, keyed('k-1', body))
    const first = (await again()).json as { message: { id: string } }
    for (const other of await Promise.all([again(), again()])) {
      expect(other.status).toBe(201)
      expect((other.json as { message: unknown }).message).toMatchObject({
        id: first.message.id,
      })
      expect(other.headers.get('idempotency-replayed')).toBe('true')
    }
    const reused = await messaging.server.ask('POST', messages, keyed('k-1', { ...body, text: 'Other' }))
    expect(reused).toMatchObject({
      status: 409,
      json: { detail: { error: 'idempotency_key_reused', message: TEXT } },
    })
    const listed = await messaging.asAgent('GET', `${messages}?conversation_id=${conversationId}`)
    expect(listed.text.match(/"Once"/g)).toHaveLength(1)
  })
})

describe('mark-read, typing and tapbacks', () => {
  it('mark what the human said as read, with a receipt each time', async () => {
    const { conversationId } = await messaging.connected(aHuman())
    const carried = messaging.server.gateway.carried.length
    const mark = () => messaging.asAgent('POST', `${IMESSAGE}/mark-read`, { conversation_id: conversationId })
    expect(await mark()).toMatchObject({
      status: 200,
      json: { conversation_id: conversationId, updated_count: 1 },
    })
    expect((await mark()).json).toEqual({ conversation_id: conversationId, updated_count: 0 })
    expect(messaging.server.gateway.carried.slice(carried).map(({ kind }) => kind)).toEqual([
      'read_receipt',
      'read_receipt',
    ])
    const unread = await messaging.asAgent(
      'GET',
      `${messages}?conversation_id=${conversationId}&is_read=false`,
    )
    expect(unread.json).toEqual([])
  })

  it('show that somebody writes', async () => {
    const { conversationId } = await messaging.connected(aHuman())
    const typing = { conversation_id: conversationId }
    expect(await messaging.asAgent('POST', `${IMESSAGE}/typing/`, typing)).toMatchObject({
      status: 200,
      json: { status: 'sent' },
    })
  })

  it('tap back on a message, and replace the tapback that is there', async () => {
    const human = aHuman()
    const { messageId, conversationId } = await messaging.connected(human)
    const tap = (reaction: string, more: object = {}) =>
      messaging.asAgent('POST', `${IMESSAGE}/reactions`, { message_id: messageId, reaction, ...more })
    const tapped = await tap('love', { part_index: 0 })
    expect(tapped).toMatchObject({ status: 201 })
    expect(tapped.json).toEqual({
      id: UUID,
      conversation_id: conversationId,
      assignment_id: UUID,
      target_message_id: messageId,
      direction: 'outbound',
      reaction: 'love',
      custom_emoji: null,
      remote_number: human,
      part_index: 0,
      created_at: ISO,
      updated_at: ISO,
    })
    await tap('eyes')
    const shown = await messaging.asAgent('GET', `${messages}/${messageId}`)
    expect(shown.json).toMatchObject({ reactions: [{ reaction: 'eyes', direction: 'outbound' }] })
    for (const [reaction, more] of [
      ['custom', {}],
      ['smile', {}],
      ['love', { part_index: -1 }],
      ['love', { part_index: 'x' }],
    ] as const)
      expect((await tap(reaction, more)).status).toBe(422)
    expect(
      (await messaging.asAgent('POST', `${IMESSAGE}/reactions`, { message_id: NOBODY, reaction: 'love' }))
        .status,
    ).toBe(404)
    expect(
      (await messaging.asOther('POST', `${IMESSAGE}/reactions`, { message_id: messageId, reaction: 'love' }))
        .status,
    ).toBe(404)
  })

  it('are taken off again, once', async () => {
    const { messageId } = await messaging.connected(aHuman())
    const tapped = await messaging.asAgent('POST', `${IMESSAGE}/reactions`, {
      message_id: messageId,
      reaction: 'love',
    })
    const path = `${IMESSAGE}/reactions/${(tapped.json as { id: string }).id}`
    expect((await messaging.asOther('DELETE', path)).status).toBe(404)
    expect((await messaging.asForeigner('DELETE', path)).status).toBe(404)
    const carried = messaging.server.gateway.carried.length
    for (let count = 0; count < 2; count += 1)
      expect(await messaging.asAgent('DELETE', path)).toMatchObject({ status: 204, text: '' })
    expect(messaging.server.gateway.carried.slice(carried)).toMatchObject([
      { kind: 'reaction', reaction: 'love', removed: true },
    ])
    const shown = await messaging.asAgent('GET', `${messages}/${messageId}`)
    expect(shown.json).toMatchObject({ reactions: [] })
    expect((await messaging.asAgent('DELETE', `${IMESSAGE}/reactions/${NOBODY}`)).status).toBe(404)
  })

  it('are refused as messages are', async () => {
    const human = aHuman()
    const { conversationId, messageId } = await messaging.connected(human)
    const body = { conversation_id: conversationId }
    const all = (ask = messaging.asAgent) => [
      ask('POST', `${IMESSAGE}/mark-read`, body),
      ask('POST', `${IMESSAGE}/typing`, body),
      ask('POST', `${IMESSAGE}/reactions`, { message_id: messageId, reaction: 'like' }),
      ask('POST', messages, { ...body, text: 'x' }),
    ]
    for (const refused of all(messaging.asForeigner)) expect((await refused).status).toBe(404)
    messaging.server.gateway.fail(4)
    for (const failed of all()) expect((await failed).status).toBe(502)
    const rule = (await block(human)).json as { id: string }
    for (const refused of all()) expect(await refused).toMatchObject(blockedBy(human, rule.id))
    await messaging.asAdmin('DELETE', `${rules}/${rule.id}`)
    await messaging.bring(human, 'disconnect @rex')
    for (const refused of all()) expect(await refused).toMatchObject(RELEASED)
    await messaging.bring(human, 'connect @rex')
    for (const done of all()) expect((await done).status).toBeLessThan(300)
  })

  it('need no body that is not asked for, and name what is missing', async () => {
    const refused = await messaging.asAgent('POST', `${IMESSAGE}/typing`)
    expect(refused).toMatchObject({
      status: 422,
      json: { detail: [{ loc: ['body', 'conversation_id'], msg: TEXT, type: 'missing' }] },
    })
  })
})

describe('contact rules', () => {
  it('are made, listed, shown, changed and removed', async () => {
    const human = aHuman()
    const made = await block(human)
    const rule = {
      id: UUID,
      agent_identity_id: messaging.identityId,
      action: 'block',
      match_type: 'exact_number',
      match_target: human,
      status: 'active',
      created_at: ISO,
      updated_at: ISO,
    }
    expect(made).toMatchObject({ status: 201, json: rule })
    const { id } = made.json as { id: string }
    const path = `${rules}/${id}`
    for (const ask of [messaging.asAdmin, messaging.asAgent]) {
      expect((await ask('GET', path)).json).toEqual(rule)
      expect((await ask('GET', `${rules}?action=block&match_type=exact_number`)).json).toContainEqual(rule)
      expect((await ask('GET', `${rules}?action=allow`)).json).not.toContainEqual(rule)
    }
    expect((await messaging.asAdmin('GET', `${IMESSAGE}/contact-rules`)).json).toContainEqual(rule)
    const changed = await messaging.asAdmin('PATCH', path, { action: 'allow' })
    expect(changed).toMatchObject({ status: 200, json: { ...rule, action: 'allow' } })
    expect(await messaging.asAdmin('DELETE', path)).toMatchObject({ status: 204, text: '' })
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect((await messaging.asAdmin(method, path)).status).toBe(404)
  })

  it('name a number once', async () => {
    const human = aHuman()
    const { id } = (await block(human)).json as { id: string }
    const again = await messaging.asAdmin('POST', rules, { action: 'allow', match_target: human })
    expect(again).toMatchObject({
      status: 409,
      json: { detail: { existing_rule_id: id, message: TEXT } },
    })
    for (const body of [
      { action: 'block', match_target: '555' },
      { action: 'deny', match_target: human },
      { action: 'block', match_type: 'prefix', match_target: human },
      { action: 'block' },
      {},
    ])
      expect((await messaging.asAdmin('POST', rules, body)).status).toBe(422)
  })

  it('are made by an identity for itself, and changed by administrators alone', async () => {
    const human = aHuman()
    const body = { action: 'block', match_target: human }
    const made = await messaging.asAgent('POST', rules, body)
    expect(made.status).toBe(201)
    const path = `${rules}/${(made.json as { id: string }).id}`
    for (const [ask, method, at, status] of [
      [messaging.asOther, 'GET', rules, 403],
      [messaging.asOther, 'POST', rules, 403],
      [messaging.asOther, 'GET', path, 403],
      [messaging.asAgent, 'PATCH', path, 403],
      [messaging.asAgent, 'DELETE', path, 403],
      [messaging.asAgent, 'GET', `${IMESSAGE}/contact-rules`, 403],
      [messaging.asForeigner, 'GET', rules, 404],
      [messaging.asForeigner, 'DELETE', path, 404],
      [messaging.asAdmin, 'GET', `${IMESSAGE}/identities/nobody/contact-rules`, 404],
      [messaging.asAdmin, 'GET', `${IMESSAGE}/identities/ann/contact-rules/${path.split('/').at(-1)}`, 404],
    ] as const)
      expect([method, at, (await ask(method, at, method === 'POST' ? body : undefined)).status]).toEqual([
        method,
        at,
        status,
      ])
  })

  it('let nobody through but whom they allow, once the identity says so', async () => {
    const [known, stranger] = [aHuman(), aHuman()]
    const knownThere = await messaging.connected(known)
    const strangerThere = await messaging.connected(stranger)
    await messaging.asAdmin('POST', rules, { action: 'allow', match_target: known })
    const mode = (imessage_filter_mode: string) =>
      messaging.asAdmin('PATCH', '/api/v1/identities/rex', { imessage_filter_mode })
    await mode('whitelist')
    expect((await send({ conversation_id: knownThere.conversationId, text: 'x' })).status).toBe(201)
    const refused = await send({ conversation_id: strangerThere.conversationId, text: 'x' })
    expect(refused).toMatchObject(blockedBy(stranger, null))
    await mode('blacklist')
  })
})

describe('media', () => {
  it('are kept, and go out by their address', async () => {
    const form = new FormData()
    form.append('file', new Blob(['GIF89a picture'], { type: 'image/gif' }), 'cat.gif')
    const kept = await messaging.asAgent('POST', `${IMESSAGE}/media`, form)
    expect(kept).toMatchObject({
      status: 201,
      json: { media_url: expect.stringMatching(/^http.+cat\.gif$/), size: 14 },
    })
    const { media_url } = kept.json as { media_url: string }
    const { conversationId } = await messaging.connected(aHuman())
    const sent = await send({ conversation_id: conversationId, media_urls: [media_url] })
    const { media } = (sent.json as { message: { media: unknown } }).message
    expect(media).toEqual([{ url: media_url, content_type: expect.any(String), size: 14 }])
    // A file that a message has is not gone after a day.
    messaging.server.world.clock.advance(2 * 86_400_000)
    await messaging.server.engine.files.removeExpired(messaging.server.seeded.organization.id)
    expect((await fetch(media_url)).status).toBe(200)
    const again = await send({ conversation_id: conversationId, media_urls: [media_url] })
    expect(again.status).toBe(201)
    expect(messaging.server.gateway.carried.at(-1)).toMatchObject({ mediaUrls: [media_url] })
    expect((await messaging.asAgent('POST', `${IMESSAGE}/media`, {})).status).toBe(422)
  })
})

describe('numbers of their own', () => {
  it('are none, and cannot be claimed', async () => {
    expect((await messaging.asAgent('GET', `${IMESSAGE}/numbers`)).json).toEqual([])
    expect(
      await messaging.asAdmin('POST', `${IMESSAGE}/numbers`, { type: 'dedicated_inbound' }),
    ).toMatchObject({
      status: 402,
      json: {
        detail: { error: 'dedicated_imessage_number_quota_exceeded', limit: 0, current: 0, message: TEXT },
      },
    })
    expect((await messaging.asAgent('POST', `${IMESSAGE}/numbers`, {})).status).toBe(403)
  })
})
