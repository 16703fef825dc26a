import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { addInbox } from '@parlance/core/testing'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

interface List {
  readonly data: {
    readonly meta: Readonly<Record<string, number>>
    readonly payload: readonly { readonly id: number; readonly inbox_id: number }[]
  }
}

let server: TestServer
let hidden = 0
beforeAll(async () => {
  server = await openTestServer()
  const { inbox, contact, owner } = server.seeded
  const start = (body: object) =>
    server.owner('POST', '/conversations', { inbox_id: inbox.number, contact_id: contact.number, ...body })
  for (let count = 0; count < 26; count += 1) {
    server.world.clock.advance(1_000)
    await start({})
  }
  await start({ assignee_id: owner.number })
  await start({ assignee_id: server.seeded.agents[0]?.number })
  await start({ status: 'resolved', source_id: 'resolved-one' })
  hidden = (await addInbox(server, server.seeded.organization.id)).number
  await start({ inbox_id: hidden })
})
afterAll(() => server.close())

const ask = (query: string, token = server.seeded.tokens.owner) =>
  server.ask('GET', `${server.account}/conversations${query}`, { token })
const list = async (query: string, token?: string) => ((await ask(query, token)).json as List).data

describe('GET conversations', () => {
  it('shows 25 open ones, the newest activity first, with the counts of all', async () => {
    const first = await list('')
    expect(first.meta).toEqual({ mine_count: 1, assigned_count: 2, unassigned_count: 28, all_count: 30 })
    expect(first.payload).toHaveLength(25)
    const second = await list('?page=2')
    expect(second.payload).toHaveLength(5)
    expect(second.meta).toEqual(first.meta)
    const ids = [...first.payload, ...second.payload].map(({ id }) => id)
    expect(new Set(ids).size).toBe(30)
    const other = await list('?sort_by=created_at_asc')
    expect(other.payload[0]?.id).toBe(Math.min(...ids))
    expect((await list('?sort_by=no_such_order')).payload).toEqual(first.payload)
  })

  it.each([
    ['?assignee_type=me', 1],
    ['?assignee_type=assigned', 2],
    ['?assignee_type=unassigned&page=2', 3],
    ['?assignee_type=all&page=2', 5],
    ['?status=resolved', 1],
    ['?status=pending', 0],
    ['?status=all&page=2', 6],
    ['?source_id=resolved-one&status=all', 1],
    ['?source_id=nobody&status=all', 0],
    ['?updated_within=5', 9],
    ['?page=1000000', 0],
    ['?page=0', 25],
    ['?page=-1', 25],
    ['?status=&assignee_type=&page=&labels[]=&q=', 25],
  ])('narrows by %s', async (query, count) => {
    const found = await list(query)
    expect([query, found.payload.length]).toEqual([query, count])
  })

  it('counts whatever the holder and the page', async () => {
    expect((await list('?assignee_type=me&page=3')).meta).toMatchObject({ all_count: 30 })
    expect((await list('?status=resolved')).meta).toMatchObject({ all_count: 1 })
  })

  it('shows agents those of their inboxes', async () => {
    const [token] = server.seeded.tokens.agents
    const found = await list('', token)
    expect(found.meta).toMatchObject({ all_count: 29, mine_count: 1 })
    expect(found.payload.map(({ inbox_id }) => inbox_id)).not.toContain(hidden)
    expect((await list(`?inbox_id=${hidden}`, token)).payload).toEqual([])
    expect((await list(`?inbox_id=${hidden}`)).payload).toHaveLength(1)
  })

  it.each(['?team_id=1', '?inbox_id=999999'])('finds nothing for %s', async (query) => {
    for (const path of [query, `/meta${query}`]) {
      expect(await ask(path)).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
    }
  })

  it.each([
    ['?status=closed', 'status'],
    ['?assignee_type=them', 'assignee_type'],
    ['?inbox_id=x', 'inbox_id'],
    ['?page=abc', 'page'],
    ['?page=1e9', 'page'],
    ['?page=1000000000', 'page'],
    ['?updated_within=-1', 'updated_within'],
    ['?updated_within=99999999999', 'updated_within'],
    ['?conversation_type=unread', 'conversation_type'],
  ])('refuses %s by name', async (query, attribute) => {
    expect(await ask(query)).toMatchObject({ status: 422, json: { attributes: [attribute] } })
  })
})

describe('GET conversations/meta', () => {
  it('tells the counts alone', async () => {
    const answer = await ask('/meta?status=all')
    expect(answer.json).toEqual({
      meta: { mine_count: 1, assigned_count: 2, unassigned_count: 29, all_count: 31 },
    })
  })
})
