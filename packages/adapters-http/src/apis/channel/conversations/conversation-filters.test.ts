import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

interface Filtered {
  readonly meta: Readonly<Record<string, number>>
  readonly payload: readonly { readonly id: number }[]
}

let server: TestServer
let hidden = 0
beforeAll(async () => {
  server = await openTestServer()
  const { inbox, contact, owner } = server.seeded
  const start = async (body: object) => {
    server.world.clock.advance(1_000)
    const answer = await server.owner('POST', '/conversations', {
      inbox_id: inbox.number,
      contact_id: contact.number,
      ...body,
    })
    return (answer.json as { id: number }).id
  }
  // Number 1 is plain.
  const second = await start({ assignee_id: owner.number, custom_attributes: { order: 'A-17' } })
  await start({ status: 'resolved' })
  await server.owner('POST', `/conversations/${second}/labels`, { labels: ['vip'] })
  await server.owner('POST', `/conversations/${second}/toggle_priority`, { priority: 'high' })
  await server.owner('POST', `/conversations/${second}/messages`, {
    content: `Ask [@You](mention://user/${server.seeded.agents[0]?.number}/You) about the order`,
    private: true,
  })
  hidden = (await addInbox(server, server.seeded.organization.id)).number
  await start({ inbox_id: hidden })
})
afterAll(() => server.close())

const condition = (attribute_key: string, filter_operator: string, values?: unknown, more: object = {}) => ({
  attribute_key,
  filter_operator,
  values,
  query_operator: null,
  ...more,
})

const filter = (payload: unknown, token = server.seeded.tokens.owner, query = '') =>
  server.ask('POST', `${server.account}/conversations/filter${query}`, { token, body: { payload } })

const ids = async (...conditions: readonly object[]) =>
  ((await filter(conditions)).json as Filtered).payload.map(({ id }) => id)

describe('POST conversations/filter', () => {
  it('answers flat, with the counts, newest activity first', async () => {
    const answer = await filter([condition('status', 'equal_to', ['all'])])
    const { meta, payload } = answer.json as Filtered
    expect(meta).toEqual({ mine_count: 1, assigned_count: 1, unassigned_count: 3, all_count: 4 })
    expect(payload.map(({ id }) => id)).toEqual([4, 3, 2, 1])
    const behind = await filter([condition('status', 'equal_to', ['all'])], undefined, '?page=2')
    expect(behind.json).toEqual({ meta, payload: [] })
  })

  it('joins conditions, and takes values and booleans as they come', async () => {
    const open = condition('status', 'equal_to', ['open'], { query_operator: 'and' })
    expect(await ids(open, condition('labels', 'equal_to', ['VIP']))).toEqual([2])
    expect(await ids({ ...open, query_operator: 'OR' }, condition('display_id', 'equal_to', '3'))).toEqual([
      4, 3, 2, 1,
    ])
    expect(await ids(condition('assignee_id', 'is_present', undefined, { query_operator: '' }))).toEqual([2])
    expect(await ids(condition('priority', 'equal_to', ['high']))).toEqual([2])
    expect(await ids(condition('inbox_id', 'equal_to', [String(hidden)]))).toEqual([4])
  })

  it('knows custom attributes by their type, or because a conversation has them', async () => {
    const typed = condition('order', 'equal_to', ['a-17'], {
      custom_attribute_type: 'conversation_attribute',
    })
    expect(await ids(typed)).toEqual([2])
    expect(await ids(condition('order', 'contains', ['17'], { custom_attribute_type: '' }))).toEqual([2])
    const unknown = condition('color', 'equal_to', ['red'], {
      custom_attribute_type: 'conversation_attribute',
    })
    expect(await ids(unknown)).toEqual([])
  })

  it('shows agents those of their inboxes', async () => {
    const [token] = server.seeded.tokens.agents
    const answer = await filter([condition('status', 'equal_to', ['all'])], token)
    expect((answer.json as Filtered).payload.map(({ id }) => id)).toEqual([3, 2, 1])
  })

  it.each([
    [
      condition('priority', 'contains', ['h']),
      'Invalid operator. The allowed operators for priority are [equal_to,not_equal_to].',
    ],
    [condition('status', 'equal_to', []), 'Invalid value. The values provided for status are invalid'],
    [condition('status', 'equal_to'), 'Invalid value. The values provided for status are invalid'],
    [condition('status', 'equal_to', ['shut']), 'Invalid value. The values provided for status are invalid'],
    [
      condition('shoe_size', 'equal_to', [42]),
      'Invalid attribute key - [shoe_size]. The key should be one of [status,assignee_id,inbox_id,team_id,contact_id,priority,display_id,campaign_id,labels,browser_language,conversation_language,referer,created_at,last_activity_at,mail_subject] or a custom attribute defined in the account.',
    ],
    [
      condition('status', 'equal_to', ['open'], { query_operator: 'XOR' }),
      'Query operator must be either "AND" or "OR".',
    ],
    [
      condition('status', 'equal_to', ['open'], { query_operator: 'AND' }),
      'Query operator of the last condition must be null.',
    ],
  ])('refuses %j in its words', async (asked, error) => {
    const answer = await filter([asked])
    expect(answer).toMatchObject({ status: 422, json: { error } })
  })

  it.each([
    [{}, { error: 'param is missing or the value is empty: payload' }],
    [{ payload: 'x' }, { attributes: ['payload'] }],
    [
      { payload: [{ filter_operator: 'equal_to' }] },
      { error: 'param is missing or the value is empty: payload.0.attribute_key' },
    ],
    [
      { payload: Array.from({ length: 51 }, () => condition('status', 'equal_to', ['open'])) },
      { attributes: ['payload'] },
    ],
    [
      { payload: [condition('x', 'equal_to', ['y'], { custom_attribute_type: 'shoe' })] },
      { attributes: ['payload.0.custom_attribute_type'] },
    ],
  ])('refuses the body %j', async (body, json) => {
    const answer = await server.ask('POST', `${server.account}/conversations/filter`, {
      token: server.seeded.tokens.owner,
      body,
    })
    expect(answer).toMatchObject({ status: 422, json })
  })
})

describe('GET conversations', () => {
  const list = async (query: string, token = server.seeded.tokens.owner) => {
    const { json } = await server.ask('GET', `${server.account}/conversations${query}`, { token })
    return (json as { data: Filtered }).data.payload.map(({ id }) => id)
  }

  it.each([
    ['?labels[]=VIP&labels[]=other', [2]],
    ['?labels=other,vip', [2]],
    ['?labels[]=other', []],
    ['?q=the%20ORDER&status=resolved', [2]],
    ['?q=nothing', []],
    ['?conversation_type=unattended&status=all', [4, 3, 2, 1]],
    ['?conversation_type=participating', [2]],
    ['?conversation_type=mention', []],
    ['?sort_by=priority_desc_created_at_asc', [2, 1, 4]],
    ['?sort_by=unread', [4, 2, 1]],
    ['?sort_by=sort_on_created_at', [1, 2, 4]],
    ['?sort_by=latest', [4, 2, 1]],
  ])('narrows and sorts by %s', async (query, expected) => {
    expect([query, await list(query)]).toEqual([query, expected])
  })

  it('lists what the caller was named in', async () => {
    const [token] = server.seeded.tokens.agents
    expect(await list('?conversation_type=mention', token)).toEqual([2])
    expect(await list('?conversation_type=participating', token)).toEqual([2])
  })
})

describe('GET conversations/unread_counts', () => {
  it('counts open conversations with unseen messages', async () => {
    const started = await server.owner('POST', '/conversations', {
      inbox_id: server.seeded.inbox.number,
      contact_id: server.seeded.contact.number,
    })
    const { id } = started.json as { id: number }
    await server.owner('POST', `/conversations/${id}/labels`, { labels: ['late'] })
    const incoming = { content: 'Hello?', message_type: 'incoming' }
    await server.owner('POST', `/conversations/${id}/messages`, incoming)
    const { json } = await server.owner('GET', '/conversations/unread_counts')
    expect(json).toEqual({
      payload: {
        all_count: 1,
        inboxes: { [server.seeded.inbox.number]: 1 },
        labels: { late: 1 },
        teams: {},
      },
    })
  })
})
