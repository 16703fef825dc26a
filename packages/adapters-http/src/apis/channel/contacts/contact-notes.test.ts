import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addContact } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const ask = (method: string, path: string, body?: unknown, headers = {}) =>
  server.ask(method, `${server.account}/contacts${path}`, {
    token: server.seeded.tokens.agents[0],
    body,
    headers,
  })
const notes = () => `/${server.seeded.contact.number}/notes`
const MISSING = { status: 404, json: { error: 'Resource could not be found' } }

describe('notes about a contact', () => {
  it('are written, shown, changed and removed', async () => {
    const { agents, contact, organization } = server.seeded
    const written = await ask('POST', notes(), { note: { content: 'Calls on Mondays' } })
    const note = written.json as { id: number; created_at: number }
    expect(note).toEqual({
      id: expect.any(Number),
      content: 'Calls on Mondays',
      account_id: organization.number,
      contact_id: contact.number,
      user: expect.objectContaining({ id: agents[0]?.number, email: agents[0]?.email }),
      created_at: server.world.clock.now() / 1_000,
      updated_at: server.world.clock.now() / 1_000,
    })
    server.world.clock.advance(5_000)
    const changed = await ask('PATCH', `${notes()}/${note.id}`, { content: 'Never calls' })
    expect(changed.json).toEqual({ ...note, content: 'Never calls', updated_at: note.created_at + 5 })
    expect((await ask('GET', `${notes()}/${note.id}`)).json).toEqual(changed.json)
    const second = await ask('POST', notes(), { content: 'Second' })
    expect((await ask('GET', notes())).json).toEqual([second.json, changed.json])
    expect((await ask('GET', `${notes()}?page=2`)).json).toEqual([])
    expect((await ask('DELETE', `${notes()}/${note.id}`)).text).toBe('')
    expect(await ask('GET', `${notes()}/${note.id}`)).toMatchObject(MISSING)
    expect(await ask('DELETE', `${notes()}/${note.id}`)).toMatchObject(MISSING)
  })

  it('say something', async () => {
    for (const content of ['', ' ']) {
      expect(await ask('POST', notes(), { content })).toMatchObject({
        status: 422,
        json: { message: "Content can't be blank", attributes: ['content'] },
      })
    }
    expect(await ask('POST', notes(), {})).toMatchObject({ status: 422 })
    expect(await ask('POST', notes(), { content: 'x'.repeat(20_001) })).toMatchObject({
      status: 422,
      json: { message: 'Content is too long (maximum is 20000 characters)' },
    })
  })

  it('are found under their own contact only', async () => {
    const { id } = (await ask('POST', notes(), { content: 'Mine' })).json as { id: number }
    const { contact } = await addContact(server, server.seeded.inbox)
    for (const owner of [contact.number, server.foreign.contact]) {
      expect(await ask('GET', `/${owner}/notes/${id}`)).toMatchObject(MISSING)
      expect(await ask('PATCH', `/${owner}/notes/${id}`, { content: 'Theirs' })).toMatchObject(MISSING)
      expect(await ask('DELETE', `/${owner}/notes/${id}`)).toMatchObject(MISSING)
    }
    expect(await ask('GET', `/${server.foreign.contact}/notes`)).toMatchObject(MISSING)
    expect(await ask('POST', `/${server.foreign.contact}/notes`, { content: 'x' })).toMatchObject(MISSING)
  })

  it('are written once for a key', async () => {
    const headers = { 'idempotency-key': 'note-once' }
    const first = await ask('POST', notes(), { content: 'Once' }, headers)
    const again = await ask('POST', notes(), { content: 'Once' }, headers)
    expect(again.json).toEqual(first.json)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })
})
