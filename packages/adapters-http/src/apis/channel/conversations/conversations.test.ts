import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { addInbox, START } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const conversations = () => `${server.account}/conversations`
const ask = (method: string, path: string, body?: unknown) =>
  server.ask(method, `${conversations()}${path}`, { token: server.seeded.tokens.owner, body })
const agent = () => server.seeded.tokens.agents[0]

interface Conversation {
  readonly id: number
  readonly meta: { readonly sender: { readonly id: number } }
}

const seconds = START / 1_000

describe('GET a conversation', () => {
  it('tells everything about it', async () => {
    const { conversation, contact, contactPoint, inbox, organization, owner } = server.seeded
    const { number, id } = conversation.conversation
    await ask('POST', `/${number}/messages`, { content: 'Hello' })
    await ask('POST', `/${number}/assignments`, { assignee_id: owner.number })
    const answer = await ask('GET', `/${number}`)
    const message = {
      id: expect.any(Number),
      content: 'Hello',
      account_id: organization.number,
      inbox_id: inbox.number,
      conversation_id: number,
      message_type: 1,
      created_at: seconds,
      updated_at: new Date(START).toISOString(),
      private: false,
      status: 'sent',
      source_id: null,
      content_type: 'text',
      content_attributes: {},
      sender_type: 'User',
      sender_id: owner.number,
      external_source_ids: {},
      additional_attributes: {},
      processed_message_content: 'Hello',
      sentiment: {},
      conversation: {
        assignee_id: owner.number,
        unread_count: 0,
        last_activity_at: seconds,
        contact_inbox: { source_id: contactPoint.sourceId },
      },
      sender: expect.objectContaining({ id: owner.number, type: 'user' }),
    }
    expect(answer.json).toEqual({
      meta: {
        sender: expect.objectContaining({ id: contact.number, availability_status: 'offline' }),
        channel: 'Channel::Api',
        assignee: expect.objectContaining({ id: owner.number, email: owner.email, role: 'administrator' }),
        assignee_type: 'User',
        hmac_verified: false,
      },
      id: number,
      messages: [expect.objectContaining({ message_type: 2, sender_type: null })],
      account_id: organization.number,
      uuid: id,
      additional_attributes: {},
      agent_last_seen_at: expect.any(Number),
      assignee_last_seen_at: 0,
      can_reply: true,
      contact_last_seen_at: 0,
      custom_attributes: {},
      inbox_id: inbox.number,
      labels: [],
      muted: false,
      snoozed_until: null,
      status: 'open',
      created_at: seconds,
      updated_at: seconds,
      timestamp: seconds,
      first_reply_created_at: seconds,
      unread_count: 0,
      last_non_activity_message: message,
      last_activity_at: seconds,
      priority: null,
      waiting_since: 0,
      sla_policy_id: null,
    })
  })

  it.each(['999999', 'abc', '0', 'serch'])('finds no conversation %s', async (number) => {
    expect(await ask('GET', `/${number}`)).toMatchObject({
      status: 404,
      json: { error: 'Resource could not be found' },
    })
  })

  it('finds none of another account', async () => {
    const number = server.foreign.conversation
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/toggle_status'],
      ['POST', '/assignments'],
      ['GET', '/messages'],
      ['POST', '/messages'],
    ] as const) {
      const answer = await ask(method, `/${number}${path}`, method === 'POST' ? { content: 'x' } : undefined)
      expect([path, answer.status]).toEqual([path, 404])
    }
  })

  it('is refused to an agent who does not answer in its inbox', async () => {
    const inbox = await addInbox(server, server.seeded.organization.id)
    const started = await ask('POST', '', {
      inbox_id: inbox.number,
      contact_id: server.seeded.contact.number,
    })
    const path = `${conversations()}/${(started.json as Conversation).id}`
    for (const [method, suffix] of [
      ['GET', ''],
      ['POST', '/toggle_status'],
      ['POST', '/assignments'],
      ['GET', '/messages'],
    ] as const) {
      const body = method === 'POST' ? {} : undefined
      expect(await server.ask(method, path + suffix, { token: agent(), body })).toMatchObject({
        status: 401,
        json: { error: 'You are not authorized to do this action' },
      })
    }
  })
})

describe('POST conversations', () => {
  const wanted = () => ({ inbox_id: server.seeded.inbox.number, contact_id: server.seeded.contact.number })

  it('starts one with a contact in an inbox', async () => {
    const answer = await ask('POST', '', {
      inbox_id: String(wanted().inbox_id),
      contact_id: String(wanted().contact_id),
      source_id: 'thread-1',
      status: 'pending',
      assignee_id: server.seeded.owner.number,
      custom_attributes: { order: 7 },
      additional_attributes: { from: 'app' },
      message: { content: 'Welcome' },
    })
    expect(answer.json).toMatchObject({
      status: 'pending',
      custom_attributes: { order: 7 },
      additional_attributes: { from: 'app' },
      meta: { assignee: { id: server.seeded.owner.number }, sender: { id: server.seeded.contact.number } },
      last_non_activity_message: { content: 'Welcome', message_type: 1 },
    })
  })

  it('starts one at an address alone', async () => {
    const { sourceId } = server.seeded.contactPoint
    const answer = await ask('POST', '', { source_id: sourceId })
    expect(answer.json).toMatchObject({
      meta: { sender: { id: server.seeded.contact.number } },
      messages: [],
    })
  })

  it('makes a new address each time, unless the inbox is locked to a single conversation', async () => {
    const ids = async (inbox_id: number) => {
      const body = { ...wanted(), inbox_id }
      const both = [await ask('POST', '', body), await ask('POST', '', body)]
      return both.map(({ json }) => (json as Conversation).id)
    }
    const [first, second] = await ids(wanted().inbox_id)
    expect(first).not.toBe(second)
    const locked = await addInbox(server, server.seeded.organization.id, { lockToSingleConversation: true })
    const [one, same] = await ids(locked.number)
    expect(one).toBe(same)
  })

  it('snoozes one until a moment', async () => {
    const snoozed_until = '2027-01-01T00:00:00Z'
    const answer = await ask('POST', '', { ...wanted(), status: 'snoozed', snoozed_until })
    expect(answer.json).toMatchObject({ status: 'snoozed', snoozed_until: '2027-01-01T00:00:00.000Z' })
  })

  it.each([
    [{ inbox_id: 999_999, contact_id: 1 }, 404, { error: 'Resource could not be found' }],
    [{ inbox_id: 1, contact_id: 999_999 }, 404, { error: 'Resource could not be found' }],
    [{ source_id: 'nobody' }, 404, { error: 'Resource could not be found' }],
    [{}, 404, { error: 'Resource could not be found' }],
    [{ inbox_id: 1, contact_id: 1, status: 'closed' }, 422, { attributes: ['status'] }],
    [{ inbox_id: 1, contact_id: 1, snoozed_until: 'soon' }, 422, { attributes: ['snoozed_until'] }],
    [{ inbox_id: 1, contact_id: 1, assignee_id: 999_999 }, 422, { message: 'User must exist' }],
    [
      { inbox_id: 1, contact_id: 1, message: { content: 'x'.repeat(150_001) } },
      422,
      { message: 'Content is too long (maximum is 150000 characters)', attributes: ['content'] },
    ],
  ])('refuses %j', async (body, status, json) => {
    expect(await ask('POST', '', body)).toMatchObject({ status, json })
  })

  it('refuses an address that another contact has', async () => {
    const contact = await server.owner('POST', '/contacts', { name: 'Bea' })
    const { id } = (contact.json as { payload: { contact: { id: number } } }).payload.contact
    const { sourceId } = server.seeded.contactPoint
    const answer = await ask('POST', '', { ...wanted(), contact_id: id, source_id: sourceId })
    expect(answer).toMatchObject({ status: 422, json: { error: 'source_id should be unique' } })
  })
})

describe('POST toggle_status', () => {
  let path = ''
  beforeEach(async () => {
    const started = await ask('POST', '', { source_id: server.seeded.contactPoint.sourceId })
    path = `/${(started.json as Conversation).id}/toggle_status`
  })

  it('resolves an open one, and opens any other', async () => {
    const resolved = await ask('POST', path, {})
    expect(resolved.json).toEqual({
      meta: {},
      payload: {
        success: true,
        conversation_id: Number(path.split('/')[1]),
        current_status: 'resolved',
        snoozed_until: null,
      },
    })
    expect((await ask('POST', path)).json).toMatchObject({ payload: { current_status: 'open' } })
    expect((await ask('POST', path, { status: 'pending' })).json).toMatchObject({
      payload: { current_status: 'pending' },
    })
    expect((await ask('POST', path, { status: '' })).json).toMatchObject({
      payload: { current_status: 'open' },
    })
  })

  it.each([(seconds + 3_600) as number | string, String(seconds + 3_600)])(
    'snoozes until %j',
    async (snoozed_until) => {
      const answer = await ask('POST', path, { status: 'snoozed', snoozed_until })
      expect(answer.json).toMatchObject({
        payload: { current_status: 'snoozed', snoozed_until: '2026-01-05T10:00:00.000Z' },
      })
    },
  )

  it('makes an agent who opens it its holder', async () => {
    await ask('POST', path, { status: 'resolved' })
    const body = { status: 'open' }
    await server.ask('POST', conversations() + path, { token: agent(), body })
    expect((await ask('GET', path.replace('/toggle_status', ''))).json).toMatchObject({
      meta: { assignee: { id: server.seeded.agents[0]?.number } },
    })
  })

  it.each([
    [{ status: 'closed' }, { message: 'Status is not included in the list', attributes: ['status'] }],
    [{ status: 'snoozed', snoozed_until: 1 }, { attributes: ['snoozed_until'] }],
    [{ status: 'snoozed', snoozed_until: 1e15 }, { attributes: ['snoozed_until'] }],
  ])('refuses %j', async (body, json) => {
    expect(await ask('POST', path, body)).toMatchObject({ status: 422, json })
  })
})
