import {
  createDispatcher,
  createFanOut,
  createSender,
  DEFAULT_LIMITS,
  type SettledDelivery,
  unansweredConversations,
  undeliveredMessages,
} from '@parlance/adapters-webhook'
import type { Engine, MessageId, OrganizationId } from '@parlance/core'
import { ContainerModule } from 'inversify'
import { publicUrlOf } from '../http/public-url.ts'
import { provide } from '../kernel/token.ts'
import type { Metrics } from '../metrics.ts'
import {
  CLOCK,
  CONFIG,
  DISPATCHER,
  ENGINE,
  FAN_OUT,
  LOGGER,
  METRICS,
  SENDER,
  STORAGE,
  WORLD,
} from '../tokens.ts'

/** Milliseconds that remain of a lease when an attempt has taken all the time it may. */
const LEASE_MARGIN = 15_000

/** What tells the world about events. */
export const webhookModule = new ContainerModule(({ bind }) => {
  provide(bind, FAN_OUT, {
    from: [STORAGE, WORLD, DISPATCHER, CONFIG],
    make: (storage, world, dispatcher, config) =>
      createFanOut({ ...storage, ...world, onEnqueued: dispatcher.wake, publicUrl: publicUrlOf(config) }),
  })
  provide(bind, SENDER, {
    from: [CONFIG, CLOCK],
    make: (config, clock) =>
      createSender({
        clock,
        allowHttp: config.webhookAllowHttp,
        allowPrivate: config.webhookAllowPrivate,
        timeout: config.webhookTimeout,
      }),
  })
  provide(bind, DISPATCHER, {
    from: [STORAGE, SENDER, ENGINE, CONFIG, CLOCK, LOGGER, METRICS],
    make: ({ deliveryStore }, { send }, engine, config, clock, logger, metrics) =>
      createDispatcher({
        deliveryStore,
        send,
        clock,
        random: Math.random,
        retryWaits: config.webhookRetryWaits ?? undefined,
        lease: Math.max(DEFAULT_LIMITS.lease, config.webhookTimeout + LEASE_MARGIN),
        onError: (err) => {
          metrics.workerFailed('webhooks')
          logger.error({ err }, 'Deliveries could not be worked on')
        },
        onSettled: whenSettled(engine, metrics),
      }),
  })
})

/**
 * Counts the attempts, marks the replies that will never reach their inbox's receiver, and opens conversations that wait
 * for a bot out of reach.
 */
const whenSettled =
  ({ messages, conversations }: Pick<Engine, 'messages' | 'conversations'>, metrics: Metrics) =>
  async (organizationId: OrganizationId, settled: readonly SettledDelivery[]): Promise<void> => {
    for (const { result } of settled) metrics.attempted(result.outcome.type)
    for (const { messageId, reason } of undeliveredMessages(settled)) {
      // A delivery's message id is the id of the message it tells, as text.
      await messages.fail({ type: 'system', organizationId }, messageId as MessageId, reason)
    }
    for (const id of unansweredConversations(settled)) {
      await conversations.openUnanswered({ type: 'system', organizationId }, id)
    }
  }
