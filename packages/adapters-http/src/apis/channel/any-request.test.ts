import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Method, Route } from '../../kernel/route.ts'
import { createChance, createRequests, type RandomRequest } from '../../testing/random-requests.fixtures.ts'
import { type Answer, openTestServer, type TestServer } from '../../testing/test-server.fixtures.ts'
import { CHANNEL_API } from './channel-api.ts'

const CASES = 10_000

/** What takes things away comes last, so that the others find something. */
const OPERATIONS = CHANNEL_API.routes
  .flatMap((route) => route.methods.map((method): readonly [Route, Method] => [route, method]))
  .toSorted(([, left], [, right]) => Number(left === 'delete') - Number(right === 'delete'))

describe('the channel API, whatever is sent to it', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await openTestServer()
  })
  afterAll(() => server.close())

  const known = () => ({
    account_id: [String(server.seeded.organization.number)],
    inbox_identifier: [server.seeded.inbox.channel.identifier],
    source_id: [server.seeded.contactPoint.sourceId],
    conversation_uuid: [server.seeded.conversation.conversation.id],
  })

  const wrongWith = (route: Route, { status, text, json, headers }: Answer): string | null => {
    if (status >= 500) return `${status} ${text}`
    if (status === 302 || !headers.get('content-type')?.includes('json')) return null
    const schema = status === 200 ? route.reply : CHANNEL_API.errorSchema(route, status)
    if (typeof schema === 'string' || schema.safeParse(json).success) return null
    return `${status} is not as documented: ${text.slice(0, 200)}`
  }

  const send = async (route: Route, request: RandomRequest, token: string | undefined) => {
    const wordless = request.method === 'get'
    const answer = await server.ask(request.method.toUpperCase(), request.path, {
      token: route.door.security.length > 0 ? token : undefined,
      ...(typeof request.body === 'string' && { headers: { 'content-type': 'application/json' } }),
      body: wordless ? undefined : request.body,
    })
    const wrong = wrongWith(route, answer)
    const found = wrong && `${request.method} ${request.path} ${JSON.stringify(request.body)}: ${wrong}`
    return { status: answer.status, found }
  }

  it('answers as documented, and never that something failed on its side', async () => {
    const chance = createChance(20_261_121)
    const wrong: string[] = []
    const statuses = new Map<number, number>()
    const each = Math.ceil(CASES / OPERATIONS.length)
    for (const [route, method] of OPERATIONS) {
      const requests = createRequests(route, chance, known())
      for (let at = 0; at < each; at += 1) {
        const token = chance() < 0.9 ? server.seeded.tokens.owner : server.seeded.tokens.agents[0]
        const { status, found } = await send(route, requests(method), token)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (found) wrong.push(found)
      }
    }
    expect(wrong.slice(0, 50)).toEqual([])
    // Enough of them made sense to say that the others were refused for what was wrong with them.
    expect(statuses.get(200)).toBeGreaterThan(CASES / 10)
    expect(statuses.get(422)).toBeGreaterThan(CASES / 20)
  }, 300_000)
})
