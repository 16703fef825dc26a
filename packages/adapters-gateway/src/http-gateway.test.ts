import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import type { ConversationId, MessageId, OrganizationId } from '@parlance/core'
import { createHttpGateway } from './http-gateway.ts'

interface Got {
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

const SECRET = `whsec_${Buffer.from('a secret of the provider').toString('base64')}`

const address = {
  organizationId: 'o' as OrganizationId,
  line: '+15550000002',
  remoteNumber: '+15557770001',
  conversationId: 'c' as ConversationId,
}

const message = { ...address, messageId: 'm-1' as MessageId, text: 'Hello', mediaUrls: [], sendStyle: null }

let close: (() => Promise<void>) | null = null
afterEach(async () => {
  await close?.()
  close = null
})

/** A provider that answers so. */
const provider = async (answer: (response: ServerResponse) => void) => {
  const got: Got[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      got.push({ headers: request.headers, text: Buffer.concat(parts).toString() })
      answer(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  close = () =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/out`, got }
}

const answering = (status: number, body: string) =>
  provider((response) => response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end(body))

describe('a provider over HTTP', () => {
  it('is told what goes out, signed, under the id of the message', async () => {
    const { url, got } = await answering(202, '{"external_id":"ext-1"}')
    const gateway = createHttpGateway({ url, secret: SECRET })
    expect(await gateway.send({ ...message, sendStyle: 'lasers' })).toEqual({
      ok: true,
      value: { externalId: 'ext-1' },
    })
    const [first] = got
    expect(JSON.parse(first?.text ?? '')).toEqual({
      kind: 'message',
      line: address.line,
      remote_number: address.remoteNumber,
      conversation_id: 'c',
      message_id: 'm-1',
      text: 'Hello',
      media_urls: [],
      send_style: 'lasers',
    })
    const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = first?.headers ?? {}
    expect(id).toBe('m-1')
    const mac = createHmac('sha256', 'a secret of the provider').update(`${id}.${at}.${first?.text}`)
    expect(signature).toBe(`v1,${mac.digest('base64')}`)
  })

  it('is told of receipts, typing and tapbacks', async () => {
    const { url, got } = await answering(200, '')
    const gateway = createHttpGateway({ url })
    await gateway.readReceipt(address)
    await gateway.typing({ ...address, seq: 7 })
    const tapback = {
      messageId: 'm-1' as MessageId,
      targetExternalId: 'x',
      reaction: 'love',
      partIndex: 1,
    } as const
    expect(await gateway.reaction({ ...address, ...tapback })).toEqual({
      ok: true,
      value: { externalId: null },
    })
    expect(got.map(({ text }) => JSON.parse(text))).toMatchObject([
      { kind: 'read_receipt' },
      { kind: 'typing', seq: 7 },
      { kind: 'reaction', reaction: 'love', part_index: 1, target_external_id: 'x', message_id: 'm-1' },
    ])
    expect(got[0]?.headers['webhook-signature']).toBeUndefined()
  })

  it.each([500, 400, 307, 404])('has failed with %s', async (status) => {
    const { url } = await answering(status, '{"external_id":"no"}')
    expect(await createHttpGateway({ url }).send(message)).toEqual({
      ok: false,
      error: { code: 'gateway/failed', reason: `The gateway answered ${status}` },
    })
  })

  it.each(['', 'nothing', '[]', '{"external_id":7}', `{"external_id":"${'x'.repeat(256)}"}`])(
    'has taken what it says nothing sound of: %#',
    async (body) => {
      const { url } = await answering(200, body)
      expect(await createHttpGateway({ url }).send(message)).toEqual({
        ok: true,
        value: { externalId: null },
      })
    },
  )

  it('has failed when it does not answer in time, or not to the end', async () => {
    const silent = await provider(() => undefined)
    const late = {
      ok: false,
      error: { code: 'gateway/failed', reason: 'The gateway did not answer in time' },
    }
    expect(await createHttpGateway({ url: silent.url, timeout: 150 }).send(message)).toEqual(late)
    await close?.()
    const endless = await provider((response) => void response.writeHead(200).write('{"ext'))
    expect(await createHttpGateway({ url: endless.url, timeout: 150 }).send(message)).toEqual(late)
  })

  it('has failed where nobody listens', async () => {
    const { url } = await answering(200, '')
    await close?.()
    close = null
    expect(await createHttpGateway({ url }).send(message)).toMatchObject({
      error: { reason: 'The gateway could not be reached: ECONNREFUSED' },
    })
  })

  it('is not signed for with an empty key', () => {
    expect(() => createHttpGateway({ url: 'http://127.0.0.1', secret: 'whsec_' })).toThrow('not base64')
  })
})
