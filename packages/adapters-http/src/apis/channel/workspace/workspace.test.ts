import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { drainOnce } from '@parlance/core'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const asAgent = (method: string, path: string, body?: unknown) =>
  server.ask(method, server.account + path, { token: server.seeded.tokens.agents[0], body })

const asOwner = (method: string, path: string, body?: unknown) =>
  server.ask(method, server.account + path, { token: server.seeded.tokens.owner, body })

interface Label {
  readonly id: number
  readonly title: string
}

describe('labels', () => {
  it('are kept, shown, listed by title, changed and removed', async () => {
    const made = await server.owner('POST', '/labels', {
      label: { title: 'VIP-Größe_1', description: 'big' },
    })
    const label = made.json as Label
    const shown = {
      id: label.id,
      title: 'vip-größe_1',
      description: 'big',
      color: '#1f93ff',
      show_on_sidebar: null,
    }
    expect(label).toEqual(shown)
    expect((await server.owner('GET', `/labels/${label.id}`)).json).toEqual(shown)
    await server.owner('POST', '/labels', { title: 'billing', color: '#fff', show_on_sidebar: 'true' })
    const listed = ((await asAgent('GET', '/labels')).json as { payload: Label[] }).payload
    expect(listed.map(({ title }) => title)).toEqual(['billing', 'vip-größe_1'])
    const changed = await server.owner('PATCH', `/labels/${label.id}`, { color: '#000', description: null })
    expect(changed.json).toEqual({ ...shown, color: '#000', description: null })
    expect(await asOwner('DELETE', `/labels/${label.id}`)).toMatchObject({ status: 200, text: '' })
    expect((await asOwner('GET', `/labels/${label.id}`)).status).toBe(404)
    expect((await asOwner('PATCH', `/labels/${label.id}`, { color: '#000' })).status).toBe(404)
    expect((await asOwner('DELETE', `/labels/${label.id}`)).status).toBe(404)
  })

  it('have a title that is sound and that no other one has', async () => {
    const told = async (title: unknown) => {
      const { status, json } = await asOwner('POST', '/labels', { label: { title } })
      return { status, json }
    }
    const invalid = { status: 422, json: { message: 'Title is invalid', attributes: ['title'] } }
    for (const title of ['two words', '-dash', '_line', 'a.b', 'a!'])
      expect(await told(title)).toEqual(invalid)
    const blank = {
      status: 422,
      json: { message: 'Title must not be blank, Title is invalid', attributes: ['title'] },
    }
    for (const title of ['', null, undefined]) expect(await told(title)).toEqual(blank)
    expect((await told('twice')).status).toBe(200)
    expect(await told('TWICE')).toEqual({
      status: 422,
      json: { message: 'Title has already been taken', attributes: ['title'] },
    })
  })

  it('are renamed in conversations and contacts, too', async () => {
    const { seeded, engine, storage } = server
    const { id } = (await server.owner('POST', '/labels', { title: 'before' })).json as Label
    const places = [
      `/conversations/${seeded.conversation.conversation.number}/labels`,
      `/contacts/${seeded.contact.number}/labels`,
    ]
    for (const place of places) await server.owner('POST', place, { labels: ['first', 'Before', 'last'] })
    await server.owner('PATCH', `/labels/${id}`, { title: 'after' })
    const consumer = engine.consumers.find(({ name }) => name === 'tag-renames')
    if (!consumer) throw new Error('Nobody renames')
    while ((await drainOnce(storage.eventLog, consumer, seeded.organization.id)).length > 0);
    for (const place of places) {
      const { json } = await server.owner('GET', place)
      expect(new Set((json as { payload: string[] }).payload)).toEqual(new Set(['first', 'after', 'last']))
    }
  })

  it('are shown and written by administrators alone', async () => {
    const { id } = (await server.owner('POST', '/labels', { title: 'guarded' })).json as Label
    const refused = { status: 401, json: { error: 'You are not authorized to do this action' } }
    expect(await asAgent('POST', '/labels', { title: 'mine' })).toMatchObject(refused)
    for (const method of ['GET', 'PATCH', 'DELETE'])
      expect(await asAgent(method, `/labels/${id}`, method === 'PATCH' ? {} : undefined)).toMatchObject(
        refused,
      )
    expect((await asAgent('GET', '/labels')).status).toBe(200)
  })
})

interface Canned {
  readonly id: number
  readonly short_code: string
}

const codes = (json: unknown) => (json as readonly Canned[]).map(({ short_code }) => short_code)

describe('canned responses', () => {
  it('are kept, listed, changed and removed by any member', async () => {
    const made = await asAgent('POST', '/canned_responses', {
      canned_response: { short_code: 'hi', content: 'Hello!' },
    })
    const response = made.json as Canned
    expect(response).toEqual({
      id: response.id,
      account_id: server.seeded.organization.number,
      short_code: 'hi',
      content: 'Hello!',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      updated_at: expect.any(String),
    })
    const changed = await asAgent('PUT', `/canned_responses/${response.id}`, { content: 'Hello there!' })
    expect(changed.json).toMatchObject({ id: response.id, short_code: 'hi', content: 'Hello there!' })
    expect(codes((await asAgent('GET', '/canned_responses')).json)).toEqual(['hi'])
    expect(await asAgent('DELETE', `/canned_responses/${response.id}`)).toMatchObject({
      status: 200,
      text: '',
    })
    expect((await asAgent('DELETE', `/canned_responses/${response.id}`)).status).toBe(404)
    expect((await asAgent('PATCH', `/canned_responses/${response.id}`, { content: 'x' })).status).toBe(404)
  })

  it('need both texts, and a short code of their own', async () => {
    expect(await asAgent('POST', '/canned_responses', { short_code: '' })).toMatchObject({
      status: 422,
      json: {
        message: "Content can't be blank, Short code can't be blank",
        attributes: ['content', 'short_code'],
      },
    })
    await asAgent('POST', '/canned_responses', { short_code: 'one', content: 'first' })
    expect(await asAgent('POST', '/canned_responses', { short_code: 'one', content: 'again' })).toMatchObject(
      {
        status: 422,
        json: { message: 'Short code has already been taken', attributes: ['short_code'] },
      },
    )
  })

  it('are found by short code first, then by content', async () => {
    const texts = { 'zz-pay': 'a', 'b-pay': 'b', 'c-none': 'how to PAY', payment: 'd', 'e%': '100 percent' }
    for (const [short_code, content] of Object.entries(texts))
      await asAgent('POST', '/canned_responses', { short_code, content })
    const found = async (search: string) =>
      codes((await asAgent('GET', `/canned_responses?search=${encodeURIComponent(search)}`)).json)
    expect(await found('Pay')).toEqual(['payment', 'b-pay', 'zz-pay', 'c-none'])
    expect(await found('%')).toEqual(['e%'])
    expect(await found('nothing has this')).toEqual([])
  })
})
