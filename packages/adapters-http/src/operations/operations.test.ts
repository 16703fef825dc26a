import { afterEach, describe, expect, it } from '@jest/globals'
import type { RequestMeasure } from '../kernel/track-requests.ts'
import { openTestServer, type TestServer } from '../testing/test-server.fixtures.ts'

let server: TestServer
afterEach(() => server.close())

describe('/healthz', () => {
  it('answers while the process does', async () => {
    server = await openTestServer({ ready: async () => false })
    expect(await server.ask('GET', '/healthz')).toMatchObject({ status: 200, json: { status: 'ok' } })
  })
})

describe('/readyz', () => {
  it.each([
    ['true', async () => true, 200, { status: 'ok' }],
    ['no reasons', async () => [], 200, { status: 'ok' }],
    ['false', async () => false, 503, { status: 'unavailable', reasons: ['Not ready'] }],
    ['reasons', async () => ['No database'], 503, { status: 'unavailable', reasons: ['No database'] }],
    [
      'a throw',
      async () => {
        throw new Error('password=hunter2')
      },
      503,
      { status: 'unavailable', reasons: ['The check failed'] },
    ],
  ])('tells %s', async (_name, ready, status, json) => {
    server = await openTestServer({ ready })
    expect(await server.ask('GET', '/readyz')).toMatchObject({ status, json })
  })

  it('is ready when nobody says otherwise', async () => {
    server = await openTestServer()
    expect((await server.ask('GET', '/readyz')).status).toBe(200)
  })
})

describe('/metrics', () => {
  it('is what it is given, and every request is measured', async () => {
    const measures: RequestMeasure[] = []
    server = await openTestServer({
      metrics: {
        observe: (measure) => measures.push(measure),
        contentType: 'text/plain; version=0.0.4',
        render: async () => 'up 1\n',
      },
    })
    await server.ask('GET', server.publicInbox)
    await server.ask('GET', '/nothing')
    const answer = await server.ask('GET', '/metrics')
    expect(answer).toMatchObject({ status: 200, text: 'up 1\n' })
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4')
    expect(measures.slice(0, 2)).toEqual([
      {
        method: 'GET',
        route: '/public/api/v1/inboxes/{inbox_identifier}',
        status: 200,
        seconds: expect.any(Number),
      },
      expect.objectContaining({ route: 'unmatched', status: 404 }),
    ])
  })

  it('is not there when nothing is measured', async () => {
    server = await openTestServer()
    expect((await server.ask('GET', '/metrics')).status).toBe(404)
  })
})
