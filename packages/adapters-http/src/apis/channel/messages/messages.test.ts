import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { START } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
let path = ''
beforeAll(async () => {
  server = await openTestServer()
  path = `/conversations/${server.seeded.conversation.conversation.number}/messages`
})
afterAll(() => server.close())

const ask = (method: string, query: string, body?: unknown) =>
  server.ask(method, server.account + path + query, { token: server.seeded.tokens.agents[0], body })

describe('POST messages', () => {
  it('says something to the contact', async () => {
    const [agent] = server.seeded.agents
    const first = (await ask('POST', '', { content: 'First', source_id: 'wamid.0' })).json as { id: number }
    const answer = await ask('POST', '', {
      content: 'Hello',
      echo_id: 'e-1',
      source_id: 'wamid.1',
      content_attributes: { in_reply_to: first.id },
      external_created_at: 1_700_000_000,
    })
    expect(answer.json).toEqual({
      id: expect.any(Number),
      content: 'Hello',
      inbox_id: server.seeded.inbox.number,
      echo_id: 'e-1',
      conversation_id: server.seeded.conversation.conversation.number,
      message_type: 1,
      content_type: 'text',
      status: 'sent',
      content_attributes: {
        in_reply_to: first.id,
        in_reply_to_external_id: 'wamid.0',
        external_created_at: 1_700_000_000,
      },
      created_at: START / 1_000,
      private: false,
      source_id: 'wamid.1',
      sender: {
        id: agent?.number,
        name: agent?.name,
        available_name: agent?.displayName ?? agent?.name,
        avatar_url: '',
        type: 'user',
        availability_status: agent?.availability,
        thumbnail: '',
      },
    })
  })

  it('takes the same source id again', async () => {
    const body = { content: 'Edited', source_id: 'wamid.2' }
    const first = await ask('POST', '', body)
    const second = await ask('POST', '', body)
    expect(second.json).not.toEqual(first.json)
  })

  it('notes something', async () => {
    const answer = await ask('POST', '', { content: 'Psst', private: 'true' })
    expect(answer.json).toMatchObject({ private: true, message_type: 1 })
    expect(answer.json).not.toHaveProperty('echo_id')
  })

  it('takes what comes in as the contact’s', async () => {
    const answer = await ask('POST', '', { content: 'Help', message_type: 'incoming' })
    expect(answer.json).toMatchObject({
      message_type: 0,
      sender: { type: 'contact', id: server.seeded.contact.number, name: server.seeded.contact.name },
    })
  })

  it('opens a resolved conversation for what comes in', async () => {
    const at = path.replace('/messages', '')
    await server.owner('POST', `${at}/toggle_status`, { status: 'resolved' })
    await ask('POST', '', { content: 'Still broken', message_type: 'incoming' })
    expect((await server.owner('GET', at)).json).toMatchObject({ status: 'open' })
  })

  it('forgives content attributes that are none', async () => {
    for (const content_attributes of ['{broken', '[1]', [1], 7]) {
      const answer = await ask('POST', '', { content: 'Hi', content_attributes })
      expect(answer).toMatchObject({ status: 200, json: { content_attributes: {} } })
    }
  })

  it('takes content without words where there are items', async () => {
    const body = { content_type: 'input_select', content_attributes: { items: [{ title: 'A', value: 'a' }] } }
    expect((await ask('POST', '', body)).json).toMatchObject({ content: null, content_type: 'input_select' })
  })

  it.each([
    [{}, "Content can't be blank", 'content'],
    [{ content: ' ' }, "Content can't be blank", 'content'],
    [{ content: 'x'.repeat(150_001) }, 'Content is too long (maximum is 150000 characters)', 'content'],
    [{ content: 'x', message_type: 'activity' }, 'Message type is not included in the list', 'message_type'],
    [{ content: 'x', content_type: 'video' }, 'Content type is not included in the list', 'content_type'],
    [{ content: ['x'] }, 'Content is invalid', 'content'],
    [
      { content: 'x', source_id: 'x'.repeat(20_001) },
      'Source id is too long (maximum is 20000 characters)',
      'source_id',
    ],
  ])('refuses %j', async (body, message, attribute) => {
    expect(await ask('POST', '', body)).toMatchObject({
      status: 422,
      json: { error: `Validation failed: ${message}`, message, attributes: [attribute] },
    })
  })
})

interface List {
  readonly meta: unknown
  readonly payload: readonly { readonly id: number; readonly content: string }[]
}

describe('lists of messages', () => {
  let big: TestServer
  let at = ''
  let ids: readonly number[] = []
  beforeAll(async () => {
    big = await openTestServer()
    at = `/conversations/${big.seeded.conversation.conversation.number}/messages`
    const made: number[] = []
    for (let count = 1; count <= 130; count += 1) {
      const said = await big.owner('POST', at, { content: `${count}`, private: count % 10 === 0 })
      made.push((said.json as { id: number }).id)
    }
    ids = made
  })
  afterAll(() => big.close())

  const contents = async (query: string) => {
    const answer = await big.owner('GET', `${at}${query}`)
    return (answer.json as List).payload.map(({ content }) => Number(content))
  }
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, count) => from + count)
  const id = (count: number) => ids[count - 1]

  it('hold the newest 20, oldest first', async () => {
    expect(await contents('')).toEqual(range(111, 130))
  })

  it('hold 20 before one, 100 after one, and 1,000 between two', async () => {
    expect(await contents(`?before=${id(50)}`)).toEqual(range(30, 49))
    expect(await contents(`?before=${id(3)}`)).toEqual(range(1, 2))
    expect(await contents(`?after=${id(10)}`)).toEqual(range(11, 110))
    expect(await contents(`?after=${id(120)}`)).toEqual(range(121, 130))
    expect(await contents(`?after=${id(5)}&before=${id(125)}`)).toEqual(range(5, 124))
    expect(await contents(`?after=${id(130)}`)).toEqual([])
    expect(await contents('?before=&after=')).toHaveLength(20)
  })

  it('tell about the conversation', async () => {
    const { meta } = (await big.owner('GET', at)).json as List
    expect(meta).toEqual({
      labels: [],
      additional_attributes: {},
      contact: expect.objectContaining({ id: big.seeded.contact.number, type: 'contact' }),
      agent_last_seen_at: null,
      assignee_last_seen_at: null,
    })
  })

  it('refuse bounds that are none', async () => {
    const answer = await big.ask('GET', `${big.account}${at}?before=abc`, { token: big.seeded.tokens.owner })
    expect(answer).toMatchObject({ status: 422, json: { attributes: ['before'] } })
  })

  it('show the contact no notes', async () => {
    const seen = `${big.publicInbox}/contacts/${big.seeded.contactPoint.sourceId}${at}`
    const all = (await big.ask('GET', seen)).json as List['payload']
    expect(all.map(({ content }) => Number(content))).toEqual(
      range(108, 129).filter((count) => count % 10 !== 0),
    )
    const older = (await big.ask('GET', `${seen}?before=${id(4)}`)).json as List['payload']
    expect(older.map(({ content }) => Number(content))).toEqual([1, 2, 3])
  })
})

describe('POST messages of the public API', () => {
  const open = () => `${server.publicInbox}/contacts/${server.seeded.contactPoint.sourceId}${path}`

  it('says something as the contact', async () => {
    const answer = await server.ask('POST', open(), {
      body: { content: 'Hi', echo_id: 'e-2', private: true },
    })
    const { contact } = server.seeded
    expect(answer.json).toEqual({
      id: expect.any(Number),
      content: 'Hi',
      message_type: 0,
      content_type: 'text',
      content_attributes: {},
      created_at: START / 1_000,
      conversation_id: server.seeded.conversation.conversation.number,
      sender: {
        additional_attributes: {},
        custom_attributes: {},
        email: contact.email,
        id: contact.number,
        identifier: contact.identifier,
        name: contact.name,
        phone_number: contact.phoneNumber,
        thumbnail: '',
        blocked: false,
        type: 'contact',
      },
    })
  })

  it.each([
    [{}, { message: "Content can't be blank", attributes: ['content'] }],
    [
      { content: 'x'.repeat(150_001) },
      { message: 'Content is too long (maximum is 150000 characters)', attributes: ['content'] },
    ],
    [
      { content: 'x', attachments: ['id'] },
      { message: 'Attachments must exist', attributes: ['attachments'] },
    ],
  ])('refuses %j', async (body, json) => {
    expect(await server.ask('POST', open(), { body })).toMatchObject({ status: 422, json })
  })
})
