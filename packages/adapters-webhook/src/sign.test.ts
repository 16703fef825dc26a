import { createHmac, randomBytes } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { MINUTE, SECOND } from '@parlance/core'
import { Webhook } from 'standardwebhooks'
import { signatureHeaders, signingKey, signV1 } from './sign.ts'
import { verifyWebhook } from './verify.ts'

const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** Bodies of all lengths, with characters of all widths. */
const bodies = Array.from({ length: 100 }, (_, length) => ({
  id: `id-${length}`,
  body: JSON.stringify({ text: randomBytes(length * 7).toString('utf8'), emoji: '🙂é\u0000', length }),
}))

describe('the Standard Webhooks headers', () => {
  it('are the official library’s, bit by bit, and each verifies the other’s', () => {
    for (const { id, body } of bodies) {
      const secret = newSecret()
      const at = Date.now()
      const theirs = new Webhook(secret).sign(id, new Date(at), body)
      const ours = signatureHeaders({ deliveryId: id, at, body, secrets: [secret] })
      expect(ours['webhook-signature']).toBe(theirs)
      expect(new Webhook(secret).verify(body, ours)).toEqual(JSON.parse(body))
      const headers = { ...ours, 'webhook-signature': theirs }
      expect(verifyWebhook({ headers, body, secrets: [secret], now: at })).toMatchObject({ ok: true })
    }
    expect(bodies).toHaveLength(100)
  })

  it('sign with both secrets during a rotation, the new one first', () => {
    const [fresh, old] = [newSecret(), newSecret()]
    const signable = { deliveryId: 'd', at: Date.now(), body: '{}' }
    const headers = signatureHeaders({ ...signable, secrets: [fresh, old] })
    expect(headers['webhook-signature']).toBe(`${signV1(fresh, signable)} ${signV1(old, signable)}`)
    for (const secret of [fresh, old]) {
      expect(() => new Webhook(secret).verify('{}', headers)).not.toThrow()
    }
    expect(() => new Webhook(newSecret()).verify('{}', headers)).toThrow('No matching signature found')
  })

  it('take a secret without its prefix, and none without a key', () => {
    expect(signingKey('whsec_AAEC')).toEqual(Buffer.from([0, 1, 2]))
    expect(signingKey('AAEC')).toEqual(Buffer.from([0, 1, 2]))
    expect(() => signingKey('whsec_')).toThrow('The webhook secret is not base64 after whsec_')
    expect(() => signatureHeaders({ deliveryId: 'd', at: 0, body: '', secrets: [] })).toThrow(
      'at least one secret',
    )
  })
})

describe('the channel API headers', () => {
  it('are keyed with the text of the newest secret, over the time and the body', () => {
    const secret = newSecret()
    const headers = signatureHeaders({
      deliveryId: 'd-1',
      at: 1_750_088_476_770,
      body: '{"event":"message_created"}',
      secrets: [secret, newSecret()],
    })
    const hex = createHmac('sha256', secret).update('1750088476.{"event":"message_created"}').digest('hex')
    expect(headers).toMatchObject({
      'x-chatwoot-delivery': 'd-1',
      'x-chatwoot-timestamp': '1750088476',
      'x-chatwoot-signature': `sha256=${hex}`,
    })
  })
})

describe('verifying', () => {
  const secret = newSecret()
  const at = 1_750_088_476_000
  const body = '{"a":1}'
  const headers = signatureHeaders({ deliveryId: 'd-1', at, body, secrets: [secret] })
  const received = { headers, body, secrets: [secret], now: at }

  it.each([
    { when: 'at once', now: at, ok: true },
    { when: 'five minutes later', now: at + 5 * MINUTE, ok: true },
    { when: 'later than that', now: at + 5 * MINUTE + SECOND, ok: false },
    { when: 'five minutes ahead', now: at - 5 * MINUTE, ok: true },
    { when: 'more ahead than that', now: at - 5 * MINUTE - SECOND, ok: false },
  ])('$when: $ok', ({ now, ok }) => {
    const result = verifyWebhook({ ...received, now })
    expect(result).toEqual(
      ok
        ? { ok: true, value: { deliveryId: 'd-1', at } }
        : { ok: false, error: { code: 'webhook/timestamp-out-of-tolerance' } },
    )
  })

  it.each([
    { given: 'another body', change: { body: '{"a":2}' }, code: 'webhook/signature-mismatch' },
    { given: 'another secret', change: { secrets: [newSecret()] }, code: 'webhook/signature-mismatch' },
    { given: 'no secret', change: { secrets: [] }, code: 'webhook/signature-mismatch' },
    {
      given: 'another id',
      change: { headers: { ...headers, 'webhook-id': 'd-2' } },
      code: 'webhook/signature-mismatch',
    },
    {
      given: 'a signature of another version',
      change: {
        headers: { ...headers, 'webhook-signature': headers['webhook-signature']?.replace('v1,', 'v2,') },
      },
      code: 'webhook/signature-mismatch',
    },
    { given: 'no headers', change: { headers: {} }, code: 'webhook/headers-missing' },
    {
      given: 'a time that is none',
      change: { headers: { ...headers, 'webhook-timestamp': 'soon' } },
      code: 'webhook/headers-missing',
    },
    { given: 'an id that was seen', change: { seen: () => true }, code: 'webhook/repeated' },
  ])('refuses $given', ({ change, code }) => {
    expect(verifyWebhook({ ...received, ...change })).toMatchObject({ ok: false, error: { code } })
  })

  it('accepts the old secret and the new one', () => {
    expect(verifyWebhook({ ...received, secrets: [newSecret(), secret], seen: () => false })).toMatchObject({
      ok: true,
    })
  })
})

describe('the headers of the support API', () => {
  it('name the event, and sign the raw body with the text of the secret in lower-case hex', () => {
    const secret = newSecret()
    const body = '{"event":"message.created","text":"Größe"}'
    const headers = signatureHeaders({
      deliveryId: 'd-1',
      at: 1_700_000_000_000,
      body,
      format: 'support',
      eventName: 'message.created',
      secrets: [secret],
    })
    expect(headers).toMatchObject({
      'webhook-id': 'd-1',
      'x-bancroft-event': 'message.created',
      'x-bancroft-signature': createHmac('sha256', secret).update(body).digest('hex'),
    })
    expect(Object.keys(headers).filter((name) => name.startsWith('x-chatwoot'))).toEqual([])
  })
})

describe('the headers of the agent-messaging API', () => {
  it('sign the request id, the time and the raw body with the text of the key after its prefix', () => {
    const secret = newSecret()
    const body = '{"id":"evt_1","text":"Größe"}'
    const headers = signatureHeaders({
      deliveryId: 'd-1',
      at: 1_700_000_000_999,
      body,
      format: 'agent_messaging',
      secrets: [secret],
    })
    const key = Buffer.from(secret.slice('whsec_'.length), 'utf8')
    const hex = createHmac('sha256', key)
      .update('d-1.1700000000.')
      .update(Buffer.from(body, 'utf8'))
      .digest('hex')
    expect(headers).toMatchObject({
      'x-inkbox-request-id': 'd-1',
      'x-inkbox-timestamp': '1700000000',
      'x-inkbox-signature': `sha256=${hex}`,
    })
    expect(Object.keys(headers).filter((name) => /^x-(chatwoot|bancroft)/.test(name))).toEqual([])
  })
})
