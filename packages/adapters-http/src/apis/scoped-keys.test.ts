import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import {
  bearing,
  GUARDED_ROWS,
  isAllowed,
  type Kind,
  openCallers,
  pathWith,
  type Row,
} from '../testing/every-route.fixtures.ts'
import { EVERYTHING, type Furniture, furnish, MARK } from '../testing/furnish.fixtures.ts'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

/** They act as an identity of their own; what there is belongs to another one of the same organization. */
const SCOPED = ['agent_identity', 'identity_key'] as const satisfies readonly Kind[]

let server: TestServer
let callers: Readonly<Record<Kind, string>>
let others: Furniture
let before: unknown
beforeAll(async () => {
  server = await openTestServer()
  others = await furnish(server, server.seeded, { name: 'colleague', counted: 1 })
  callers = await openCallers(server, server.seeded.principals.owner)
  before = await everything()
}, 60_000)
afterAll(() => server.close())

const everything = () =>
  Promise.all(
    EVERYTHING.filter((path) => !path.includes('api-keys')).map(
      async (path) => (await server.ask('GET', path, { token: server.seeded.tokens.owner })).json,
    ),
  )

const rows = GUARDED_ROWS.filter(({ api }) => api !== 'channel')
const openTo = (row: Row) => SCOPED.filter((kind) => isAllowed(row, kind))
const named = rows.filter((row) => row.route.path.includes('{') && openTo(row).length > 0)
const lists = rows.filter(
  (row) => row.method === 'GET' && !row.route.path.includes('{') && openTo(row).length > 0,
)

const BODY = { name: 'x', display_name: 'x', action: 'allow', url: 'https://x.test/' }

describe('whoever acts as one identity', () => {
  it.each(named)('does nothing outside it: $api: $name', async (row) => {
    for (const kind of openTo(row)) {
      for (const id of [...others.ids, others.handle]) {
        const paths = [
          pathWith(row, () => id),
          pathWith(row, (name) => (name === 'handle' ? others.handle : id)),
        ]
        for (const path of paths) {
          const body = row.route.body && row.method !== 'GET' ? BODY : undefined
          const answer = await server.ask(row.method, path, { headers: bearing(callers[kind]), body })
          const told = { kind, path, status: answer.status, text: answer.text.slice(0, 200) }
          const fine = [403, 404, 422].includes(answer.status)
          expect({ ...told, fine }).toEqual({ ...told, fine: true })
          expect(answer.text).not.toContain(MARK)
        }
      }
    }
  })

  it.each(lists)('is shown nothing outside it: $api: $name', async (row) => {
    for (const kind of openTo(row)) {
      const answer = await server.ask(row.method, row.route.path, { headers: bearing(callers[kind]) })
      expect(answer.status).toBeLessThan(500)
      expect(answer.text).not.toContain(MARK)
      expect(answer.text).not.toContain(others.handle)
      // Who made its own key it may know, and where it is.
      const known = [server.seeded.owner.id, `org_${server.seeded.organization.id}`]
      const strangers = [...others.ids].filter((id) => !known.includes(id) && answer.text.includes(id))
      expect([row.name, kind, strangers]).toEqual([row.name, kind, []])
    }
  })

  it('and leaves all of it as it was', async () => {
    expect(await everything()).toEqual(before)
  })
})
