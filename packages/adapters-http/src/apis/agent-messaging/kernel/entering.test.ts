import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openTestServer, type TestServer } from '../../../testing/test-server.fixtures.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const NUMBERS = '/api/v1/imessage/numbers'

describe('the agent-messaging API', () => {
  it('answers with and without a slash at the end', async () => {
    for (const path of [NUMBERS, `${NUMBERS}/`]) {
      const answer = await server.ask('GET', path, { token: server.seeded.tokens.owner })
      expect(answer).toMatchObject({ status: 200, json: [] })
    }
  })

  it('tells who comes without a key, or with an unknown one, in `detail`', async () => {
    const detail = expect.any(String)
    expect(await server.ask('GET', NUMBERS)).toMatchObject({ status: 401, json: { detail } })
    const unknown = await server.ask('GET', NUMBERS, { token: 'unknown' })
    expect(unknown).toMatchObject({ status: 401, json: { detail } })
  })

  it('has a document of its own', async () => {
    const answer = await server.ask('GET', '/openapi/agent-messaging.json')
    expect(answer.json).toMatchObject({ info: { title: 'Agent-messaging API' } })
  })
})
