import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Engine } from '@parlance/core'
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
import { type Furniture, furnish } from '../testing/furnish.fixtures.ts'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

let server: TestServer
let callers: Readonly<Record<Kind, string>>
let own: Furniture
/** Every text that somebody could come in with, and how it is kept. */
let secrets: readonly { readonly text: string; readonly kind: Kind | null }[]
beforeAll(async () => {
  server = await openTestServer()
  const { seeded, other, world } = server
  callers = await openCallers(server, seeded.principals.owner)
  own = await furnish(server, seeded, { name: 'own', counted: 1 })
  const { digest } = world.secrets
  secrets = [
    ...KINDS.flatMap((kind) => [
      { text: callers[kind], kind },
      { text: digest(callers[kind]), kind: null },
    ]),
    ...[seeded.tokens.owner, ...seeded.tokens.agents, other.tokens.owner].flatMap((text) => [
      { text, kind: null },
      { text: digest(text), kind: null },
    ]),
    // How passwords and what is sealed are kept here.
    { text: 'test$', kind: null },
    { text: 'sealed ', kind: null },
  ]
}, 60_000)
afterAll(() => server.close())

const pathsOf = (row: Row): readonly string[] => {
  const names = row.api === 'channel' ? ['1', '2'] : [...own.ids, own.handle]
  if (!row.route.path.replace('{account_id}', '').includes('{'))
    return [pathWith(row, () => own.named['account_id'] ?? '')]
  return names.map((name) =>
    pathWith(row, (parameter) =>
      parameter === 'account_id' || parameter === 'handle' ? (own.named[parameter] ?? '') : name,
    ),
  )
}

const kindsFor = (row: Row) => KINDS.filter((kind) => isAllowed(row, kind))

/** A member's own profile shows the token that it came with, as clients of these APIs expect. */
const showsOwnToken = ({ name }: Row) => ['GET /api/v1/profile', 'GET /api/v1/auth/me'].includes(name)

describe('what is read', () => {
  it.each(GUARDED_ROWS.filter(({ method }) => method === 'GET'))(
    'shows nothing that lets anybody in: $api: $name',
    async (row) => {
      for (const kind of kindsFor(row)) {
        for (const path of pathsOf(row)) {
          const { text, status } = await server.ask('GET', path, { headers: bearing(callers[kind]) })
          expect(status).toBeLessThan(500)
          const shown = secrets.filter((one) => text.includes(one.text))
          const allowed = showsOwnToken(row) ? shown.filter((one) => one.kind !== kind) : shown
          expect([path, kind, allowed]).toEqual([path, kind, []])
        }
      }
    },
  )
})

/** What nobody says of anything, but the server alone. */
const privileged = () => ({
  id: 999_999,
  organization_id: server.other.organization.id,
  organizationId: server.other.organization.id,
  account_id: server.other.organization.number,
  role: 'owner',
  status: 'suspended',
  disabled_at: null,
  created_by: server.other.owner.id,
  creator_type: 'agent',
  is_admin: true,
  permissions: ['*'],
  __proto__: { polluted: true },
})

/** The people and their roles, of both organizations. */
const roles = async ({ access }: Engine) => {
  const listed = await Promise.all(
    [server.seeded, server.other].map(({ principals }) => access.members(principals.owner)),
  )
  return listed.map((members) =>
    members.ok
      ? members.value.map(({ id, role, disabledAt }) => `${id} ${role} ${disabledAt}`).toSorted()
      : [],
  )
}

describe('what is written by who may not administrate', () => {
  const LESS = KINDS.filter((kind) => kind !== 'administrator' && kind !== 'server_key')
  const writing = GUARDED_ROWS.filter(
    (row) => row.route.body && row.method !== 'GET' && LESS.some((kind) => isAllowed(row, kind)),
  )

  it.each(writing)('gives no more than was there: $api: $name', async (row) => {
    const before = await roles(server.engine)
    const number = server.seeded.organization.number
    for (const kind of LESS.filter((one) => isAllowed(row, one))) {
      for (const path of pathsOf(row).slice(0, 20)) {
        const body = { name: 'x', content: 'x', title: 'x', subject: 'x', ...privileged() }
        const answer = await server.ask(row.method, path, { headers: bearing(callers[kind]), body })
        expect(answer.status).toBeLessThan(500)
        expect(answer.text).not.toContain(server.other.organization.id)
      }
    }
    expect(await roles(server.engine)).toEqual(before)
    const organization = await server.engine.access.organization(server.seeded.organization.id)
    expect(organization).toMatchObject({ number, status: 'active' })
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
