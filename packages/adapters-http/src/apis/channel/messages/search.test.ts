import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addContact, addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
let hidden = 0
beforeAll(async () => {
  server = await openTestServer()
  const say = (id: number, content: string, more: object = {}) =>
    server.owner('POST', `/conversations/${id}/messages`, { content, ...more })
  const { id: organizationId } = server.seeded.organization
  const inbox = await addInbox(server, organizationId, { name: 'Hidden' })
  const { contact } = await addContact(server, inbox, { name: 'Ada Order', email: 'ada@engine.test' })
  const started = await server.owner('POST', '/conversations', {
    inbox_id: inbox.number,
    contact_id: contact.number,
  })
  hidden = (started.json as { id: number }).id
  await say(1, 'Where is my order?', { message_type: 'incoming' })
  server.world.clock.advance(1_000)
  await say(1, 'Your ORDER is on its way')
  await say(hidden, 'A hidden order')
})
afterAll(() => server.close())

const search = (path: string, token = server.seeded.tokens.owner) =>
  server.ask('GET', `${server.account}${path}`, { token })

interface Found {
  readonly payload: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>
}
const found = async (path: string, token?: string) => ((await search(path, token)).json as Found).payload

describe('GET search', () => {
  it('finds conversations, contacts and messages', async () => {
    const { conversations, contacts, messages } = await found('/search?q=order')
    expect(conversations).toMatchObject([{ id: hidden, contact: { name: 'Ada Order' }, agent: null }])
    expect(contacts).toMatchObject([{ name: 'Ada Order', email: 'ada@engine.test' }])
    expect(messages?.map(({ content }) => content)).toEqual([
      'A hidden order',
      'Your ORDER is on its way',
      'Where is my order?',
    ])
    expect(messages?.[2]).toMatchObject({
      conversation_id: 1,
      message_type: 0,
      inbox: { channel_type: 'Channel::Api' },
    })
  })

  it('finds one kind alone', async () => {
    expect(Object.keys(await found('/search/messages?q=order'))).toEqual(['messages'])
    expect(Object.keys(await found('/search/contacts?q=order'))).toEqual(['contacts'])
    expect(await found(`/search/conversations?q=${hidden}`)).toMatchObject({
      conversations: [{ id: hidden }],
    })
    expect(await found('/search/messages?q=order&page=2')).toEqual({ messages: [] })
  })

  it('shows agents what is in their inboxes', async () => {
    const [token] = server.seeded.tokens.agents
    const { conversations, messages } = await found('/search?q=order', token)
    expect(conversations).toEqual([])
    expect(messages?.map(({ conversation_id }) => conversation_id)).toEqual([1, 1])
  })

  it('finds nothing of another account', async () => {
    const { organization, tokens } = server.other
    const answer = await server.ask('GET', `/api/v1/accounts/${organization.number}/search?q=order`, {
      token: tokens.owner,
    })
    expect(answer.json).toEqual({ payload: { conversations: [], contacts: [], messages: [] } })
  })

  it.each([
    '/search',
    '/search?q=',
    '/search/messages?q=%20',
    '/search/contacts',
    '/search/conversations',
    '/conversations/search',
  ])('asks for words: %s', async (path) => {
    expect(await search(path)).toMatchObject({
      status: 422,
      json: { error: 'Specify search string with parameter q' },
    })
  })
})

describe('GET conversations/search', () => {
  it('tells what was said, with the counts', async () => {
    const { json } = await search('/conversations/search?q=Order')
    expect(json).toMatchObject({
      meta: { mine_count: 0, unassigned_count: 2, all_count: 2 },
      payload: [
        { id: hidden, messages: [{ content: 'A hidden order' }] },
        {
          id: 1,
          contact: { name: server.seeded.contact.name },
          inbox: { name: server.seeded.inbox.name, channel_type: 'Channel::Api' },
          messages: [
            { content: 'Your ORDER is on its way', message_type: 1, sender_name: 'Olive' },
            { content: 'Where is my order?', message_type: 0, sender_name: server.seeded.contact.name },
          ],
          account_id: server.seeded.organization.number,
        },
      ],
    })
  })
})
