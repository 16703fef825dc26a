import { type AttemptResult, afterAttempt, type Clock, type LeasedDelivery } from '@parlance/core'
import type { SendResult, SendWebhook } from '../send.ts'
import { describeError } from '../send-error.ts'

export interface AttemptPorts {
  readonly send: SendWebhook
  readonly clock: Clock
  /** A random number from 0 to 1. */
  readonly random: () => number
  readonly retryWaits?: readonly number[] | undefined
}

/** Sends a leased delivery once and says what follows from it. It never throws. */
export const attemptDelivery = async (
  { send, clock, random, retryWaits }: AttemptPorts,
  { delivery, endpoint }: LeasedDelivery,
  signal: AbortSignal,
): Promise<AttemptResult> => {
  const startedAt = clock.now()
  const webhook = {
    deliveryId: delivery.id,
    url: endpoint.url,
    body: delivery.body,
    format: endpoint.format,
    eventName: delivery.eventName,
    secrets: [endpoint.secret],
  }
  const sent = await sendSafely(send, webhook, signal)
  const after = afterAttempt({
    delivery,
    endpoint,
    responseStatus: sent.status,
    retryAfter: sent.retryAfter,
    now: clock.now(),
    jitter: random(),
    waits: retryWaits,
  })
  const attempt = {
    deliveryId: delivery.id,
    attempt: delivery.attempts + 1,
    startedAt,
    duration: sent.duration,
    responseStatus: sent.status,
    responseExcerpt: sent.excerpt,
    error: sent.error,
  }
  return { delivery, attempt, ...after }
}

/** A sender that throws would leave a delivery that is claimed and dropped for ever: to this one it is one more failure. */
const sendSafely = async (
  ...[send, webhook, signal]: [SendWebhook, ...Parameters<SendWebhook>]
): Promise<SendResult> => {
  try {
    return await send(webhook, signal)
  } catch (error) {
    return { status: null, retryAfter: null, excerpt: null, error: describeError(error), duration: 0 }
  }
}
