import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { seedOrganization } from '@parlance/core/testing'
import {
  bearing,
  GUARDED_ROWS,
  isAllowed,
  KINDS,
  type Kind,
  openCallers,
  pathWith,
  type Row,
} from '../testing/every-route.fixtures.ts'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

let server: TestServer
let callers: Readonly<Record<Kind, string>>
let suspended: Readonly<Record<Kind, string>>
beforeAll(async () => {
  server = await openTestServer()
  callers = await openCallers(server, server.seeded.principals.owner)
  const closed = await seedOrganization(server, { organization: { status: 'suspended' } })
  suspended = await openCallers(server, closed.principals.owner)
})
afterAll(() => server.close())

/** These end the credential that they are called with. */
const ENDING = ['POST /api/v1/profile/reset_access_token', 'POST /api/v1/api-keys/self/revoke']

const NOTHING: Readonly<Record<string, string>> = { handle: 'nobody-at-all' }

/** What no organization has, as a route's own schema takes it. */
const nothingFor = (row: Row): string => {
  const own = server.seeded.organization.number
  const fill = (unknown: string) =>
    pathWith(row, (name) => (name === 'account_id' ? String(own) : (NOTHING[name] ?? unknown)))
  return fill(row.api === 'channel' ? '999999999' : '0a0a0a0a-0a0a-4a0a-8a0a-0a0a0a0a0a0a')
}

const ask = (row: Row, headers: Readonly<Record<string, string>> = {}) =>
  server.ask(row.method, nothingFor(row), {
    headers,
    body: row.method === 'GET' || !row.route.body ? undefined : {},
  })

const REFUSALS = [401, 403]

describe.each(GUARDED_ROWS)('$api: $name', (row) => {
  it('is closed to whoever comes without a credential, or with one that is unknown', async () => {
    expect((await ask(row)).status).toBe(401)
    expect((await ask(row, bearing('unknown'))).status).toBe(401)
    expect((await ask(row, { 'x-api-key': 'sk_live_unknown' })).status).toBe(401)
  })

  it('is closed to everybody of an organization that is suspended', async () => {
    // A member's profile is its own, whatever becomes of the account.
    if (row.route.path.startsWith('/api/v1/profile')) return
    for (const kind of KINDS) {
      const { status } = await ask(row, bearing(suspended[kind]))
      expect([kind, REFUSALS.includes(status)]).toEqual([kind, true])
    }
  })

  it.each(KINDS)('is open or closed to %s, as is declared', async (kind) => {
    const answer = await ask(row, bearing(callers[kind]))
    expect(answer.status).toBeLessThan(500)
    const told = { status: answer.status, text: answer.text, refused: REFUSALS.includes(answer.status) }
    expect(told).toEqual({ ...told, refused: !isAllowed(row, kind) })
    if (ENDING.includes(row.name)) callers = await openCallers(server, server.seeded.principals.owner)
  })
})
