import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { START } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const contacts = () => `${server.account}/contacts`
const ask = (method: string, path: string, body?: unknown) =>
  server.ask(method, `${contacts()}${path}`, { token: server.seeded.tokens.agents[0], body })

interface Created {
  readonly payload: {
    readonly contact: { readonly id: number }
    readonly contact_inbox: { readonly source_id: string }
  }
}

const created = async (body: object): Promise<number> =>
  ((await ask('POST', '', body)).json as Created).payload.contact.id

describe('POST contacts', () => {
  it('adds a contact with an address', async () => {
    const { inbox, organization } = server.seeded
    const answer = await ask('POST', '', {
      name: 'Ann',
      email: 'Ann@Acme.test',
      phone_number: '+15550001111',
      identifier: 'ann-1',
      custom_attributes: { plan: 'gold' },
      additional_attributes: { city: 'Oslo' },
      inbox_id: String(inbox.number),
      source_id: 'ann',
    })
    const contactInbox = {
      source_id: 'ann',
      inbox: {
        id: inbox.number,
        avatar_url: '',
        channel_id: inbox.channel.number,
        name: inbox.name,
        channel_type: 'Channel::Api',
        provider: null,
      },
    }
    expect(answer.json).toEqual({
      payload: {
        contact: {
          additional_attributes: { city: 'Oslo' },
          availability_status: 'offline',
          email: 'ann@acme.test',
          id: expect.any(Number),
          name: 'Ann',
          phone_number: '+15550001111',
          blocked: false,
          identifier: 'ann-1',
          thumbnail: '',
          custom_attributes: { plan: 'gold' },
          created_at: START / 1_000,
          contact_inboxes: [contactInbox],
        },
        contact_inbox: {
          inbox: expect.objectContaining({
            id: inbox.number,
            account_id: organization.number,
            channel_type: 'Channel::Api',
            created_at: new Date(inbox.createdAt).toISOString(),
          }),
          source_id: 'ann',
        },
      },
    })
  })

  it('keeps names apart and how far somebody is known, as conversations show them', async () => {
    const { inbox } = server.seeded
    const body = {
      name: 'Ada',
      middle_name: 'King',
      last_name: 'Lovelace',
      contact_type: 'customer',
      additional_attributes: { city: 'London', country: 'UK', country_code: 'GB' },
      inbox_id: inbox.number,
      source_id: 'ada',
    }
    const id = await created(body)
    await ask('POST', `/${id}/labels`, { labels: ['vip'] })
    const start = await server.ask('POST', `${server.publicInbox}/contacts/ada/conversations`)
    expect(start.json).toMatchObject({
      contact: {
        name: 'Ada',
        middle_name: 'King',
        last_name: 'Lovelace',
        contact_type: 'customer',
        country_code: 'GB',
        location: 'London',
        company_id: null,
        label_list: ['vip'],
      },
    })
    expect((await ask('PATCH', `/${id}`, { contact_type: 'friend' })).status).toBe(422)
  })

  it('adds one without an address, and with next to nothing', async () => {
    const answer = await ask('POST', '', {})
    expect(answer.json).toMatchObject({
      payload: {
        contact: { name: '', email: null, contact_inboxes: [] },
        contact_inbox: { inbox: null, source_id: null },
      },
    })
  })

  it('makes an address up', async () => {
    const answer = await ask('POST', '', { inbox_id: server.seeded.inbox.number })
    expect((answer.json as Created).payload.contact_inbox.source_id).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('tells who has a value already', async () => {
    const id = await created({ email: 'taken@acme.test', identifier: 'taken', phone_number: '+15550009999' })
    const cases = [
      [{ email: 'TAKEN@acme.test' }, 'Email', 'email'],
      [{ identifier: 'taken' }, 'Identifier', 'identifier'],
      [{ phone_number: '+15550009999' }, 'Phone number', 'phone_number'],
    ] as const
    for (const [body, name, attribute] of cases) {
      expect(await ask('POST', '', body)).toMatchObject({
        status: 422,
        json: { message: `${name} has already been taken`, attributes: [attribute], contact_id: id },
      })
    }
  })

  it.each([
    [
      { email: 'nobody', phone_number: '5511' },
      {
        message: 'Email Invalid email, Phone number should be in e164 format',
        attributes: ['email', 'phone_number'],
      },
    ],
    [
      { custom_attributes: 'nothing' },
      { message: 'Custom attributes is invalid', attributes: ['custom_attributes'] },
    ],
    [{ blocked: 'perhaps' }, { message: 'Blocked is invalid', attributes: ['blocked'] }],
    [{ inbox_id: 'x' }, { message: 'Inbox id is invalid', attributes: ['inbox_id'] }],
  ])('refuses %j', async (body, json) => {
    expect(await ask('POST', '', body)).toMatchObject({ status: 422, json })
  })

  it('tells everything that is wrong at once', async () => {
    const values = { email: 'all@acme.test', identifier: 'all', phone_number: '+15550008888' }
    const id = await created(values)
    expect(await ask('POST', '', values)).toMatchObject({
      status: 422,
      json: {
        message:
          'Email has already been taken, Identifier has already been taken, Phone number has already been taken',
        attributes: ['email', 'identifier', 'phone_number'],
        contact_id: id,
      },
    })
    const other = await created({})
    const body = { email: 'ALL@acme.test', phone_number: '12' }
    for (const [method, path] of [
      ['POST', ''],
      ['PATCH', `/${other}`],
    ] as const) {
      expect(await ask(method, path, body)).toMatchObject({
        status: 422,
        json: {
          message: 'Email has already been taken, Phone number should be in e164 format',
          attributes: ['email', 'phone_number'],
        },
      })
    }
  })

  it('knows no inbox of another account, nor an address that another contact has', async () => {
    expect((await ask('POST', '', { inbox_id: server.foreign.inbox })).status).toBe(404)
    const { sourceId } = server.seeded.contactPoint
    const answer = await ask('POST', '', { inbox_id: server.seeded.inbox.number, source_id: sourceId })
    expect(answer).toMatchObject({ status: 422, json: { error: 'source_id should be unique' } })
  })
})

describe('GET, PATCH and PUT contacts', () => {
  it('show and change one', async () => {
    const id = await created({ name: 'Bea', custom_attributes: { a: 1, b: { c: 1 } } })
    const body = { name: 'Beatrice', custom_attributes: { b: { d: 2 } } }
    expect((await ask('PUT', `/${id}`, body)).json).toMatchObject({
      payload: { id, name: 'Beatrice', custom_attributes: { a: 1, b: { d: 2 } } },
    })
    const patched = await ask('PATCH', `/${id}`, { email: 'bea@acme.test' })
    expect(patched.json).not.toHaveProperty('payload.contact_inboxes')
    expect((await ask('PATCH', `/${id}`, { email: '' })).json).toMatchObject({ payload: { email: null } })
    expect((await ask('GET', `/${id}`)).json).toMatchObject({
      payload: { id, name: 'Beatrice', email: null, contact_inboxes: [] },
    })
  })

  it.each(['999999', 'abc', '-1', '1.5', '99999999999999999999'])('find no contact %s', async (id) => {
    expect(await ask('GET', `/${id}`)).toMatchObject({
      status: 404,
      json: { error: 'Resource could not be found' },
    })
  })

  it('find no contact of another account', async () => {
    const number = server.foreign.contact
    expect((await ask('GET', `/${number}`)).status).toBe(404)
    expect((await ask('PATCH', `/${number}`, { name: 'Mine' })).status).toBe(404)
  })
})

describe('lists of contacts', () => {
  let big: TestServer
  beforeAll(async () => {
    big = await openTestServer()
    for (let count = 0; count < 17; count += 1) {
      await big.owner('POST', '/contacts', { name: `Cat ${count}`, email: `cat${count}@acme.test` })
    }
    await big.owner('POST', '/contacts', { name: 'Cat nobody knows' })
  })
  afterAll(() => big.close())

  interface List {
    readonly meta: {
      readonly count: number
      readonly current_page: number | string
      readonly has_more?: boolean
    }
    readonly payload: readonly { readonly name: string; readonly contact_inboxes?: unknown }[]
  }
  const list = async (query: string) => (await big.owner('GET', `/contacts${query}`)).json as List

  it('hold 15, of those who can be recognised again', async () => {
    const first = await list('')
    expect(first.payload).toHaveLength(15)
    expect(first.meta.current_page).toBe(1)
    const second = await list('?page=2')
    expect(second.meta).toEqual({ count: first.meta.count, current_page: '2' })
    expect(second.payload).toHaveLength(first.meta.count - 15)
    expect([...first.payload, ...second.payload].map(({ name }) => name)).not.toContain('Cat nobody knows')
  })

  it('are ordered as they are asked to be', async () => {
    const names = (found: List) => found.payload.map(({ name }) => name)
    const up = names(await list('?sort=name'))
    expect(up).toEqual([...up].sort((left, right) => (left.toLowerCase() < right.toLowerCase() ? -1 : 1)))
    expect(names(await list('?sort=-name'))[0]).not.toBe(up[0])
    expect((await list('?sort=shoe_size')).payload).toHaveLength(15)
  })

  it('leave the addresses out when they are asked to', async () => {
    expect((await list('')).payload[0]).toHaveProperty('contact_inboxes')
    expect((await list('?include_contact_inboxes=false')).payload[0]).not.toHaveProperty('contact_inboxes')
  })

  it.each(['0', '-1', ''])('take page %j for the first', async (page) => {
    expect((await list(`?page=${page}`)).payload).toHaveLength(15)
  })

  it.each(['abc', '1e9', '1.5', '1000000000'])('refuse page %j', async (page) => {
    const answer = await big.ask('GET', `${big.account}/contacts?page=${page}`, {
      token: big.seeded.tokens.owner,
    })
    expect(answer).toMatchObject({ status: 422, json: { attributes: ['page'] } })
  })

  it('are empty behind the end', async () => {
    expect((await list('?page=1000000')).payload).toEqual([])
  })

  it('find everybody by a part of what is known', async () => {
    const found = await list('/search?q=CAT')
    expect(found.meta).toEqual({ count: 15, current_page: 1, has_more: true })
    const rest = await list('/search?q=CAT&page=2')
    expect(rest.meta).toEqual({ count: 3, current_page: '2', has_more: false })
    expect((await list('/search?q=cat7%40')).payload.map(({ name }) => name)).toEqual(['Cat 7'])
  })

  it.each(['', '?q=', '?q=%20'])('ask what to look for: %j', async (query) => {
    const path = `${big.account}/contacts/search${query}`
    expect(await big.ask('GET', path, { token: big.seeded.tokens.owner })).toMatchObject({
      status: 422,
      json: { error: 'Specify search string with parameter q' },
    })
  })
})
