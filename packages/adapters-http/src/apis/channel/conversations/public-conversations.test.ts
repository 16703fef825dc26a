import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addContact } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const own = () => `${server.publicInbox}/contacts/${server.seeded.contactPoint.sourceId}/conversations`
const number = () => server.seeded.conversation.conversation.number
const NOT_FOUND = { status: 404, json: { status: 404, error: 'Not Found' } }

interface Conversation {
  readonly id: number
  readonly status: string
  readonly messages: readonly { readonly content: string }[]
}

describe('the conversations of a contact', () => {
  it('are shown with what the contact may see', async () => {
    const { contact, conversation, inbox, organization } = server.seeded
    await server.owner('POST', `/conversations/${number()}/messages`, { content: 'A note', private: true })
    await server.owner('POST', `/conversations/${number()}/messages`, { content: 'An answer' })
    const answer = await server.ask('GET', `${own()}/${number()}`)
    expect(answer.json).toEqual({
      id: number(),
      uuid: conversation.conversation.id,
      inbox_id: inbox.number,
      contact_last_seen_at: 0,
      status: 'open',
      agent_last_seen_at: expect.any(Number),
      messages: [expect.objectContaining({ content: 'An answer', message_type: 1 })],
      contact: {
        id: contact.number,
        name: contact.name,
        email: contact.email,
        phone_number: contact.phoneNumber,
        account_id: organization.number,
        identifier: contact.identifier,
        additional_attributes: {},
        custom_attributes: {},
        blocked: false,
        contact_type: expect.stringMatching(/^(visitor|lead)$/),
        country_code: null,
        last_name: '',
        middle_name: '',
        location: null,
        label_list: [],
        company_id: null,
        last_activity_at: null,
        created_at: new Date(contact.createdAt).toISOString(),
        updated_at: new Date(contact.updatedAt).toISOString(),
      },
    })
    expect((await server.ask('GET', own())).json).toEqual([answer.json])
  })

  it('are started with attributes, and nothing else', async () => {
    const body = { custom_attributes: { order: 7 }, status: 'resolved', assignee_id: 1 }
    const answer = await server.ask('POST', own(), { body })
    expect(answer.json).toMatchObject({ status: 'open', messages: [] })
    const { id } = answer.json as Conversation
    expect((await server.owner('GET', `/conversations/${id}`)).json).toMatchObject({
      custom_attributes: { order: 7 },
      meta: { hmac_verified: false },
    })
  })

  it('hold their newest 20 messages', async () => {
    const { id } = (await server.ask('POST', own())).json as Conversation
    for (let count = 1; count <= 22; count += 1) {
      await server.ask('POST', `${own()}/${id}/messages`, { body: { content: `${count}` } })
    }
    const { messages } = (await server.ask('GET', `${own()}/${id}`)).json as Conversation
    expect(messages.map(({ content }) => content)).toEqual(Array.from({ length: 20 }, (_, at) => `${at + 3}`))
  })

  it('are resolved, and never opened, by toggle_status', async () => {
    const { id } = (await server.ask('POST', own())).json as Conversation
    for (let times = 0; times < 2; times += 1) {
      const answer = await server.ask('POST', `${own()}/${id}/toggle_status`, { body: { status: 'open' } })
      expect(answer.json).toMatchObject({ id, status: 'resolved' })
    }
    await server.ask('POST', `${own()}/${id}/messages`, { body: { content: 'One more thing' } })
    expect((await server.ask('GET', `${own()}/${id}`)).json).toMatchObject({ status: 'open' })
  })
})

describe('the conversations of somebody else', () => {
  it('are not there', async () => {
    const { contactPoint } = await addContact(server, server.seeded.inbox)
    const stranger = `${server.publicInbox}/contacts/${contactPoint.sourceId}/conversations`
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/toggle_status'],
      ['GET', '/messages'],
      ['POST', '/messages'],
    ] as const) {
      const body = method === 'POST' ? { content: 'Let me in' } : undefined
      expect(await server.ask(method, `${stranger}/${number()}${path}`, { body })).toMatchObject(NOT_FOUND)
    }
    expect((await server.ask('GET', stranger)).json).toEqual([])
  })

  it('are not there through another inbox', async () => {
    const { inbox } = server.other
    const { sourceId } = server.seeded.contactPoint
    const path = `/public/api/v1/inboxes/${inbox.channel.identifier}/contacts/${sourceId}/conversations`
    expect(await server.ask('GET', `${path}/${number()}`)).toMatchObject(NOT_FOUND)
    expect(await server.ask('GET', path)).toMatchObject(NOT_FOUND)
    expect(await server.ask('POST', path)).toMatchObject(NOT_FOUND)
  })

  it.each(['/public/api/v1/inboxes/nowhere/contacts/x/conversations'])('are not at %s', async (path) => {
    expect(await server.ask('GET', path)).toMatchObject(NOT_FOUND)
    expect(await server.ask('POST', path)).toMatchObject(NOT_FOUND)
  })

  it('are not under numbers that are none', async () => {
    for (const id of ['abc', '0', '999999']) {
      expect(await server.ask('GET', `${own()}/${id}`)).toMatchObject(NOT_FOUND)
    }
  })
})
