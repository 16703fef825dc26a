import { FAN_OUT_NAME } from '@parlance/adapters-webhook'
import { SECOND } from '@parlance/core'
import { ContainerModule } from 'inversify'
import { provide } from '../kernel/token.ts'
import { createMetrics } from '../metrics.ts'
import { CLOCK, CONFIG, DISPATCHER, ENGINE, FAN_OUT, LOGGER, METRICS, STORAGE, WORKER } from '../tokens.ts'
import { measureBacklog, measureOverdue } from '../worker/backlog.ts'
import { createWorker } from '../worker.ts'

/** Connections of the pool for each organization that a consumer serves: most of them are for requests. */
const CONNECTIONS_PER_ORGANIZATION = 5

/** Milliseconds after which a conversation whose snooze is over is opened, at the most. */
const WAKING = 10 * SECOND

/** What runs beside the requests, and the numbers that tell how all of it goes. */
export const workerModule = new ContainerModule(({ bind }) => {
  provide(bind, METRICS, {
    from: [STORAGE, ENGINE, CLOCK],
    make: ({ eventLog, deliveryStore }, engine, clock) => {
      const metrics = createMetrics()
      const consumers = [...engine.consumers.map(({ name }) => name), FAN_OUT_NAME]
      metrics.watchBacklog(() => measureBacklog({ eventLog, clock }, consumers))
      metrics.watchDeliveries(() => measureOverdue({ deliveryStore, clock }))
      return metrics
    },
  })
  provide(bind, WORKER, {
    from: [STORAGE, ENGINE, FAN_OUT, DISPATCHER, CONFIG, CLOCK, LOGGER, METRICS],
    make: (storage, engine, fanOut, dispatcher, config, clock, logger, metrics) =>
      createWorker({
        ...storage,
        clock,
        removeExpired: engine.files.removeExpired,
        consumers: [...engine.consumers, fanOut],
        dispatcher,
        chores: [
          { name: 'wake snoozed conversations', interval: WAKING, run: engine.conversations.wakeSnoozed },
        ],
        concurrency: Math.max(1, Math.floor(config.databasePoolSize / CONNECTIONS_PER_ORGANIZATION)),
        onError: (err, failure) => {
          metrics.workerFailed(failure.task)
          logger.error({ err, ...failure }, 'Background work failed, and will be tried again')
        },
        onPassed: (consumer, events) => {
          if (consumer === fanOut.name) metrics.recorded(events)
        },
      }),
  })
})
