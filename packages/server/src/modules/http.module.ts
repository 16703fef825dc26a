import { createCable, createHttpApp } from '@parlance/adapters-http'
import { ContainerModule } from 'inversify'
import { createCableServer } from '../http/cable-server.ts'
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
  READINESS,
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
  provide(bind, HTTP_APP, {
    from: [ENGINE, WORLD, CONFIG, READINESS, METRICS, LOGGER],
    make: (engine, { clock, secrets }, config, readiness, metrics, logger) =>
      createHttpApp({
        engine,
        clock,
        secrets,
        logger,
        ready: readiness.reasons,
        metrics,
        allowedOrigins: config.corsOrigins.includes('*') ? '*' : config.corsOrigins,
        rateLimits: rateLimitsOf(config),
        trustProxy: config.trustProxy,
        fileLimit: config.attachmentLimit,
        publicUrl: config.publicUrl === null ? undefined : publicUrlOf(config),
      }),
  })
  provide(bind, CABLE, {
    from: [ENGINE, STORAGE, CONFIG, CLOCK, LOGGER],
    make: (engine, { eventLog }, config, clock, logger) =>
      createCableServer({
        cable: createCable({
          engine,
          eventLog,
          clock,
          logger,
          connections: config.realtimeConnections,
        }),
        trustProxy: config.trustProxy,
        connectionsPerAddress: config.realtimeConnectionsPerIp,
        onError: (err) => logger.warn({ err }, 'A connection to the cable broke'),
      }),
  })
})
