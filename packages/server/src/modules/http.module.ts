import { createCable, createFeed, createHttpApp } from '@parlance/adapters-http'
import { ContainerModule } from 'inversify'
import { createCableServer } from '../http/cable-server.ts'
import { openRateLimiter } from '../http/open-rate-limiter.ts'
import { publicUrlOf } from '../http/public-url.ts'
import { rateLimitsOf } from '../http/rate-limits.ts'
import { createReadiness } from '../http/readiness.ts'
import { provide } from '../kernel/token.ts'
import {
  CABLE,
  CLOCK,
  CONFIG,
  ENGINE,
  HTTP_APP,
  LOGGER,
  METRICS,
  RATE_LIMITER,
  READINESS,
  REALTIME,
  STORAGE,
  STORAGE_LIFE,
  WORLD,
} from '../tokens.ts'

/** The APIs, and what whoever runs the server asks. */
export const httpModule = new ContainerModule(({ bind }) => {
  provide(bind, READINESS, {
    from: [STORAGE_LIFE],
    make: ({ pendingMigrations }) => createReadiness({ pendingMigrations }),
  })
  provide(bind, RATE_LIMITER, {
    from: [CONFIG, CLOCK, LOGGER],
    make: (config, clock, logger) => openRateLimiter(config, { clock, logger }),
  })
  provide(bind, HTTP_APP, {
    from: [ENGINE, WORLD, CONFIG, READINESS, METRICS, LOGGER, REALTIME, RATE_LIMITER],
    make: (engine, { clock, secrets }, config, readiness, metrics, logger, realtime, { limiter }) =>
      createHttpApp({
        engine,
        clock,
        secrets,
        logger,
        ready: readiness.reasons,
        metrics,
        allowedOrigins: config.corsOrigins.includes('*') ? '*' : config.corsOrigins,
        rateLimits: rateLimitsOf(config, limiter),
        trustProxy: config.trustProxy,
        realtime,
        fileLimit: config.attachmentLimit,
        publicUrl: config.publicUrl === null ? undefined : publicUrlOf(config),
      }),
  })
  provide(bind, REALTIME, {
    from: [STORAGE, LOGGER],
    make: ({ eventLog }, logger) => {
      const closing = new AbortController()
      const feed = createFeed({
        eventLog,
        onError: (err) => logger.error({ err }, 'What happens could not be told'),
      })
      const close = (): void => {
        closing.abort()
        feed.close()
      }
      return { feed, eventLog, closing: closing.signal, close }
    },
  })
  provide(bind, CABLE, {
    from: [ENGINE, REALTIME, CONFIG, CLOCK, LOGGER],
    make: (engine, { feed }, config, clock, logger) =>
      createCableServer({
        cable: createCable({
          engine,
          feed,
          clock,
          logger,
          publicUrl: publicUrlOf(config),
          connections: config.realtimeConnections,
        }),
        trustProxy: config.trustProxy,
        connectionsPerAddress: config.realtimeConnectionsPerIp,
        onError: (err) => logger.warn({ err }, 'A connection to the cable broke'),
      }),
  })
})
