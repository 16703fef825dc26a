import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEngine, type Engine, type EngineSettings, type OpenSignInKeys } from '@parlance/core'
import {
  createMemoryStorage,
  createTestWorld,
  type Seeded,
  seedOrganization,
  type TestGateway,
  type TestWorld,
  testGateway,
} from '@parlance/core/testing'
import { APIS } from '../apis/apis.ts'
import { createHttpApp, type HttpAppOptions } from '../create-http-app.ts'
import type { Logger } from '../kernel/logger.ts'
import type { Route } from '../kernel/route.ts'
import { createFeed } from '../realtime/feed.ts'
import { createAccessTokens } from '../tokens/access-tokens.ts'
import { AHEAD, type Foreign, getAhead } from './get-ahead.fixtures.ts'

/** An answer, read to its end. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** What the body says, as JSON; null where it is empty. */
  readonly json: unknown
}

/** What is sent along with a request. */
export interface Asking {
  /** An access token, for the token header. */
  readonly token?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON, unless it is a form or a text. */
  readonly body?: unknown
}

/** A line that was logged. */
export interface LogLine {
  readonly level: keyof Logger
  readonly message: string
  readonly fields: Readonly<Record<string, unknown>>
}

/** A server that listens, and what is in it. */
export interface TestServer {
  readonly url: string
  readonly engine: Engine
  readonly world: TestWorld
  readonly storage: ReturnType<typeof createMemoryStorage>
  /** What carries messages of the agent-messaging API. */
  readonly gateway: TestGateway
  /** An organization with an owner, two agents, an inbox, a contact in it and a conversation. */
  readonly seeded: Seeded
  /** Another organization of the same kind. */
  readonly other: Seeded
  /** Numbers of what the other organization has, and the first one doesn't. */
  readonly foreign: Foreign
  readonly log: readonly LogLine[]
  readonly ask: (method: string, path: string, asking?: Asking) => Promise<Answer>
  /** Asks as the owner, under the account's path; fails unless the answer is 200. */
  readonly owner: (method: string, path: string, body?: unknown) => Promise<Answer>
  readonly account: string
  readonly publicInbox: string
  /** Ends the streams of events, as a server that stops does. */
  readonly endStreams: () => void
  readonly close: () => Promise<void>
}

/** Who issues the access tokens of test servers. */
export const ISSUER = 'urn:parlance:test'

/** A server on an engine on memory, listening, with two organizations in it. */
export const openTestServer = async (
  options: Partial<HttpAppOptions> &
    Pick<EngineSettings, 'openRegistration'> & { readonly change?: (engine: Engine) => Engine } = {},
): Promise<TestServer> => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  // Tokens are the real ones: they are what people come in with.
  const signInKeys: OpenSignInKeys = (installationKeys) => {
    const { vault } = world.signInKeys(installationKeys)
    return {
      vault,
      accessTokens: createAccessTokens({ installationKeys, vault, clock: world.clock, issuer: ISSUER }),
    }
  }
  const gateway = testGateway()
  const { openRegistration } = options
  const ports = { ...storage, ...world, signInKeys, channelLines: gateway.lines, openRegistration }
  const engine = (options.change ?? ((same) => same))(createEngine(ports))
  const seeded = await seedOrganization({ storage, world })
  const other = await seedOrganization({ storage, world }, { agents: AHEAD })
  const foreign = await getAhead({ storage, world }, engine, other)
  const log: LogLine[] = []
  const closing = new AbortController()
  const feed = createFeed({
    eventLog: storage.eventLog,
    onError: (err) => log.push({ level: 'error', message: 'feed', fields: { err } }),
  })
  const app = createHttpApp({
    engine,
    clock: world.clock,
    secrets: world.secrets,
    logger: loggerInto(log),
    realtime: { feed, eventLog: storage.eventLog, closing: closing.signal },
    ...options,
  })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const account = `/api/v1/accounts/${seeded.organization.number}`
  const ask = asking(url)
  return {
    url,
    engine,
    world,
    storage,
    gateway,
    seeded,
    other,
    foreign,
    log,
    ask,
    owner: async (method, path, body) => {
      const answer = await ask(method, `${account}${path}`, { token: seeded.tokens.owner, body })
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`)
      return answer
    },
    account,
    publicInbox: `/public/api/v1/inboxes/${seeded.inbox.channel.identifier}`,
    endStreams: () => closing.abort(),
    close: () => {
      closing.abort()
      feed.close()
      return closeServer(server)
    },
  }
}

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })

const loggerInto = (log: LogLine[]): Logger => {
  const at = (level: keyof Logger) => (fields: object, message: string) => {
    log.push({ level, message, fields: fields as LogLine['fields'] })
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

const payloadOf = (
  body: unknown,
): { body?: NonNullable<RequestInit['body']>; headers?: Record<string, string> } => {
  if (body === undefined) return {}
  if (typeof body === 'string' || body instanceof FormData || body instanceof URLSearchParams) return { body }
  return { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
}

const asking =
  (url: string): TestServer['ask'] =>
  async (method, path, { token, headers, body } = {}) => {
    const payload = payloadOf(body)
    const response = await fetch(url + path, {
      method,
      redirect: 'manual',
      ...(payload.body !== undefined && { body: payload.body }),
      headers: { ...payload.headers, ...(token !== undefined && { api_access_token: token }), ...headers },
    })
    const text = await response.text()
    const isJson = /^application\/(problem\+)?json/.test(response.headers.get('content-type') ?? '')
    const json: unknown = isJson ? JSON.parse(text) : null
    if (response.ok) mustMatchItsSchema(method, path, { status: response.status, text, json })
    return { status: response.status, headers: response.headers, text, json }
  }

const matches = (route: Route, method: string, path: string): boolean => {
  const pattern = new RegExp(`^${route.path.replaceAll(/\{\w+\}/g, '[^/]+')}/?$`)
  return route.methods.some((one) => one.toUpperCase() === method) && pattern.test(path.split('?')[0] ?? '')
}

/** Every good answer must be what the documentation says: each member there, and none besides. */
const mustMatchItsSchema = (
  method: string,
  path: string,
  answer: Pick<Answer, 'status' | 'text' | 'json'>,
): void => {
  const route = APIS.flatMap(({ routes }) => routes).find((one) => matches(one, method, path))
  if (!route) return
  if (answer.status !== (route.status ?? 200))
    throw new Error(`${route.operationId} answered ${answer.status}`)
  if (route.reply === 'empty') {
    if (answer.text !== '') throw new Error(`${route.operationId} answered a body: ${answer.text}`)
    return
  }
  if (route.reply === 'csv') return
  const read = route.reply.parse(answer.json)
  const [told, known] = [sorted(answer.json), sorted(read)]
  if (told !== known) throw new Error(`${route.operationId} answered ${told}, documented is ${known}`)
}

const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, held: unknown) =>
    typeof held === 'object' && held !== null && !Array.isArray(held)
      ? Object.fromEntries(Object.entries(held).sort(([left], [right]) => (left < right ? -1 : 1)))
      : held,
  )
