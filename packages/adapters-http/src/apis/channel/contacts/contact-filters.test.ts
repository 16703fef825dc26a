import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

interface List {
  readonly meta: { readonly count: number; readonly current_page: number | string }
  readonly payload: readonly { readonly name: string; readonly contact_inboxes?: unknown }[]
}

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
  const add = async (body: object) => {
    const { json } = await server.owner('POST', '/contacts', body)
    return (json as { payload: { contact: { id: number } } }).payload.contact.id
  }
  const ada = await add({ name: 'Ada', phone_number: '+5511987654321', custom_attributes: { plan: 'Gold' } })
  await add({ name: 'Alan', email: 'alan@park.test', additional_attributes: { city: 'York' } })
  await add({ name: 'Nobody knows' })
  await server.owner('POST', `/contacts/${ada}/labels`, { labels: ['vip'] })
})
afterAll(() => server.close())

const condition = (attribute_key: string, filter_operator: string, values?: unknown, more: object = {}) => ({
  attribute_key,
  filter_operator,
  values,
  query_operator: null,
  ...more,
})

const filter = (payload: unknown, query = '') =>
  server.ask('POST', `${server.account}/contacts/filter${query}`, {
    token: server.seeded.tokens.owner,
    body: { payload },
  })

const names = async (...conditions: readonly object[]) =>
  ((await filter(conditions)).json as List).payload.map(({ name }) => name)

describe('POST contacts/filter', () => {
  it('finds a phone number with and without its plus sign', async () => {
    expect(await names(condition('phone_number', 'equal_to', ['5511987654321']))).toEqual(['Ada'])
    expect(await names(condition('phone_number', 'equal_to', ['+5511987654321']))).toEqual(['Ada'])
    expect(await names(condition('phone_number', 'starts_with', ['5511']))).toEqual(['Ada'])
  })

  it('joins the way that bridges ask for a number in two forms', async () => {
    const first = condition('phone_number', 'equal_to', ['551187654321'], { query_operator: 'OR' })
    expect(await names(first, condition('phone_number', 'equal_to', ['5511987654321']))).toEqual(['Ada'])
  })

  it('tells the total and the page, and leaves out who can not be recognised again', async () => {
    const asked = [condition('name', 'does_not_contain', ['nothing of it'])]
    const first = (await filter(asked, '?sort=-name')).json as List
    expect(first.meta).toEqual({ count: 2, current_page: 1 })
    expect(first.payload.map(({ name }) => name)).toEqual(['Alan', 'Ada'])
    const second = (await filter(asked, '?page=2&include_contact_inboxes=false')).json as List
    expect(second).toEqual({ meta: { count: 2, current_page: '2' }, payload: [] })
    const inBody = await server.owner('POST', '/contacts/filter', { payload: asked, page: 2 })
    expect(inBody.json).toEqual({ meta: { count: 2, current_page: '2' }, payload: [] })
    const bare = (await filter(asked, '?include_contact_inboxes=false')).json as List
    expect(bare.payload[0]).not.toHaveProperty('contact_inboxes')
  })

  it('knows labels, places and custom attributes', async () => {
    expect(await names(condition('labels', 'equal_to', ['VIP']))).toEqual(['Ada'])
    expect(await names(condition('city', 'contains', ['yor']))).toEqual(['Alan'])
    const typed = { custom_attribute_type: 'contact_attribute' }
    expect(await names(condition('plan', 'equal_to', ['gold'], typed))).toEqual(['Ada'])
    expect(await names(condition('plan', 'equal_to', ['gold']))).toEqual(['Ada'])
  })

  it.each([
    [
      condition('identifier', 'contains', ['x']),
      'Invalid operator. The allowed operators for identifier are [equal_to,not_equal_to].',
    ],
    [condition('name', 'equal_to', []), 'Invalid value. The values provided for name are invalid'],
    [
      condition('shoe_size', 'equal_to', [42]),
      'Invalid attribute key - [shoe_size]. The key should be one of [name,phone_number,email,identifier,country_code,city,company_name,labels,created_at,last_activity_at,blocked] or a custom attribute defined in the account.',
    ],
  ])('refuses %j in its words', async (asked, error) => {
    expect(await filter([asked])).toMatchObject({ status: 422, json: { error } })
  })

  it('keeps those without credentials out', async () => {
    const path = `${server.account}/contacts/filter`
    expect((await server.ask('POST', path, { body: { payload: [] } })).status).toBe(401)
  })
})

describe('GET contacts', () => {
  it.each([
    ['?labels[]=VIP', ['Ada']],
    ['?labels=vip,other', ['Ada']],
    ['?labels[]=other', []],
    ['?labels[]=', ['Ada', 'Alan']],
  ])('narrows by %s', async (query, expected) => {
    const { json } = await server.owner('GET', `/contacts${query}`)
    expect((json as List).payload.map(({ name }) => name)).toEqual(expected)
  })
})
