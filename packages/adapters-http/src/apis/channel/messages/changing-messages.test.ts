import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
let path = ''
beforeAll(async () => {
  server = await openTestServer()
  path = `/conversations/${server.seeded.conversation.conversation.number}/messages`
})
afterAll(() => server.close())

interface Shown {
  readonly id: number
}

const ask = (method: string, query: string, body?: unknown, token = server.seeded.tokens.agents[0]) =>
  server.ask(method, server.account + path + query, { token, body })

const say = async (body: object = {}): Promise<number> =>
  ((await ask('POST', '', { content: 'Hello', ...body })).json as Shown).id

const listed = async (id: number) => {
  const { payload } = (await ask('GET', `?before=${id + 1}`)).json as { payload: readonly Shown[] }
  return payload.at(-1)
}

describe('PATCH of a message', () => {
  it('tells what became of it', async () => {
    const id = await say()
    const failed = await ask('PATCH', `/${id}`, { status: 'failed', external_error: 'No signal' })
    expect(failed).toMatchObject({
      status: 200,
      json: { id, content: 'Hello', status: 'failed', content_attributes: { external_error: 'No signal' } },
    })
    expect(await listed(id)).toEqual(failed.json)
    const read = await ask('PUT', `/${id}/`, { status: 'read', external_error: 'No signal' })
    expect(read.json).toMatchObject({ status: 'read', content_attributes: {} })
    expect((await ask('PATCH', `/${id}`, { status: 'delivered' })).json).toMatchObject({ status: 'read' })
  })

  it('ignores words that are no status, and anything else', async () => {
    const id = await say()
    for (const body of [{ status: 'lost' }, { status: 7 }, {}, { content: 'Edited', external_error: 'x' }]) {
      expect(await ask('PATCH', `/${id}`, body)).toMatchObject({
        status: 200,
        json: { content: 'Hello', status: 'sent', content_attributes: {} },
      })
    }
  })

  it('is not found where there is none', async () => {
    for (const at of ['/999999', '/abc']) {
      expect(await ask('PATCH', at, { status: 'read' })).toMatchObject({
        status: 404,
        json: { error: 'Resource could not be found' },
      })
    }
    const id = await say()
    const elsewhere = `${server.account}/conversations/999999/messages/${id}`
    const answer = await server.ask('PATCH', elsewhere, { token: server.seeded.tokens.owner, body: {} })
    expect(answer.status).toBe(404)
  })
})

describe('DELETE of a message', () => {
  it('leaves that something was said', async () => {
    const items = [{ title: 'A', value: 'a' }]
    const id = await say({ content_type: 'input_select', content_attributes: { items } })
    const deleted = await ask('DELETE', `/${id}`)
    expect(deleted).toMatchObject({
      status: 200,
      json: {
        id,
        content: 'This message was deleted',
        content_type: 'text',
        content_attributes: { deleted: true },
      },
    })
    expect(deleted.json).not.toHaveProperty('attachments')
    expect(await listed(id)).toEqual(deleted.json)
    expect((await ask('DELETE', `/${id}`)).json).toEqual(deleted.json)
    expect((await ask('DELETE', '/999999')).status).toBe(404)
  })
})

describe('POST retry', () => {
  it('sends a message again that failed', async () => {
    const id = await say()
    await ask('PATCH', `/${id}`, { status: 'failed', external_error: 'No signal' })
    expect((await ask('POST', `/${id}/retry`)).json).toMatchObject({
      id,
      status: 'sent',
      content_attributes: {},
    })
    await ask('PATCH', `/${id}`, { status: 'delivered' })
    expect((await ask('POST', `/${id}/retry`)).json).toMatchObject({ id, status: 'delivered' })
  })

  it('is refused where there is none', async () => {
    expect(await ask('POST', '/999999/retry')).toMatchObject({
      status: 422,
      json: { error: "Couldn't find Message" },
    })
  })
})

describe('POST translate', () => {
  it('says that nothing here translates', async () => {
    const id = await say()
    expect(await ask('POST', `/${id}/translate`, { target_language: 'de' })).toMatchObject({
      status: 422,
      json: { error: 'No translation service is set up' },
    })
    expect((await ask('POST', '/999999/translate', { target_language: 'de' })).status).toBe(404)
  })
})

describe('who may do that', () => {
  it('is whoever sees the inbox', async () => {
    const id = await say()
    const stranger = server.other.tokens.owner
    for (const [method, at] of [
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
      ['POST', `/${id}/retry`],
    ] as const) {
      expect((await ask(method, at, {}, stranger)).status).toBe(401)
    }
  })
})

describe('saying more than text', () => {
  it.each([
    [{ content_type: 'input_select' }, 'an object with at least one of its items'],
    [
      { content_type: 'article', content_attributes: { items: [{ heading: 'A' }] } },
      'without the keys heading: items have title, description, link',
    ],
  ])('refuses %j', async (body, expected) => {
    expect(await ask('POST', '', { content: 'Choose', ...body })).toMatchObject({
      status: 422,
      json: {
        error: `Validation failed: Content attributes must be ${expected}`,
        attributes: ['content_attributes'],
      },
    })
  })

  it('answers a message by its id or by the channel’s', async () => {
    const id = await say({ source_id: 'wamid.7' })
    const both = { in_reply_to: id, in_reply_to_external_id: 'wamid.7' }
    for (const content_attributes of [
      { in_reply_to: id },
      { in_reply_to: String(id) },
      { in_reply_to_external_id: 'wamid.7' },
      JSON.stringify({ in_reply_to_external_id: 'wamid.7' }),
    ]) {
      const answer = await ask('POST', '', { content: 'Yes', content_attributes })
      expect(answer.json).toMatchObject({ content_attributes: both })
    }
    const unknown = await ask('POST', '', { content: 'Yes', content_attributes: { in_reply_to: 999_999 } })
    expect(unknown.json).toMatchObject({
      content_attributes: { in_reply_to: null, in_reply_to_external_id: null },
    })
  })

  it('keeps recipients, campaign and template', async () => {
    const answer = await ask('POST', '', {
      content: 'News',
      campaign_id: '7',
      template_params: '{"name":"news","language":"en"}',
      cc_emails: 'a@acme.test, b@acme.test',
      bcc_emails: ['c@acme.test'],
    })
    expect(answer.json).toMatchObject({
      content_attributes: { cc_emails: ['a@acme.test', 'b@acme.test'], bcc_emails: ['c@acme.test'] },
    })
    const { messages } = (await server.owner('GET', path.replace('/messages', ''))).json as {
      messages: readonly object[]
    }
    expect(messages).toMatchObject([
      { additional_attributes: { campaign_id: 7, template_params: { name: 'news', language: 'en' } } },
    ])
  })

  it('speaks as a bot that is named, and as the caller where it is not known', async () => {
    const bot = (await server.owner('POST', '/agent_bots', { name: 'Helper' })).json as Shown
    const spoken = await ask('POST', '', { content: 'Beep', sender_type: 'AgentBot', sender_id: `${bot.id}` })
    expect(spoken.json).toMatchObject({ sender: { type: 'agent_bot', id: bot.id, name: 'Helper' } })
    for (const sender_id of [999_999, 'nobody']) {
      const answer = await ask('POST', '', { content: 'Hi', sender_type: 'AgentBot', sender_id })
      expect(answer.json).toMatchObject({ sender: { type: 'user' } })
    }
  })
})

describe('a conversation in which too much is said', () => {
  it('takes 200 messages a minute', async () => {
    const own = await openTestServer()
    try {
      const at = `/conversations/${own.seeded.conversation.conversation.number}/messages`
      for (let count = 0; count < 200; count += 1) await own.owner('POST', at, { content: `${count}` })
      const more = () =>
        own.ask('POST', own.account + at, { token: own.seeded.tokens.owner, body: { content: 'One more' } })
      expect(await more()).toMatchObject({
        status: 422,
        json: {
          error: 'Validation failed: Too many messages',
          message: 'Too many messages',
          attributes: ['base'],
        },
      })
      own.world.clock.advance(60_000)
      expect((await more()).status).toBe(200)
    } finally {
      await own.close()
    }
  })
})
