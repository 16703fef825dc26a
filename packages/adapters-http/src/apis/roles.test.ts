import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { mayEver, type Operation, PERMISSIONS, type Role } from '@parlance/core'
import type { Method, Route } from '../kernel/route.ts'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'
import { CHANNEL_API } from './channel/channel-api.ts'
import { CHATBOT_API } from './chatbot/chatbot-api.ts'

const ROLES: readonly Role[] = ['owner', 'administrator', 'agent']
/** What changes least comes first; nothing that would change with what the callers sign in. */
const METHODS: readonly Method[] = ['get', 'patch', 'put', 'post', 'delete']
const HARMFUL = /token|secret|avatar/i
const SECOND_KIND = '00000000-0000-7000-8000-000000000000'

/** A route that members may call for each operation. */
const asking = (): ReadonlyMap<Operation, Route> => {
  const routes = [...CHANNEL_API.routes, ...CHATBOT_API.routes]
    .filter((route) => route.door.security.length > 0 && !HARMFUL.test(route.operationId))
    .toSorted((left, right) => METHODS.indexOf(left.methods[0]) - METHODS.indexOf(right.methods[0]))
  return new Map(
    routes.toReversed().flatMap((route) => (route.operation ? [[route.operation, route] as const] : [])),
  )
}

let server: TestServer
const tokens: Record<Role, string> = { owner: '', administrator: '', agent: '' }
beforeAll(async () => {
  server = await openTestServer()
  tokens.owner = server.seeded.tokens.owner
  tokens.agent = server.seeded.tokens.agents[0] ?? ''
  const added = await server.engine.access.addMember(server.seeded.principals.owner, {
    email: 'administrator@acme.test',
    role: 'administrator',
  })
  tokens.administrator = (added.ok && added.value.accessToken) || ''
})
afterAll(() => server.close())

const refusalsIn = async (operationId: string): Promise<number> => {
  await server.engine.audit.flush()
  const entries = await server.storage.auditStore.list(server.seeded.organization.id, {
    filter: { action: 'access.refused' },
    after: null,
    limit: 1_000,
  })
  return entries.filter(
    ({ subject, after }) => subject?.id === operationId && after?.['code'] === 'access/forbidden',
  ).length
}

describe('the roles', () => {
  const routes = asking()
  const account = () => String(server.seeded.organization.number)

  it('are asked for nearly every operation over HTTP', () => {
    expect(routes.size).toBeGreaterThan(35)
  })

  it.each([...routes].flatMap(([operation, route]) => ROLES.map((role) => ({ operation, role, route }))))(
    '$role: $operation',
    async ({ operation, role, route }) => {
      // Another minute: the same refusal is told again.
      server.world.clock.advance(60_000)
      const path = route.path
        .replace('{account_id}', account())
        .replaceAll(/\{\w+\}/g, route.path.startsWith('/api/v1/accounts') ? '999999' : SECOND_KIND)
      const before = await refusalsIn(route.operationId)
      const [method] = route.methods
      const answer = await server.ask(method.toUpperCase(), path, {
        token: tokens[role],
        ...(method === 'get' ? {} : { body: {} }),
      })
      const refused = (await refusalsIn(route.operationId)) > before
      expect([operation, refused]).toEqual([operation, !mayEver(role, operation)])
      if (refused) expect([401, 403]).toContain(answer.status)
      expect(answer.status).toBeLessThan(500)
    },
  )

  it('differ in what they may do in this order, and only in it', () => {
    for (const operation of Object.keys(PERMISSIONS) as Operation[]) {
      const [owner, administrator, agent] = ROLES.map((role) => mayEver(role, operation))
      expect([operation, !agent || administrator, !administrator || owner]).toEqual([operation, true, true])
    }
  })
})
