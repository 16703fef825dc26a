import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { RateLimiter } from '../../../kernel/rate-limits.ts'
import { auth, PASSWORD, registered } from '../../../testing/signing-in.fixtures.ts'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

/** Counts for ever. */
const counting = (): RateLimiter => {
  const counts = new Map<string, number>()
  return {
    take: async (name, key, { limit }) => {
      const count = (counts.get(`${name} ${key}`) ?? 0) + 1
      counts.set(`${name} ${key}`, count)
      return { allowed: count <= limit, remaining: Math.max(0, limit - count), resetsIn: 30_000 }
    },
  }
}

let server: TestServer
let token: string
beforeAll(async () => {
  server = await openTestServer({ rateLimits: { limiter: counting() } })
  ;({ token } = await registered(server))
})
afterAll(() => server.close())

describe('in a minute', () => {
  it.each([
    ['login', { email: 'a@acme.test', password: PASSWORD }],
    ['forgot-password', { email: 'a@acme.test' }],
    ['reset-password', { email: 'a@acme.test', code: '123456', password: PASSWORD }],
    ['verify-email', { email: 'a@acme.test', code: '123456' }],
    ['totp/verify', { code: '123456' }],
  ])('%s is answered five times', async (path, body) => {
    const answers = []
    for (let asked = 0; asked < 6; asked += 1) answers.push(await auth(server, path, body, token))
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
    const last = answers.at(-1)
    expect(last).toMatchObject({ status: 429, json: { code: 'rate_limited', status: 429 } })
    expect(last?.headers.get('retry-after')).toBe('30')
    expect(last?.headers.get('content-type')).toBe('application/problem+json')
  })

  it('register is answered five times, and going on as often as one likes', async () => {
    const answers = []
    for (let asked = 0; asked < 5; asked += 1) answers.push(await auth(server, 'register', {}))
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 429])
    for (let asked = 0; asked < 6; asked += 1)
      expect((await auth(server, 'refresh', { refresh_token: 'made up' })).status).toBe(401)
  })
})
