import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { START } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const SECONDS = START / 1_000
const EMPTY = { status: 200, text: '' }

let path = ''
beforeEach(async () => {
  const started = await server.owner('POST', '/conversations', {
    source_id: server.seeded.contactPoint.sourceId,
  })
  path = `${server.account}/conversations/${(started.json as { id: number }).id}`
})

const ask = (method: string, suffix: string, body?: unknown, token = server.seeded.tokens.owner) =>
  server.ask(method, path + suffix, { token, body })
const shown = async () => (await ask('GET', '')).json
const asContact = (method: string, suffix: string, body?: unknown) => {
  const [id] = path.split('/').slice(-1)
  const { sourceId } = server.seeded.contactPoint
  return server.ask(method, `${server.publicInbox}/contacts/${sourceId}/conversations/${id}${suffix}`, {
    body,
  })
}
const activities = async () => {
  const answer = await ask('GET', '/messages')
  const { payload } = answer.json as { payload: { message_type: number; content: string }[] }
  return payload.filter(({ message_type }) => message_type === 2).map(({ content }) => content)
}
const owner = () => server.seeded.owner.name

describe('POST toggle_priority', () => {
  it.each(['low', 'medium', 'high', 'urgent'])('makes it %s', async (priority) => {
    expect(await ask('POST', '/toggle_priority', { priority })).toMatchObject(EMPTY)
    expect(await shown()).toMatchObject({ priority })
    expect(await activities()).toEqual([`${owner()} set the priority to ${priority}`])
  })

  it.each([[{ priority: null }], [{ priority: 'none' }], [{ priority: '' }], [{}], [undefined]])(
    'takes it away with %j',
    async (body) => {
      await ask('POST', '/toggle_priority', { priority: 'high' })
      expect(await ask('POST', '/toggle_priority', body)).toMatchObject(EMPTY)
      expect(await shown()).toMatchObject({ priority: null })
    },
  )

  it('refuses another word', async () => {
    expect(await ask('POST', '/toggle_priority', { priority: 'huge' })).toMatchObject({
      status: 422,
      json: { message: 'Priority is not included in the list', attributes: ['priority'] },
    })
  })
})

describe('PATCH a conversation', () => {
  it('changes its priority and nothing else', async () => {
    const answer = await ask('PATCH', '', { priority: 'urgent', status: 'resolved' })
    expect(answer.json).toMatchObject({ priority: 'urgent', status: 'open' })
    expect((await ask('PUT', '', {})).json).toMatchObject({ priority: 'urgent' })
    expect((await ask('PATCH', '', { priority: null })).json).toMatchObject({ priority: null })
  })
})

describe('labels', () => {
  it('are replaced, trimmed, each once, and need not be known', async () => {
    expect((await ask('GET', '/labels')).json).toEqual({ payload: [] })
    const labels = [' vip ', 'late order', 'vip', '']
    expect((await ask('POST', '/labels', { labels })).json).toEqual({ payload: ['vip', 'late order'] })
    expect((await ask('POST', '/labels', { labels: ['new'] })).json).toEqual({ payload: ['new'] })
    expect((await ask('GET', '/labels')).json).toEqual({ payload: ['new'] })
    expect(await shown()).toMatchObject({ labels: ['new'] })
    expect(await activities()).toEqual([
      `${owner()} added vip, late order`,
      `${owner()} added new`,
      `${owner()} removed vip, late order`,
    ])
  })

  it('come from a form as well, and all go with an empty list', async () => {
    const form = new URLSearchParams([
      ['labels[]', 'a'],
      ['labels[]', 'b'],
    ])
    expect((await ask('POST', '/labels', form)).json).toEqual({ payload: ['a', 'b'] })
    expect((await ask('POST', '/labels', { labels: [] })).json).toEqual({ payload: [] })
  })

  it.each([
    [{}, { error: 'param is missing or the value is empty: labels' }],
    [{ labels: ['x'.repeat(256)] }, { message: 'Labels is too long (maximum is 255 characters)' }],
    [{ labels: Array.from({ length: 101 }, (_, at) => `l${at}`) }, { attributes: ['labels'] }],
    [{ labels: [{ title: 'x' }] }, { attributes: ['labels.0'] }],
  ])('refuse %#', async (body, json) => {
    expect(await ask('POST', '/labels', body)).toMatchObject({ status: 422, json })
  })
})

describe('custom attributes', () => {
  it('are replaced, merged and removed', async () => {
    const post = async (body: object, suffix = '/custom_attributes') => (await ask('POST', suffix, body)).json
    expect(await post({ custom_attributes: { a: 1, b: 'x' } })).toEqual({
      custom_attributes: { a: 1, b: 'x' },
    })
    expect(await post({ custom_attributes: { b: 2 }, merge: 'true' })).toEqual({
      custom_attributes: { a: 1, b: 2 },
    })
    expect(await post({ custom_attributes: ['a', 'c'] }, '/destroy_custom_attributes')).toEqual({
      custom_attributes: { b: 2 },
    })
    expect(await post({ custom_attributes: {} })).toEqual({ custom_attributes: {} })
  })

  it.each([
    [{}, { error: 'param is missing or the value is empty: custom_attributes' }],
    [{ custom_attributes: 'x' }, { attributes: ['custom_attributes'] }],
    [
      { custom_attributes: { note: 'x'.repeat(1_501) } },
      { message: 'Custom attributes is too long (maximum is 1500 characters)' },
    ],
  ])('are refused when they are %#', async (body, json) => {
    expect(await ask('POST', '/custom_attributes', body)).toMatchObject({ status: 422, json })
    expect(await shown()).toMatchObject({ custom_attributes: {} })
  })
})

describe('looks', () => {
  it('of a member are noted at once when there is something unread, else once an hour', async () => {
    await asContact('POST', '/messages', { content: 'Hello' })
    expect(await shown()).toMatchObject({ unread_count: 1, agent_last_seen_at: 0 })
    expect((await ask('POST', '/update_last_seen')).json).toMatchObject({
      unread_count: 0,
      agent_last_seen_at: SECONDS,
      assignee_last_seen_at: 0,
    })
    server.world.clock.set(START + 30 * 60_000)
    expect((await ask('POST', '/update_last_seen')).json).toMatchObject({ agent_last_seen_at: SECONDS })
    await asContact('POST', '/messages', { content: 'Hello?' })
    expect((await ask('POST', '/update_last_seen')).json).toMatchObject({
      agent_last_seen_at: SECONDS + 1_800,
    })
    server.world.clock.set(START)
  })

  it('of whoever holds it are noted apart', async () => {
    await ask('POST', '/assignments', { assignee_id: server.seeded.owner.number })
    expect((await ask('POST', '/update_last_seen')).json).toMatchObject({ assignee_last_seen_at: SECONDS })
  })

  it('can be taken back', async () => {
    server.world.clock.set(START)
    await asContact('POST', '/messages', { content: 'Hello' })
    await ask('POST', '/update_last_seen')
    expect((await ask('POST', '/unread')).json).toMatchObject({
      unread_count: 1,
      agent_last_seen_at: SECONDS - 1,
      assignee_last_seen_at: SECONDS - 1,
    })
  })

  it('of the contact make what was said read', async () => {
    await ask('POST', '/messages', { content: 'Hello' })
    expect(await asContact('POST', '/update_last_seen')).toMatchObject(EMPTY)
    expect(await shown()).toMatchObject({
      contact_last_seen_at: SECONDS,
      messages: [{ status: 'read', content: 'Hello' }],
    })
    expect((await ask('GET', '/messages')).json).toMatchObject({ payload: [{ status: 'read' }] })
  })
})

describe('mute and unmute', () => {
  it('resolve and block, and let the contact speak again', async () => {
    expect(await ask('POST', '/mute')).toMatchObject(EMPTY)
    expect(await shown()).toMatchObject({
      muted: true,
      status: 'resolved',
      meta: { sender: { blocked: true } },
    })
    await asContact('POST', '/messages', { content: 'Hello?' })
    expect(await shown()).toMatchObject({ status: 'resolved' })
    expect(await ask('POST', '/unmute')).toMatchObject(EMPTY)
    expect(await shown()).toMatchObject({ muted: false, status: 'resolved' })
    expect(await activities()).toEqual([
      `Conversation was marked resolved by ${owner()}`,
      `${owner()} has muted the conversation`,
      `${owner()} has unmuted the conversation`,
    ])
  })
})

describe('typing', () => {
  it.each(['on', 'off', 'maybe', ''])('that is %j is taken', async (typing_status) => {
    const body = { typing_status, is_private: 'true' }
    expect(await ask('POST', '/toggle_typing_status', body)).toMatchObject(EMPTY)
    expect(await asContact('POST', '/toggle_typing', { typing_status })).toMatchObject(EMPTY)
  })

  it('leaves the conversation as it is', async () => {
    const before = await shown()
    await ask('POST', '/toggle_typing_status', { typing_status: 'on' })
    expect(await shown()).toEqual(before)
  })
})

describe('a transcript', () => {
  it('is taken on', async () => {
    expect(await ask('POST', '/transcript', { email: 'grace@example.test' })).toMatchObject(EMPTY)
  })

  it.each([
    [{}, { error: 'email param missing' }],
    [{ email: ' ' }, { error: 'email param missing' }],
    [{ email: 'grace@example.test, eve@example.test' }, { message: 'Email Invalid email' }],
  ])('is refused for %j', async (body, json) => {
    expect(await ask('POST', '/transcript', body)).toMatchObject({ status: 422, json })
  })
})

describe('DELETE a conversation', () => {
  it('removes it, for administrators', async () => {
    await ask('POST', '/messages', { content: 'Hello' })
    const [agent] = server.seeded.tokens.agents
    expect(await ask('DELETE', '', undefined, agent)).toMatchObject({ status: 401 })
    expect(await ask('DELETE', '')).toMatchObject(EMPTY)
    expect(await ask('GET', '')).toMatchObject({ status: 404 })
    expect(await ask('GET', '/messages')).toMatchObject({ status: 404 })
    expect(await ask('DELETE', '')).toMatchObject({ status: 404 })
  })
})
