import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
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
import { EVERYTHING, type Furniture, furnish, MARK } from '../testing/furnish.fixtures.ts'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

let server: TestServer
let callers: Readonly<Record<Kind, string>>
let own: Furniture
let foreign: Furniture
/** Of what is counted, numbers that only the other organization has. */
let numbers: readonly number[]
beforeAll(async () => {
  server = await openTestServer()
  const { seeded, other } = server
  callers = await openCallers(server, seeded.principals.owner)
  foreign = await furnish(server, other, { name: 'other' })
  own = await furnish(server, seeded, { name: 'own', counted: 1 })
  const { inbox, contact, conversation, member, webhook } = server.foreign
  numbers = [...foreign.numbers, inbox, contact, conversation, member, webhook]
}, 60_000)
afterAll(() => server.close())

/** What the other organization's people are shown of it. */
const theirs = async () => {
  const { organization, tokens } = server.other
  const account = `/api/v1/accounts/${organization.number}`
  const paths = [
    ...EVERYTHING,
    ...['teams', 'labels', 'canned_responses', 'agent_bots', 'inboxes', 'agents', 'webhooks'].map(
      (name) => `${account}/${name}`,
    ),
    `${account}/conversations/${server.other.conversation.conversation.number}/messages`,
  ]
  return Promise.all(
    paths.map(async (path) => [path, (await server.ask('GET', path, { token: tokens.owner })).json]),
  )
}

const parametersOf = (row: Row): readonly string[] =>
  [...row.route.path.matchAll(/\{(\w+)\}/g)]
    .map(([, name]) => name ?? '')
    .filter((name) => name !== 'account_id')

/** Everything that a path may name something of the other organization by. */
const foreignNames = (row: Row): readonly string[] => {
  if (row.api === 'channel') return numbers.map(String)
  return [...foreign.ids, foreign.handle]
}

/** The paths of a route that name something of the other organization: all of it, or its last part under our own. */
const foreignPaths = (row: Row): readonly string[] => {
  const parameters = parametersOf(row)
  const last = parameters.at(-1)
  const fill = (name: string, underOwn: boolean) => (parameter: string) => {
    if (parameter === 'account_id') return own.named['account_id'] ?? ''
    return underOwn && parameter !== last ? (own.named[parameter] ?? '1') : name
  }
  return foreignNames(row).flatMap((name) => [
    pathWith(row, fill(name, false)),
    ...(parameters.length > 1 ? [pathWith(row, fill(name, true))] : []),
  ])
}

const NAMED = GUARDED_ROWS.filter((row) => parametersOf(row).length > 0)

/** A body in which something of most kinds is said. */
const BODY = { name: 'x', content: 'x', title: 'x', body: 'x', user_email: 'x@y.test', email: 'x@y.test' }

/** What an unknown name in the path is answered with; where there is a body, it may be read first. */
const fine = ({ route }: Row, kind: Kind): readonly number[] => [
  404,
  422,
  ...(route.body ? [400, 415] : []),
  // Agents are told so of conversations of inboxes that are not theirs.
  ...(kind === 'agent' ? [401] : []),
  // The way there leads over an identity that is not the caller's.
  ...(kind === 'agent_identity' || kind === 'identity_key' ? [403] : []),
]

const kindsFor = (row: Row): readonly Kind[] => KINDS.filter((kind) => isAllowed(row, kind))

let before: unknown
beforeAll(async () => {
  before = await theirs()
})

describe('what belongs to another organization', () => {
  it.each(NAMED)('is not there: $api: $name', async (row) => {
    expect(kindsFor(row).length).toBeGreaterThan(0)
    for (const kind of kindsFor(row)) {
      for (const path of foreignPaths(row)) {
        const body = row.route.body && row.method !== 'GET' ? BODY : undefined
        const answer = await server.ask(row.method, path, { headers: bearing(callers[kind]), body })
        const told = { kind, path, status: answer.status, text: answer.text.slice(0, 200) }
        expect({ ...told, fine: fine(row, kind).includes(answer.status) }).toEqual({ ...told, fine: true })
        expect(answer.text).not.toContain(MARK)
      }
    }
  })

  it('is as it was', async () => {
    expect(await theirs()).toEqual(before)
  })
})

/** The names of members that say which thing is meant. */
const NAMING = /(^|_)(ids?|handle)$/

const membersOf = (schema: z.ZodType | undefined): readonly string[] =>
  schema instanceof z.ZodObject ? Object.keys(schema.shape) : []

const rowsNaming = (part: 'query' | 'body') =>
  GUARDED_ROWS.filter((row) => membersOf(row.route[part]).some((name) => NAMING.test(name)))

/** The path of a route as our own people ask for it. */
const ownPath = (row: Row): string => pathWith(row, (name) => own.named[name] ?? '1')

/** No content, and no mistake of ours. */
const mustBeKept = (row: Row, { status, text }: { readonly status: number; readonly text: string }) => {
  expect([row.name, status < 500, text.includes(MARK)]).toEqual([row.name, true, false])
}

/** What our own people are shown by a list that is narrowed to something of another organization. */
describe('a query that names what belongs to another organization', () => {
  it.each(rowsNaming('query'))('is answered with nothing of it: $api: $name', async (row) => {
    const names = membersOf(row.route.query).filter((name) => NAMING.test(name))
    for (const kind of kindsFor(row)) {
      for (const name of names) {
        for (const value of foreignNames(row)) {
          const path = `${ownPath(row)}?${name}=${encodeURIComponent(value)}`
          const answer = await server.ask(row.method, path, { headers: bearing(callers[kind]) })
          mustBeKept(row, answer)
        }
      }
    }
  })
})

describe('a body that names what belongs to another organization', () => {
  it.each(rowsNaming('body'))('changes nothing of it: $api: $name', async (row) => {
    const names = membersOf(row.route.body).filter((name) => NAMING.test(name))
    for (const kind of kindsFor(row)) {
      for (const name of names) {
        for (const value of row.api === 'channel' ? numbers : foreignNames(row)) {
          const body = { ...BODY, [name]: name.endsWith('s') ? [value] : value }
          const answer = await server.ask(row.method, ownPath(row), { headers: bearing(callers[kind]), body })
          expect([row.name, answer.status < 500]).toEqual([row.name, true])
        }
      }
    }
  })

  it('and leaves it as it was', async () => {
    expect(await theirs()).toEqual(before)
  })
})
