import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { type Contact, PRESENCE } from '@parlance/core'
import { addContact, addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const contacts = () => `${server.account}/contacts`
const asAgent = (method: string, path: string, body?: unknown, headers = {}) =>
  server.ask(method, `${server.account}${path}`, { token: server.seeded.tokens.agents[0], body, headers })
const created = async (body: object): Promise<number> =>
  ((await server.owner('POST', '/contacts', body)).json as { payload: { contact: { id: number } } }).payload
    .contact.id

/** A sign of life. */
const hear = ({ organizationId, id }: Contact) =>
  server.storage.presenceStore.touch(organizationId, { type: 'contact', id }, server.world.clock.now())

const MISSING = { status: 404, json: { error: 'Resource could not be found' } }
const UNAUTHORIZED = { status: 401, json: { error: 'You are not authorized to do this action' } }

describe('tags of a contact', () => {
  it('are replaced as a whole', async () => {
    const id = await created({})
    expect((await asAgent('GET', `/contacts/${id}/labels`)).json).toEqual({ payload: [] })
    const set = await asAgent('POST', `/contacts/${id}/labels`, { labels: ['vip', 'new', 'vip'] })
    expect(set).toMatchObject({ status: 200, json: { payload: ['vip', 'new'] } })
    await asAgent('POST', `/contacts/${id}/labels`, { labels: ['new'] })
    expect((await asAgent('GET', `/contacts/${id}/labels`)).json).toEqual({ payload: ['new'] })
    const form = new URLSearchParams([
      ['labels[]', 'a'],
      ['labels[]', 'b'],
    ])
    expect((await asAgent('POST', `/contacts/${id}/labels`, form)).json).toEqual({ payload: ['a', 'b'] })
    expect((await asAgent('POST', `/contacts/${id}/labels`, { labels: [] })).json).toEqual({ payload: [] })
  })

  it('are replaced once for a key', async () => {
    const id = await created({})
    const headers = { 'idempotency-key': 'labels-once' }
    const set = (labels: string[]) => asAgent('POST', `/contacts/${id}/labels`, { labels }, headers)
    await set(['a'])
    await asAgent('POST', `/contacts/${id}/labels`, { labels: ['b'] })
    expect((await set(['a'])).headers.get('idempotency-replayed')).toBe('true')
    expect((await asAgent('GET', `/contacts/${id}/labels`)).json).toEqual({ payload: ['b'] })
    expect(await set(['c'])).toMatchObject({ status: 422, json: { code: 'idempotency_key_reused' } })
  })

  it('must be sent, and belong to somebody', async () => {
    const id = await created({})
    expect(await asAgent('POST', `/contacts/${id}/labels`, {})).toMatchObject({
      status: 422,
      json: { error: 'param is missing or the value is empty: labels' },
    })
    const labels = ['x'.repeat(256)]
    expect(await asAgent('POST', `/contacts/${id}/labels`, { labels })).toMatchObject({
      status: 422,
      json: { message: 'Labels is too long (maximum is 255 characters)', attributes: ['labels'] },
    })
    expect(await asAgent('GET', `/contacts/${server.foreign.contact}/labels`)).toMatchObject(MISSING)
    expect(await asAgent('POST', `/contacts/${server.foreign.contact}/labels`, { labels: [] })).toMatchObject(
      MISSING,
    )
  })
})

describe('destroy_custom_attributes', () => {
  it('removes those that are named, and answers the contact', async () => {
    const id = await created({ custom_attributes: { a: 1, b: 2, c: { d: 3 } } })
    const answer = await asAgent('POST', `/contacts/${id}/destroy_custom_attributes`, {
      custom_attributes: ['a', 'c', 'nothing'],
    })
    expect(answer.json).toMatchObject({ payload: { id, custom_attributes: { b: 2 } } })
    const missing = `/contacts/${server.foreign.contact}/destroy_custom_attributes`
    expect(await asAgent('POST', missing, { custom_attributes: ['a'] })).toMatchObject(MISSING)
    expect(await asAgent('POST', `/contacts/${id}/destroy_custom_attributes`, {})).toMatchObject({
      status: 422,
    })
  })
})

describe('the conversations of a contact', () => {
  it('are 20 at the most, newest activity first, in inboxes that the caller sees', async () => {
    const { inbox, organization } = server.seeded
    const hidden = await addInbox(server, organization.id)
    const { contact } = await addContact(server, inbox)
    const start = async (inbox_id: number) =>
      (await server.owner('POST', '/conversations', { inbox_id, contact_id: contact.number })).json as {
        id: number
      }
    const elsewhere = await start(hidden.number)
    const numbers: number[] = []
    for (let count = 0; count < 21; count += 1) {
      server.world.clock.advance(1_000)
      numbers.push((await start(inbox.number)).id)
    }
    const ids = (answer: { json: unknown }) =>
      (answer.json as { payload: { id: number }[] }).payload.map(({ id }) => id)
    const seen = ids(await asAgent('GET', `/contacts/${contact.number}/conversations`))
    expect(seen).toEqual(numbers.toReversed().slice(0, 20))
    expect(seen).not.toContain(elsewhere.id)
    const { contact: silent } = await addContact(server, inbox)
    expect(ids(await asAgent('GET', `/contacts/${silent.number}/conversations`))).toEqual([])
    expect(await asAgent('GET', `/contacts/${server.foreign.contact}/conversations`)).toMatchObject(MISSING)
  })
})

describe('merging contacts', () => {
  const merge = (base_contact_id: number, mergee_contact_id: number, headers = {}) =>
    asAgent('POST', '/actions/contact_merge', { base_contact_id, mergee_contact_id }, headers)

  it('keeps what the base has, and adds what it lacks', async () => {
    const base = await created({
      name: 'Base',
      custom_attributes: { plan: 'gold', deep: { a: 1 } },
      additional_attributes: { city: 'Wien' },
    })
    const mergee = await created({
      name: 'Mergee',
      email: 'mergee@acme.test',
      identifier: 'mergee',
      custom_attributes: { plan: 'free', deep: { b: 2 }, more: true },
      inbox_id: server.seeded.inbox.number,
      source_id: 'mergee-source',
    })
    const answer = await merge(base, mergee)
    expect(answer.json).toMatchObject({
      id: base,
      name: 'Base',
      email: 'mergee@acme.test',
      identifier: 'mergee',
      custom_attributes: { plan: 'gold', deep: { a: 1, b: 2 }, more: true },
      additional_attributes: { city: 'Wien' },
    })
    expect(await asAgent('GET', `/contacts/${mergee}`)).toMatchObject(MISSING)
    const shown = (await asAgent('GET', `/contacts/${base}`)).json
    expect(shown).toMatchObject({ payload: { contact_inboxes: [{ source_id: 'mergee-source' }] } })
  })

  it('moves conversations with what was said in them', async () => {
    const base = await created({ name: 'Base' })
    const { contact, contactPoint } = await addContact(server, server.seeded.inbox, { name: 'Mergee' })
    const own = `${server.publicInbox}/contacts/${contactPoint.sourceId}/conversations`
    const { id } = (await server.ask('POST', own)).json as { id: number }
    await server.ask('POST', `${own}/${id}/messages`, { body: { content: 'Hello' } })
    expect((await merge(base, contact.number)).status).toBe(200)
    expect((await asAgent('GET', `/conversations/${id}`)).json).toMatchObject({
      meta: { sender: { id: base } },
    })
    expect((await asAgent('GET', `/conversations/${id}/messages`)).json).toMatchObject({
      payload: [{ content: 'Hello', sender: { id: base, type: 'contact' } }],
    })
    const said = await server.ask('POST', `${own}/${id}/messages`, { body: { content: 'Still me' } })
    expect(said.json).toMatchObject({ sender: { id: base } })
  })

  it('of a contact with itself does nothing', async () => {
    const id = await created({ name: 'Alone' })
    expect((await merge(id, id)).json).toMatchObject({ id, name: 'Alone' })
  })

  it('knows nobody who is not of the account', async () => {
    const id = await created({})
    expect(await merge(id, server.foreign.contact)).toMatchObject(MISSING)
    expect(await merge(server.foreign.contact, id)).toMatchObject(MISSING)
    expect((await asAgent('GET', `/contacts/${id}`)).status).toBe(200)
    expect(await asAgent('POST', '/actions/contact_merge', { base_contact_id: id })).toMatchObject({
      status: 422,
      json: { error: 'param is missing or the value is empty: mergee_contact_id' },
    })
  })

  it('happens once for a key', async () => {
    const [base, mergee] = [await created({ name: 'Once' }), await created({})]
    const headers = { 'idempotency-key': 'merge-once' }
    const first = await merge(base, mergee, headers)
    const again = await merge(base, mergee, headers)
    expect(again).toMatchObject({ status: 200, json: first.json })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })
})

describe('DELETE contacts', () => {
  it('removes a contact for administrators', async () => {
    const id = await created({ name: 'Gone', email: 'gone@acme.test' })
    expect(await asAgent('DELETE', `/contacts/${id}`)).toMatchObject(UNAUTHORIZED)
    expect((await server.owner('DELETE', `/contacts/${id}`)).text).toBe('')
    expect(await asAgent('GET', `/contacts/${id}`)).toMatchObject(MISSING)
    expect((await asAgent('GET', '/contacts/search?q=gone%40')).json).toMatchObject({ payload: [] })
    await created({ email: 'gone@acme.test' })
  })

  it('leaves a contact alone who is online', async () => {
    const { contact } = await addContact(server, server.seeded.inbox, { name: 'Here' })
    await hear(contact)
    const path = `${contacts()}/${contact.number}`
    const token = server.seeded.tokens.owner
    expect(await server.ask('DELETE', path, { token })).toMatchObject({
      status: 422,
      json: { message: 'Here is Online, please try again later' },
    })
    server.world.clock.advance(PRESENCE + 1)
    expect((await server.ask('DELETE', path, { token })).status).toBe(200)
    expect(await server.ask('DELETE', path, { token })).toMatchObject(MISSING)
  })
})

describe('contacts that are online', () => {
  it('are listed, oldest first', async () => {
    const { contact: first } = await addContact(server, server.seeded.inbox, { name: 'First' })
    const { contact: second } = await addContact(server, server.seeded.inbox, { name: 'Second' })
    server.world.clock.advance(PRESENCE + 1)
    expect((await asAgent('GET', '/contacts/active')).json).toEqual({
      meta: { count: 0, current_page: 1 },
      payload: [],
    })
    for (const contact of [second, first]) await hear(contact)
    expect((await asAgent('GET', '/contacts/active?page=1')).json).toMatchObject({
      meta: { count: 2, current_page: '1' },
      payload: [
        { id: first.number, availability_status: 'online', contact_inboxes: [{}] },
        { id: second.number, availability_status: 'online' },
      ],
    })
    expect((await asAgent('GET', `/contacts/${first.number}`)).json).toMatchObject({
      payload: { availability_status: 'online' },
    })
    expect((await asAgent('GET', '/contacts/search?q=Second')).json).toMatchObject({
      payload: [{ availability_status: 'online' }],
    })
  })
})

describe('exporting contacts', () => {
  it('is for administrators', async () => {
    expect(await asAgent('POST', '/contacts/export', {})).toMatchObject(UNAUTHORIZED)
  })

  it('answers a table with the columns that were asked for', async () => {
    const id = await created({
      name: 'Row, "quoted"',
      phone_number: '+4930999',
      custom_attributes: { plan: 'gold', seats: 7, deep: { a: 1 } },
      additional_attributes: { city: 'Wien' },
    })
    await asAgent('POST', `/contacts/${id}/labels`, { labels: ['exported', 'vip'] })
    const column_names = ['id', 'name', 'phone_number', 'city', 'labels', 'plan', 'seats', 'deep', 'none']
    const answer = await server.owner('POST', '/contacts/export', { column_names, label: 'exported' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/attachment; filename="contacts_[\d-]+\.csv"/)
    expect(answer.text.split('\r\n')).toEqual([
      column_names.join(','),
      `${id},"Row, ""quoted""",'+4930999,Wien,exported;vip,gold,7,"{""a"":1}",`,
      '',
    ])
    const payload = [{ attribute_key: 'city', filter_operator: 'equal_to', values: ['wien'] }]
    const filtered = await server.owner('POST', '/contacts/export', {
      payload,
      column_names: ['phone_number'],
    })
    expect(filtered.text).toContain("'+4930999")
    const nonsense = [{ attribute_key: 'shoe size', filter_operator: 'equal_to', values: [39] }]
    expect(
      await server.ask('POST', `${contacts()}/export`, {
        token: server.seeded.tokens.owner,
        body: { payload: nonsense },
      }),
    ).toMatchObject({ status: 422, json: { error: expect.stringContaining('shoe size') } })
    const rest = await server.owner('POST', '/contacts/export', { label: 'exported', after: id })
    expect(rest.text).toBe(
      'id,name,email,phone_number,identifier,company_name,city,country,labels,blocked,created_at,last_activity_at\r\n',
    )
  })
})
