import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Express } from 'express'
import { APIS } from '../apis/apis.ts'
import { createHttpApp } from '../create-http-app.ts'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

type Json = Record<string, unknown>

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly parameters: readonly Json[]
  readonly responses: Readonly<Record<string, Json>>
}

interface OpenApi {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly webhooks: Readonly<Record<string, unknown>>
  readonly components: { readonly schemas: Readonly<Record<string, Json>>; readonly [part: string]: unknown }
}

let server: TestServer
let openApi: OpenApi
beforeAll(async () => {
  server = await openTestServer()
  openApi = (await server.ask('GET', '/openapi.json')).json as OpenApi
})
afterAll(() => server.close())

interface Layer {
  readonly route?: { readonly path: string; readonly methods: Readonly<Record<string, boolean>> }
  readonly handle: { readonly stack?: readonly Layer[] }
}

const mountedIn = (layers: readonly Layer[]): readonly string[] =>
  layers.flatMap(({ route, handle }) => {
    if (!route) return mountedIn(handle.stack ?? [])
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}')
    return Object.keys(route.methods).map((method) => `${method} ${path}`)
  })

/** What tells about the routes is not told of itself. */
const DOCUMENTATION = [
  'get /openapi.json',
  ...APIS.map(({ name }) => `get /openapi/${name}.json`),
  'get /swagger',
]

const mounted = (app: Express): readonly string[] =>
  mountedIn((app.router as unknown as { stack: readonly Layer[] }).stack).filter(
    (route) => !DOCUMENTATION.includes(route),
  )

const operations = () =>
  Object.entries(openApi.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, operation })),
  )

describe('the document', () => {
  it('has every route that is mounted, and no other', () => {
    const metrics = { observe: () => undefined, contentType: 'text/plain', render: async () => '' }
    const app = createHttpApp({
      engine: server.engine,
      clock: server.world.clock,
      secrets: server.world.secrets,
      logger: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
      metrics,
      realtime: {
        feed: { listen: async () => () => undefined, close: () => undefined },
        eventLog: server.storage.eventLog,
      },
    })
    const documented = operations().map(({ name }) => name)
    expect([...documented].sort()).toEqual([...mounted(app)].sort())
  })

  it('is of OpenAPI 3.1 and complete in itself', () => {
    expect(openApi.openapi).toBe('3.1.0')
    const references = [...JSON.stringify(openApi).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to ?? '')
    expect(references.length).toBeGreaterThan(100)
    for (const reference of new Set(references)) {
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((at, key) => (at as Json | undefined)?.[key], openApi)
      expect([reference, typeof found]).toEqual([reference, 'object'])
    }
  })

  it('is there for each API alone as well', async () => {
    const paths: Record<string, unknown> = {}
    for (const { name, routes } of APIS) {
      const own = (await server.ask('GET', `/openapi/${name}.json`)).json as OpenApi
      for (const { path } of routes) expect([name, own.paths[path]]).toEqual([name, openApi.paths[path]])
      Object.assign(paths, own.paths)
    }
    expect(paths).toEqual(openApi.paths)
    const channel = (await server.ask('GET', '/openapi/channel.json')).json as OpenApi
    expect(Object.keys(channel.webhooks)).toContain('message_created')
  })
})

describe('every operation', () => {
  it('has an id of its own, a summary, a tag and its answers', () => {
    const ids = operations().map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { name, operation } of operations()) {
      expect([name, operation.operationId]).toEqual([name, expect.stringMatching(/^[a-z][A-Za-z]+$/)])
      expect([name, operation.summary.length > 5, operation.tags.length]).toEqual([name, true, 1])
      const good = Object.keys(operation.responses).filter((status) => status.startsWith('2'))
      expect([name, good.length > 0]).toEqual([name, true])
    }
  })

  it('takes an idempotency key where that makes a difference', () => {
    const heeding = APIS.flatMap(({ routes }) => routes)
      .filter(({ methods, errors }) => methods.includes('post') && errors.includes('idempotency/key-reused'))
      .map(({ path }) => `post ${path}`)
    const documented = operations()
      .filter(({ operation }) => JSON.stringify(operation.parameters).includes('IdempotencyKey'))
      .map(({ name }) => name)
    expect(documented.toSorted()).toEqual(heeding.toSorted())
    expect(documented).toContain('post /api/v1/accounts/{account_id}/conversations')
    expect(documented).not.toContain('post /api/v1/accounts/{account_id}/upload')
  })

  it('says what each of its parameters is', () => {
    for (const { name, operation } of operations()) {
      const silent = operation.parameters.filter((one) => !('$ref' in one) && !one['description'])
      expect([name, silent]).toEqual([name, []])
      const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter)
      const told = operation.parameters.filter((one) => one['in'] === 'path').map((one) => one['name'])
      expect([name, [...told].sort()]).toEqual([name, [...inPath].sort()])
    }
  })
})

/** Every property anywhere below, with whether it says what it is. */
const silentProperties = (at: unknown, where: string): readonly string[] => {
  if (Array.isArray(at)) return at.flatMap((one) => silentProperties(one, where))
  if (typeof at !== 'object' || at === null) return []
  return Object.entries(at).flatMap(([key, value]) => {
    const below = silentProperties(value, `${where}.${key}`)
    if (key !== 'properties') return below
    const silent = Object.entries(value as Record<string, Json>).filter(
      ([, property]) => !property['description'] && !property['$ref'],
    )
    return [...silent.map(([name]) => `${where}.${name}`), ...below]
  })
}

describe('every schema', () => {
  it('says what it is, and what each of its properties is', () => {
    for (const [name, schema] of Object.entries(openApi.components.schemas)) {
      expect([name, typeof schema['description']]).toEqual([name, 'string'])
    }
    expect(silentProperties(openApi.components.schemas, 'schemas')).toEqual([])
    expect(silentProperties(openApi.paths, 'paths')).toEqual([])
  })
})

describe('/swagger', () => {
  it.each([
    ['/swagger', 'text/html'],
    ['/swagger/', 'text/html'],
    ['/swagger/page.js', 'text/javascript'],
    ['/swagger/page.css', 'text/css'],
  ])('has %s, which may talk to this server alone', async (path, type) => {
    const answer = await server.ask('GET', path)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toContain(type)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    expect(answer.text).not.toMatch(/https?:\/\//)
  })
})
