import { createHmac } from 'node:crypto'
import { SECOND, type Timestamp, type WebhookFormat } from '@parlance/core'

export interface Signable {
  /** Constant over retries and replays. */
  readonly deliveryId: string
  readonly at: Timestamp
  /** The exact text that is sent. */
  readonly body: string
  /** In the words of which API the receiver is told; the channel's when it is left out. */
  readonly format?: WebhookFormat | undefined
  /** What the event is called, for the formats that say so in a header. */
  readonly eventName?: string | undefined
  /** The newest first; during a rotation the old one follows, and signs too. At least one. */
  readonly secrets: readonly string[]
}

export type SignatureHeaders = Readonly<Record<string, string>>

const PREFIX = 'whsec_'

/**
 * The key that a Standard Webhooks secret stands for: base64, after `whsec_`.
 *
 * Throws when there is no key in it, because anybody could sign with that.
 */
export const signingKey = (secret: string): Buffer => {
  const key = Buffer.from(secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret, 'base64')
  if (key.length === 0) throw new Error('The webhook secret is not base64 after whsec_')
  return key
}

/** The signature of Standard Webhooks, `v1,…`. */
export const signV1 = (secret: string, { deliveryId, at, body }: Omit<Signable, 'secrets'>): string =>
  `v1,${createHmac('sha256', signingKey(secret))
    .update(`${deliveryId}.${seconds(at)}.${body}`)
    .digest('base64')}`

/**
 * The headers by which a receiver tells who sent a body, when, and whether it had it before: those of Standard Webhooks,
 * one signature per secret, and those of the receiver's API, whose key is the newest secret's text as the administrator sees it.
 */
export const signatureHeaders = (signable: Signable): SignatureHeaders => {
  const { deliveryId, at, secrets } = signable
  const [newest] = secrets
  if (newest === undefined) throw new Error('A webhook is signed with at least one secret')
  const timestamp = String(seconds(at))
  return {
    'webhook-id': deliveryId,
    'webhook-timestamp': timestamp,
    'webhook-signature': secrets.map((secret) => signV1(secret, signable)).join(' '),
    ...FORMAT_HEADERS[signable.format ?? 'channel']({ ...signable, timestamp, secret: newest }),
  }
}

type FormatHeaders = (
  signed: Signable & {
    /** Seconds. */
    readonly timestamp: string
    readonly secret: string
  },
) => SignatureHeaders

/** The headers of each API's own. */
const FORMAT_HEADERS: Readonly<Record<WebhookFormat, FormatHeaders>> = {
  channel: ({ deliveryId, timestamp, body, secret }) => ({
    'x-chatwoot-delivery': deliveryId,
    'x-chatwoot-timestamp': timestamp,
    'x-chatwoot-signature': `sha256=${hexHmac(secret, `${timestamp}.${body}`)}`,
  }),
  support: ({ eventName, body, secret }) => ({
    'x-bancroft-event': eventName ?? '',
    'x-bancroft-signature': hexHmac(secret, body),
  }),
  agent_messaging: ({ deliveryId, timestamp, body, secret }) => ({
    'x-inkbox-request-id': deliveryId,
    'x-inkbox-timestamp': timestamp,
    'x-inkbox-signature': `sha256=${hexHmac(textOfKey(secret), `${deliveryId}.${timestamp}.${body}`)}`,
  }),
}

/** The key as receivers of the agent-messaging API use it: the text after the prefix, as it stands. */
const textOfKey = (key: string): string => (key.startsWith(PREFIX) ? key.slice(PREFIX.length) : key)

const hexHmac = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(text).digest('hex')

const seconds = (at: Timestamp): number => Math.floor(at / SECOND)
