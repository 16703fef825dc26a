import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { createServer } from './server.ts'

const server = createServer({ dataDir: null, port: 0, logLevel: 'silent' })
let url: string
let secret: string
let key: string

const post = async (path: string, headers: Record<string, string>, body: unknown) => {
  const response = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as Readonly<Record<string, never>> }
}

beforeAll(async () => {
  const started = await server.start()
  url = started.url
  const founded = await started.engine.access.createOrganization({
    name: 'Acme',
    ownerEmail: 'olive@acme.test',
  })
  if (!founded.ok) throw new Error('Nothing was founded')
  secret = founded.value.gatewaySecret
  const { accessToken } = founded.value
  const made = await post(
    '/api/v1/identities/',
    { api_access_token: accessToken },
    { agent_handle: 'rex', imessage_enabled: true },
  )
  const label = { label: 'Rex', scoped_identity_id: made.json['id'] }
  key = (await post('/api/v1/api-keys', { api_access_token: accessToken }, label)).json['api_key'] ?? ''
}, 60_000)
afterAll(() => server.stop())

describe('a server without a provider of lines', () => {
  it('takes everything, and shows what went out to whoever has the gateway secret', async () => {
    const bearer = { authorization: `Bearer ${secret}` }
    const text = (line: string, said: string) => ({
      line,
      from: '+15557770001',
      text: said,
      external_id: said,
    })
    const connected = await post('/gateway/imessage/inbound', bearer, text('+15550000001', 'connect @rex'))
    expect(connected).toMatchObject({ status: 202, json: { connection: { line: '+15550000002' } } })
    await post('/gateway/imessage/inbound', bearer, text('+15550000002', 'Hi'))
    const sent = await post(
      '/api/v1/imessage/messages',
      { 'x-api-key': key },
      { to: '+15557770001', text: 'Hello' },
    )
    expect(sent.status).toBe(201)
    const loopback = await fetch(`${url}/gateway/imessage/loopback`, { headers: bearer })
    expect(await loopback.json()).toMatchObject([
      { kind: 'message', line: '+15550000002', remote_number: '+15557770001', text: 'Hello' },
    ])
    expect((await fetch(`${url}/gateway/imessage/loopback`)).status).toBe(401)
  })
})
