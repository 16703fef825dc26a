import { createHmac } from 'node:crypto'

const PREFIX = 'whsec_'

/** What is signed: the exact text that is sent. */
export interface Signable {
  readonly id: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly body: string
}

/** The key that a secret stands for: base64, after `whsec_`. Throws when there is none in it: anybody could sign with that. */
export const keyOf = (secret: string): Buffer => {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')
  if (key.length === 0) throw new Error('The secret of the gateway is not base64 after whsec_')
  return key
}

/** The headers of Standard Webhooks, by which the provider tells who sent a body, when, and whether it had it before. */
export const signedHeaders = (key: Buffer, { id, at, body }: Signable): Readonly<Record<string, string>> => {
  const timestamp = String(Math.floor(at / 1_000))
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
