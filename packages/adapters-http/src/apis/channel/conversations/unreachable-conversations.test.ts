import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

let path = ''
const ask = (method: string, suffix: string, body?: unknown, token = server.seeded.tokens.owner) =>
  server.ask(method, path + suffix, { token, body })

describe('a conversation that is not the caller’s', () => {
  const WRITES = [
    ['PATCH', '', { priority: 'low' }],
    ['POST', '/toggle_priority', { priority: 'low' }],
    ['GET', '/labels', undefined],
    ['POST', '/labels', { labels: ['x'] }],
    ['POST', '/custom_attributes', { custom_attributes: {} }],
    ['POST', '/destroy_custom_attributes', { custom_attributes: ['x'] }],
    ['POST', '/update_last_seen', undefined],
    ['POST', '/unread', undefined],
    ['POST', '/mute', undefined],
    ['POST', '/unmute', undefined],
    ['POST', '/toggle_typing_status', { typing_status: 'on' }],
    ['POST', '/toggle_typing_status', { typing_status: '?' }],
    ['POST', '/transcript', { email: 'a@acme.test' }],
    ['GET', '/participants', undefined],
    ['POST', '/participants', { user_ids: [] }],
    ['PATCH', '/participants', { user_ids: [] }],
    ['DELETE', '/participants', { user_ids: [] }],
    ['GET', '/draft_messages', undefined],
    ['PATCH', '/draft_messages', { message: 'x' }],
    ['DELETE', '/draft_messages', undefined],
  ] as const

  let unseen = 0
  beforeAll(async () => {
    const inbox = await addInbox(server, server.seeded.organization.id)
    const started = await server.owner('POST', '/conversations', {
      inbox_id: inbox.number,
      contact_id: server.seeded.contact.number,
    })
    unseen = (started.json as { id: number }).id
  })

  it.each(WRITES)('is not found by %s %s when it is of another account', async (method, suffix, body) => {
    path = `${server.account}/conversations/${server.foreign.conversation}`
    expect(await ask(method, suffix, body)).toMatchObject({
      status: 404,
      json: { error: 'Resource could not be found' },
    })
  })

  it.each(WRITES)('is refused to %s %s by an agent without its inbox', async (method, suffix, body) => {
    path = `${server.account}/conversations/${unseen}`
    expect(await ask(method, suffix, body, server.seeded.tokens.agents[0])).toMatchObject({ status: 401 })
  })

  it('is not found by another contact', async () => {
    const contact = await server.ask('POST', `${server.publicInbox}/contacts`, { body: {} })
    const { source_id } = contact.json as { source_id: string }
    const id = server.seeded.conversation.conversation.number
    for (const suffix of ['toggle_typing', 'update_last_seen', 'toggle_status']) {
      const foreign = `${server.publicInbox}/contacts/${source_id}/conversations/${id}/${suffix}`
      expect(await server.ask('POST', foreign, { body: { typing_status: 'on' } })).toMatchObject({
        status: 404,
      })
    }
  })
})
