import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Route } from '../../kernel/route.ts'
import { createChance, createRequests, type RandomRequest } from '../../testing/random-requests.fixtures.ts'
import { type Answer, openTestServer, type TestServer } from '../../testing/test-server.fixtures.ts'
import { mintKeys, type SupportKeys, said } from './support.fixtures.ts'
import { SUPPORT_API } from './support-api.ts'

const CASES = 3_000

/** What is wrong with an answer; null for nothing. */
const wrongWith = (route: Route, { status, text, json }: Answer): string | null => {
  if (status >= 500) return `${status} ${text}`
  const schema = status === (route.status ?? 200) ? route.reply : SUPPORT_API.errorSchema(route, status)
  if (typeof schema === 'string') return text === '' ? null : `${status} has a body`
  return schema.safeParse(json).success ? null : `${status} is not as documented: ${text.slice(0, 200)}`
}

describe('the support API, whatever is sent to it', () => {
  let server: TestServer
  let keys: SupportKeys
  beforeAll(async () => {
    server = await openTestServer()
    keys = await mintKeys(server)
  })
  afterAll(() => server.close())

  const known = async () => {
    const subjects = ['One', 'Two', 'Three']
    const ids: string[] = []
    for (const subject of subjects) {
      const body = { subject, user_email: 'ada@people.test', description: 'Hi' }
      ids.push(
        said<{ id: string }>(await keys.as('server', 'POST', '/api/v1/conversations/create', body), 201).id,
      )
      const hook = { url: `https://hooks.acme.test/${subject}`, events: ['message.created'] }
      ids.push(said<{ id: string }>(await keys.as('server', 'POST', '/api/v1/webhooks', hook), 201).id)
    }
    return { id: ids }
  }

  const send = async (route: Route, request: RandomRequest, kind: 'server' | 'client') => {
    const { method, path, body } = request
    const headers = typeof body === 'string' ? { 'content-type': 'application/json' } : {}
    const answer = await keys.as(
      kind,
      method.toUpperCase(),
      path,
      method === 'get' ? undefined : body,
      headers,
    )
    const wrong = wrongWith(route, answer)
    return { status: answer.status, found: wrong && `${method} ${path} ${JSON.stringify(body)}: ${wrong}` }
  }

  it('answers as documented, and never that something failed on its side', async () => {
    const chance = createChance(20_261_121)
    const ids = await known()
    const wrong: string[] = []
    const statuses = new Map<number, number>()
    for (const route of SUPPORT_API.routes) {
      const requests = createRequests(route, chance, ids)
      for (let at = 0; at < CASES / SUPPORT_API.routes.length; at += 1) {
        const kind = chance() < 0.7 ? 'server' : 'client'
        const { status, found } = await send(route, requests(route.methods[0]), kind)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (found) wrong.push(found)
      }
    }
    expect(wrong.slice(0, 20)).toEqual([])
    const good = (statuses.get(200) ?? 0) + (statuses.get(201) ?? 0)
    expect(good).toBeGreaterThan(CASES / 10)
    expect(statuses.get(400)).toBeGreaterThan(CASES / 20)
  }, 120_000)
})
