import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Method, Route } from '../../kernel/route.ts'
import { createChance, createRequests, type RandomRequest } from '../../testing/random-requests.fixtures.ts'
import type { Answer } from '../../testing/test-server.fixtures.ts'
import {
  type Ask,
  type Connected,
  IMESSAGE,
  type MessagingServer,
  openMessagingServer,
} from './agent-messaging.fixtures.ts'
import { AGENT_MESSAGING_API } from './agent-messaging-api.ts'

const CASES = 10_000

/** What takes things away comes last, so that the others find something. */
const OPERATIONS = AGENT_MESSAGING_API.routes
  .flatMap((route) => route.methods.map((method): readonly [Route, Method] => [route, method]))
  .toSorted(([, left], [, right]) => Number(left === 'delete') - Number(right === 'delete'))

describe('the agent-messaging API, whatever is sent to it', () => {
  let messaging: MessagingServer
  let there: Connected
  let ruleId: string

  beforeAll(async () => {
    messaging = await openMessagingServer()
    there = await messaging.connected('+15557770001')
    const rule = { action: 'allow', match_target: '+15557770002' }
    const made = await messaging.asAdmin('POST', `${IMESSAGE}/identities/rex/contact-rules`, rule)
    ruleId = (made.json as { id: string }).id
  })
  afterAll(() => messaging.server.close())

  const known = () => ({
    handle: ['rex', '@REX', 'ann'],
    conversation_id: [there.conversationId],
    message_id: [there.messageId],
    rule_id: [ruleId],
  })

  /** Ids that exist, where random ones would only be not found. */
  const named = (body: unknown): unknown =>
    typeof body === 'object' && body !== null && !Array.isArray(body)
      ? {
          ...body,
          ...('conversation_id' in body && { conversation_id: there.conversationId }),
          ...('message_id' in body && { message_id: there.messageId }),
        }
      : body

  const wrongWith = (route: Route, { status, text, json, headers }: Answer): string | null => {
    if (status >= 500 && status !== 502) return `${status} ${text}`
    if (!headers.get('content-type')?.includes('json')) return null
    const schema = status < 300 ? route.reply : AGENT_MESSAGING_API.errorSchema(route, status)
    if (typeof schema === 'string' || schema.safeParse(json).success) return null
    return `${status} is not as documented: ${text.slice(0, 200)}`
  }

  const send = async (route: Route, { method, path, body }: RandomRequest, ask: Ask) => {
    const answer = await messaging.server.ask(method.toUpperCase(), path, {
      headers: {
        'x-api-key': ask.key,
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      },
      body: method === 'get' ? undefined : body,
    })
    const wrong = wrongWith(route, answer)
    return {
      status: answer.status,
      found: wrong && `${method} ${path} ${JSON.stringify(body)}: ${wrong}`,
    }
  }

  it('answers as documented, and never that something failed on its side', async () => {
    const chance = createChance(20_261_122)
    const wrong: string[] = []
    const statuses = new Map<number, number>()
    const each = Math.ceil(CASES / OPERATIONS.length)
    for (const [route, method] of OPERATIONS) {
      const requests = createRequests(route, chance, known())
      for (let at = 0; at < each; at += 1) {
        const ask = chance() < 0.7 ? messaging.asAdmin : messaging.asAgent
        const request = requests(method)
        const body = chance() < 0.5 ? named(request.body) : request.body
        const { status, found } = await send(route, { ...request, body }, ask)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (found) wrong.push(found)
      }
    }
    expect(wrong.slice(0, 50)).toEqual([])
    const good = [200, 201, 204].reduce((sum, status) => sum + (statuses.get(status) ?? 0), 0)
    // Enough of them made sense to say that the others were refused for what was wrong with them.
    expect(good).toBeGreaterThan(CASES / 10)
    expect(statuses.get(422)).toBeGreaterThan(CASES / 20)
  }, 300_000)
})
