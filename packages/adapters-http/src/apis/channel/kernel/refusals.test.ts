import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { PERMISSIONS } from '@parlance/core'
import { type Seeded, seedOrganization } from '@parlance/core/testing'
import type { Route } from '../../../kernel/route.ts'
import { must } from '../../../testing/get-ahead.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'
import { CHANNEL_ROUTES } from '../channel-routes.ts'
import { anyoneDoor } from './doors.ts'

let server: TestServer
let suspended: Seeded
let bot: string
let suspendedBot: string

const botOf = async (seeded: Seeded): Promise<string> => {
  const made = must(await server.engine.agentIdentities.create(seeded.principals.owner, { name: 'Bo' }))
  return made.accessToken ?? ''
}

beforeAll(async () => {
  server = await openTestServer()
  suspended = await seedOrganization(server, { organization: { status: 'suspended' } })
  bot = await botOf(server.seeded)
  suspendedBot = await botOf(suspended)
})
afterAll(() => server.close())

const NOBODY = 999_999_999

const addressOf = (route: Route, account: number): string =>
  route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `${name === 'account_id' ? account : NOBODY}`)

interface Row {
  readonly name: string
  readonly method: string
  readonly route: Route
}

const ofMembers: readonly Row[] = CHANNEL_ROUTES.filter(({ door }) => door.security.length > 0).flatMap(
  (route) =>
    route.methods.map((method) => ({
      name: `${method.toUpperCase()} ${route.path}`,
      method: method.toUpperCase(),
      route,
    })),
)

const inAccounts = ofMembers.filter(({ route }) => route.path.includes('{account_id}'))

/** What software may call; nothing else. */
const FOR_BOTS = [
  'GET /api/v1/accounts/{account_id}/conversations/{conversation_id}',
  'POST /api/v1/accounts/{account_id}/conversations',
  'PATCH /api/v1/accounts/{account_id}/conversations/{conversation_id}',
  'PUT /api/v1/accounts/{account_id}/conversations/{conversation_id}',
  'POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_status',
  'POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_typing_status',
  'POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/toggle_priority',
  'POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/custom_attributes',
  'POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/messages',
  'POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/assignments',
  'GET /api/v1/accounts/{account_id}/conversations/{conversation_id}/labels',
  'POST /api/v1/accounts/{account_id}/conversations/{conversation_id}/labels',
]

const ask = ({ method, route }: Row, account: number, headers: Readonly<Record<string, string>> = {}) =>
  server.ask(method, addressOf(route, account), { headers })

const own = () => server.seeded.organization.number
const as = (token: string) => ({ api_access_token: token })

describe.each(ofMembers)('$name', (row) => {
  const forBots = FOR_BOTS.includes(row.name)

  it('asks for credentials', async () => {
    expect(await ask(row, own())).toMatchObject({
      status: 401,
      json: { errors: ['You need to sign in or sign up before continuing.'] },
    })
  })

  it('refuses a token that nobody has, and one that comes as a bearer', async () => {
    for (const headers of [as('nonsense'), { authorization: 'Bearer nonsense' }]) {
      expect(await ask(row, NOBODY, headers)).toMatchObject({
        status: 401,
        json: { error: 'Invalid Access Token' },
      })
    }
  })

  it('tells software whether it may call this, before anything about the account', async () => {
    expect(row.route.door.errors === anyoneDoor.errors).toBe(forBots)
    const answer = await ask(row, NOBODY, as(bot))
    expect(answer).toMatchObject(
      forBots
        ? { status: 404, json: { error: 'Resource could not be found' } }
        : { status: 401, json: { error: 'Access to this endpoint is not authorized for bots' } },
    )
  })
})

describe.each(inAccounts)('$name', (row) => {
  const forBots = FOR_BOTS.includes(row.name)
  const owner = () => as(server.seeded.tokens.owner)

  it('finds no account that does not exist', async () => {
    expect(await ask(row, NOBODY, owner())).toMatchObject({
      status: 404,
      json: { error: 'Resource could not be found' },
    })
  })

  it('is closed in an account that is suspended, to its members and to others', async () => {
    const tokens = [suspended.tokens.owner, server.seeded.tokens.owner, ...(forBots ? [suspendedBot] : [])]
    for (const token of tokens) {
      expect(await ask(row, suspended.organization.number, as(token))).toMatchObject({
        status: 401,
        json: { error: 'Account is suspended' },
      })
    }
  })

  it('is closed to whoever belongs to another account', async () => {
    const theirs = server.other.organization.number
    expect(await ask(row, theirs, owner())).toMatchObject({
      status: 401,
      json: { error: 'You are not authorized to access this account' },
    })
    if (!forBots) return
    expect(await ask(row, theirs, as(bot))).toMatchObject({
      status: 401,
      json: { error: 'Bot is not authorized to access this account' },
    })
  })

  it('is closed to agents, where only administrators may', async () => {
    const { operation } = row.route
    const callers: readonly string[] = operation ? PERMISSIONS[operation] : ['agent']
    if (callers.includes('agent')) return
    expect(await ask(row, own(), as(server.seeded.tokens.agents[0] ?? ''))).toMatchObject({
      status: 401,
      json: { error: 'You are not authorized to do this action' },
    })
  })
})

describe('what is not there', () => {
  const named = inAccounts.filter(
    ({ route, method }) =>
      (method === 'GET' || method === 'DELETE') &&
      !route.body &&
      route.path.replace('{account_id}', '').includes('{'),
  )

  it.each(named)('is not found: $name', async (row) => {
    const answer = await ask(row, own(), as(server.seeded.tokens.owner))
    expect(answer).toMatchObject({ status: 404, json: { error: 'Resource could not be found' } })
  })
})

describe('what software may call', () => {
  it('is there', () => {
    const names = inAccounts.map(({ name }) => name)
    expect(FOR_BOTS.filter((name) => !names.includes(name))).toEqual([])
  })
})
