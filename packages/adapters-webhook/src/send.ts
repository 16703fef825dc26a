import { type Clock, SECOND, type WebhookFormat } from '@parlance/core'
import {
  checkWebhookUrl,
  createGuardedClient,
  type GuardedClient,
  parseAllowList,
  type ResolveHost,
  resolveAsSystem,
  resolvePublic,
} from './guard/index.ts'
import { readExcerpt } from './read-excerpt.ts'
import { parseRetryAfter } from './retry-after.ts'
import { describeError, describeStatus } from './send-error.ts'
import { signatureHeaders } from './sign.ts'

/** Everything that one POST is made from. */
export interface OutboundWebhook {
  readonly deliveryId: string
  readonly url: string
  readonly body: string
  /** In the words of which API the receiver is told; the channel's when it is left out. */
  readonly format?: WebhookFormat | undefined
  readonly eventName?: string | undefined
  /** The newest first; at least one. */
  readonly secrets: readonly string[]
}

/** What came of it. */
export interface SendResult {
  /** Null when there was no answer. */
  readonly status: number | null
  /** What the receiver's `Retry-After` asks for, in milliseconds; null when it doesn't. */
  readonly retryAfter: number | null
  /** The beginning of the answer, at most 16 KiB; null when there was none. */
  readonly excerpt: string | null
  /** Why there was no good answer, in words; null after a 2xx. */
  readonly error: string | null
  /** Milliseconds. */
  readonly duration: number
}

/** Posts one body and tells what came of it. It never throws, and it ends when the signal says so. */
export type SendWebhook = (webhook: OutboundWebhook, signal?: AbortSignal) => Promise<SendResult>

export interface Sender {
  readonly send: SendWebhook
  /** Closes all connections; what is being sent fails. */
  readonly close: () => Promise<void>
}

export interface SenderOptions {
  readonly clock: Clock
  /** True in development only: http is as good as https. */
  readonly allowHttp?: boolean
  /** Ranges in CIDR notation that are reached although they are private. A text that is no range throws. */
  readonly allowPrivate?: readonly string[]
  /** Milliseconds for all of it, from the name lookup to the answer's last byte; 15 s when left out. */
  readonly timeout?: number
  /** Gives the addresses of a host name. */
  readonly resolve?: ResolveHost
}

const TIMEOUT = 15 * SECOND
const MAX_HEADER_SIZE = 16 * 1024

/** Makes what posts webhooks. It holds connections: close it. */
export const createSender = (options: SenderOptions): Sender => {
  const allowed = parseAllowList(options.allowPrivate ?? [])
  const timeout = options.timeout ?? TIMEOUT
  const client = createGuardedClient({
    allowed,
    // Whoever opens private ranges means names that only this machine knows, too.
    resolve: options.resolve ?? (allowed.length > 0 ? resolveAsSystem : resolvePublic),
    connectTimeout: timeout,
    maxHeaderSize: MAX_HEADER_SIZE,
  })
  const rules = { allowHttp: options.allowHttp ?? false }
  const send: SendWebhook = async (webhook, signal) => {
    const started = performance.now()
    const end = endAfter(timeout, signal)
    const answer = await post({ webhook, rules, client, clock: options.clock, timeout, signal: end.signal })
    end.clear()
    return { ...answer, duration: Math.round(performance.now() - started) }
  }
  return { send, close: client.close }
}

interface Post {
  readonly webhook: OutboundWebhook
  readonly rules: { readonly allowHttp: boolean }
  readonly client: GuardedClient
  readonly clock: Clock
  readonly timeout: number
  readonly signal: AbortSignal
}

type Answer = Omit<SendResult, 'duration'>

const noAnswer = (error: string): Answer => ({ status: null, retryAfter: null, excerpt: null, error })

const post = async (parts: Post): Promise<Answer> => {
  const { webhook, rules, client, clock, timeout, signal } = parts
  const url = checkWebhookUrl(webhook.url, rules)
  if (!url.ok) return noAnswer(url.error)
  try {
    const { statusCode, headers, body } = await client.request(url.value, {
      method: 'POST',
      headers: headersOf(webhook, clock),
      body: webhook.body,
      signal,
      headersTimeout: timeout,
      bodyTimeout: timeout,
    })
    return {
      status: statusCode,
      retryAfter: parseRetryAfter(headers['retry-after'], clock.now()),
      excerpt: await readExcerpt(body),
      error: describeStatus(statusCode),
    }
  } catch (error) {
    return noAnswer(describeError(error))
  }
}

const headersOf = (webhook: OutboundWebhook, clock: Clock) => ({
  'content-type': 'application/json',
  accept: 'application/json',
  'user-agent': 'Parlance-Webhooks',
  ...signatureHeaders({ ...webhook, at: clock.now() }),
})

/** A signal that fires after so many milliseconds, or with the other one. */
const endAfter = (timeout: number, outer: AbortSignal | undefined) => {
  const controller = new AbortController()
  const stop = () => controller.abort(new Error('the sender stopped'))
  const timer = setTimeout(
    () => controller.abort(new Error(`no answer within ${timeout / SECOND} s`)),
    timeout,
  )
  if (outer?.aborted) stop()
  outer?.addEventListener('abort', stop)
  const clear = () => {
    clearTimeout(timer)
    outer?.removeEventListener('abort', stop)
  }
  return { signal: controller.signal, clear }
}
