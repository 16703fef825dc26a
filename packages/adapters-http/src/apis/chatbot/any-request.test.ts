import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Method, Route } from '../../kernel/route.ts'
import { createChance, createRequests, type RandomRequest } from '../../testing/random-requests.fixtures.ts'
import { PASSWORD, registered, type SignedInAnswer } from '../../testing/signing-in.fixtures.ts'
import { type Answer, openTestServer, type TestServer } from '../../testing/test-server.fixtures.ts'
import { CHATBOT_API } from './chatbot-api.ts'

const CASES = 5_000

/** What ends sessions comes last, so that the others find somebody signed in. */
const OPERATIONS = CHATBOT_API.routes
  .flatMap((route) => route.methods.map((method): readonly [Route, Method] => [route, method]))
  .toSorted(
    ([left], [right]) => Number(left.path.endsWith('/logout')) - Number(right.path.endsWith('/logout')),
  )

describe('the chatbot API, whatever is sent to it', () => {
  let server: TestServer
  let somebody: SignedInAnswer & { readonly email: string }
  let teamId: string

  beforeAll(async () => {
    server = await openTestServer()
    somebody = await registered(server)
    const made = await server.ask('POST', '/api/v1/teams', {
      body: { name: 'support' },
      headers: { authorization: `Bearer ${somebody.token}` },
    })
    teamId = (made.json as { id: string }).id
  })
  afterAll(() => server.close())

  const known = () => ({ id: [teamId], uid: [String(somebody.user['id'])] })

  /** What is right, where chance would hardly ever find it. */
  const sensible = (body: unknown): unknown =>
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? {
          ...body,
          ...('email' in body && { email: somebody.email }),
          ...('password' in body && { password: PASSWORD }),
        }
      : body

  const wrongWith = (route: Route, { status, text, json, headers }: Answer): string | null => {
    if (status >= 500) return `${status} ${text}`
    const type = headers.get('content-type') ?? ''
    if (text !== '' && !type.startsWith(status < 300 ? 'application/json' : 'application/problem+json'))
      return `${status} is of type ${type}`
    const schema = status < 300 ? route.reply : CHATBOT_API.errorSchema(route, status)
    if (typeof schema === 'string' || schema.safeParse(json).success) return null
    return `${status} is not as documented: ${text.slice(0, 200)}`
  }

  const send = async (route: Route, { method, path, body }: RandomRequest, signedIn: boolean) => {
    const answer = await server.ask(method.toUpperCase(), path, {
      headers: {
        ...(signedIn && { authorization: `Bearer ${somebody.token}` }),
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      },
      body: method === 'get' ? undefined : body,
    })
    const wrong = wrongWith(route, answer)
    const found = wrong && `${method} ${path} ${JSON.stringify(body)}: ${wrong}`
    return { status: answer.status, found }
  }

  it('answers as documented, and never that something failed on its side', async () => {
    const chance = createChance(20_261_123)
    const wrong: string[] = []
    const statuses = new Map<number, number>()
    const each = Math.ceil(CASES / OPERATIONS.length)
    for (const [route, method] of OPERATIONS) {
      const requests = createRequests(route, chance, known())
      for (let at = 0; at < each; at += 1) {
        const request = requests(method)
        const body = chance() < 0.5 ? sensible(request.body) : request.body
        const { status, found } = await send(route, { ...request, body }, chance() < 0.9)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (found) wrong.push(found)
      }
    }
    expect(wrong.slice(0, 50)).toEqual([])
    // Enough of them made sense to say that the others were refused for what was wrong with them.
    const good = [...statuses].filter(([status]) => status < 300).reduce((sum, [, count]) => sum + count, 0)
    expect(good).toBeGreaterThan(CASES / 20)
    expect(statuses.get(400)).toBeGreaterThan(CASES / 20)
  }, 300_000)
})
