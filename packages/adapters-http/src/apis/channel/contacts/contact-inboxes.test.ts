import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addContact, addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const ask = (method: string, path: string, body?: unknown) =>
  server.ask(method, `${server.account}${path}`, { token: server.seeded.tokens.agents[0], body })
const MISSING = { status: 404, json: { error: 'Resource could not be found' } }
const UNAUTHORIZED = { status: 401, json: { error: 'You are not authorized to do this action' } }

describe('POST contact_inboxes', () => {
  it('gives a contact an address, and answers the one it has', async () => {
    const { inbox } = server.seeded
    const { contact } = await addContact(server, inbox)
    const path = `/contacts/${contact.number}/contact_inboxes`
    const body = { inbox_id: inbox.number, source_id: 'whatsapp:1', hmac_verified: true }
    const expected = {
      source_id: 'whatsapp:1',
      inbox: {
        id: inbox.number,
        avatar_url: '',
        channel_id: inbox.channel.number,
        name: inbox.name,
        channel_type: 'Channel::Api',
        provider: null,
      },
    }
    expect(await ask('POST', path, body)).toMatchObject({ status: 200, json: expected })
    expect(await ask('POST', path, body)).toMatchObject({ status: 200, json: expected })
    const { json } = await ask('GET', `/contacts/${contact.number}`)
    expect(json).toMatchObject({ payload: { contact_inboxes: [{}, expected] } })
    expect((json as { payload: { contact_inboxes: [] } }).payload.contact_inboxes).toHaveLength(2)
    const { id } = (await ask('POST', '/conversations', { source_id: 'whatsapp:1', inbox_id: inbox.number }))
      .json as { id: number }
    expect((await ask('GET', `/conversations/${id}`)).json).toMatchObject({ meta: { hmac_verified: true } })
  })

  it('makes an address up, and refuses one that another contact has', async () => {
    const { inbox, contactPoint } = server.seeded
    const { contact } = await addContact(server, inbox)
    const path = `/contacts/${contact.number}/contact_inboxes`
    expect((await ask('POST', path, { inbox_id: String(inbox.number) })).json).toMatchObject({
      source_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    const taken = { inbox_id: inbox.number, source_id: contactPoint.sourceId }
    expect(await ask('POST', path, taken)).toMatchObject({
      status: 422,
      json: { error: 'source_id should be unique' },
    })
  })

  it('needs an inbox that the caller sees, and a contact', async () => {
    const { inbox, contact, organization } = server.seeded
    const hidden = await addInbox(server, organization.id)
    const path = `/contacts/${contact.number}/contact_inboxes`
    expect(await ask('POST', path, { inbox_id: hidden.number })).toMatchObject(UNAUTHORIZED)
    expect(await ask('POST', path, { inbox_id: server.foreign.inbox })).toMatchObject(MISSING)
    const foreign = `/contacts/${server.foreign.contact}/contact_inboxes`
    expect(await ask('POST', foreign, { inbox_id: inbox.number })).toMatchObject(MISSING)
    expect(await ask('POST', path, {})).toMatchObject({
      status: 422,
      json: { error: 'param is missing or the value is empty: inbox_id' },
    })
  })
})

describe('contactable_inboxes', () => {
  it('tells the newest address in each inbox that the caller sees, or a free one', async () => {
    const { inbox, contact, contactPoint, organization } = server.seeded
    const other = await addInbox(server, organization.id, { name: 'Zulu' })
    const path = `/contacts/${contact.number}/contactable_inboxes`
    const { json } = await ask('GET', path)
    expect(json).toMatchObject({
      payload: [{ source_id: contactPoint.sourceId, inbox: { id: inbox.number } }],
    })
    const all = (await server.owner('GET', path)).json as { payload: { inbox: { id: number } }[] }
    const free = all.payload.find((one) => one.inbox.id === other.number)
    expect(free).toMatchObject({ source_id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(await ask('GET', `/contacts/${server.foreign.contact}/contactable_inboxes`)).toMatchObject(MISSING)
  })
})

describe('contact_inboxes/filter', () => {
  it('finds the contact by its address', async () => {
    const { inbox, contact, contactPoint } = server.seeded
    const body = { inbox_id: inbox.number, source_id: contactPoint.sourceId }
    expect((await ask('POST', '/contact_inboxes/filter', body)).json).toMatchObject({
      id: contact.number,
      contact_inboxes: [{ source_id: contactPoint.sourceId }],
    })
  })

  it('says nothing where there is nobody', async () => {
    const body = { inbox_id: server.seeded.inbox.number, source_id: 'nobody' }
    const answer = await ask('POST', '/contact_inboxes/filter', body)
    expect(answer).toMatchObject({ status: 404, text: '' })
  })

  it('needs an inbox that the caller sees', async () => {
    const hidden = await addInbox(server, server.seeded.organization.id)
    const filter = (inbox_id: number) => ask('POST', '/contact_inboxes/filter', { inbox_id, source_id: 'x' })
    expect(await filter(hidden.number)).toMatchObject(UNAUTHORIZED)
    expect(await filter(server.foreign.inbox)).toMatchObject(MISSING)
  })
})
