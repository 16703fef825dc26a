import { randomUUID } from 'node:crypto'
import type { ChannelGateway, GatewayAccepted, GatewayFailed, Result } from '@parlance/core'
import { messageBody, type OutboundBody, reactionBody, readReceiptBody, typingBody } from './outbound-body.ts'
import { readAtMost } from './read-at-most.ts'
import { keyOf, signedHeaders } from './sign.ts'

export interface HttpGatewayOptions {
  /** Where the provider takes what goes out. */
  readonly url: string
  /** `whsec_…`, signs what goes out; without it nothing is signed. */
  readonly secret?: string | null | undefined
  /** Milliseconds that one call may take, from the connection to the end of the answer; 10,000 when left out. */
  readonly timeout?: number | undefined
}

/** Bytes of an answer that are read. */
const ANSWER = 64 * 1024

/** Longest id that a provider gives, in characters. */
const ID_LENGTH = 255

type Told = Promise<Result<GatewayAccepted, GatewayFailed>>

/**
 * Hands what is said to a provider by a POST of JSON. One attempt each, that ends within the time: an answer that is not 2xx, a
 * redirect, none at all, or one too late is a failure, and whether the human got it is not known then.
 */
export const createHttpGateway = (options: HttpGatewayOptions): ChannelGateway => {
  const key = options.secret == null ? null : keyOf(options.secret)
  const post = (body: OutboundBody, id: string): Told =>
    deliver(options, key, { id, text: JSON.stringify(body) })
  return {
    // The message's own id each time: whoever gets it again knows it.
    send: (message) => post(messageBody(message), message.messageId),
    readReceipt: (address) => post(readReceiptBody(address), randomUUID()),
    typing: (typing) => post(typingBody(typing), randomUUID()),
    reaction: (reaction) => post(reactionBody(reaction), randomUUID()),
  }
}

const failed = (reason: string): Result<never, GatewayFailed> => ({
  ok: false,
  error: { code: 'gateway/failed', reason },
})

const deliver = async (
  { url, timeout = 10_000 }: HttpGatewayOptions,
  key: Buffer | null,
  { id, text }: { readonly id: string; readonly text: string },
): Told => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: text,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Parlance',
        ...(key && signedHeaders(key, { id, at: Date.now(), body: text })),
      },
    })
    const answer = await readAtMost(response, ANSWER)
    if (!response.ok) return failed(`The gateway answered ${response.status}`)
    return { ok: true, value: { externalId: externalIdIn(answer) } }
  } catch (error) {
    return failed(reasonOf(error))
  }
}

/** The system's name of what went wrong, such as ECONNREFUSED; addresses stay out of it. */
const reasonOf = (error: unknown): string => {
  if (memberOf(error, 'name') === 'TimeoutError') return 'The gateway did not answer in time'
  const code = memberOf(memberOf(error, 'cause'), 'code')
  const unreached = 'The gateway could not be reached'
  return typeof code === 'string' ? `${unreached}: ${code}` : unreached
}

const memberOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined

/** What the provider knows it by; null where it does not say, or says something else. */
const externalIdIn = (answer: string): string | null => {
  try {
    const body: unknown = JSON.parse(answer)
    if (typeof body !== 'object' || body === null || !('external_id' in body)) return null
    const { external_id: id } = body
    return typeof id === 'string' && id !== '' && id.length <= ID_LENGTH ? id : null
  } catch {
    return null
  }
}
