import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const ME = '/api/v1/auth/me'

describe('the chatbot API', () => {
  it('lets a member in by a bearer', async () => {
    const answer = await server.ask('GET', ME, {
      headers: { authorization: `Bearer ${server.seeded.tokens.owner}` },
    })
    expect(answer).toMatchObject({ status: 200, json: { role: 'owner' } })
  })

  it('asks for a credential, in a problem document', async () => {
    const answer = await server.ask('GET', ME)
    expect(answer).toMatchObject({
      status: 401,
      json: { type: 'urn:parlance:problem:unauthorized', status: 401, code: 'unauthorized' },
    })
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })

  it('does not know every credential', async () => {
    const answer = await server.ask('GET', ME, { headers: { authorization: 'Bearer nobody' } })
    expect(answer).toMatchObject({ status: 401, json: { code: 'unauthorized' } })
  })
})
