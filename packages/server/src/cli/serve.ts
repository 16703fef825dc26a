import type { CreatedOrganization } from '@parlance/core'
import { createLogger, type Logger, standardOutput } from '../logger.ts'
import type { ParlanceServer } from '../server.ts'
import { configOf } from './config-of.ts'
import { foundFirstOrganization, welcome } from './first-start.ts'
import type { Terminal } from './terminal.ts'

/** Milliseconds that the process may live on after everything was stopped. */
const LINGER = 500

/** Serves until a signal, or a fault of the program, ends it; gives the exit code. */
export const serve = async (terminal: Terminal): Promise<number> => {
  const config = configOf(terminal)
  const logger = createLogger(config, standardOutput())
  let founded: CreatedOrganization | null = null
  // Loaded once the configuration is known to be good: a mistake in it is told at once.
  const { createServer } = await import('../server.ts')
  const server = createServer(config, {
    logger,
    beforeListening: async ({ engine, embedded }) => {
      if (embedded) founded = await foundFirstOrganization(engine)
    },
  })
  const end = endOf(server, logger)
  const { url } = await server.start()
  if (founded) terminal.print(welcome(founded, url))
  const code = await end
  // Whatever still holds the process is no reason to stay.
  setTimeout(() => process.exit(code), LINGER).unref()
  return code
}

/** Stops the server at the first signal, or fault; at the second signal the process ends at once. Gives the exit code. */
const endOf = (server: ParlanceServer, logger: Logger): Promise<number> =>
  new Promise((resolve) => {
    let ending = false
    const end = (code: number): void => {
      ending = true
      server.stop().then(
        () => resolve(code),
        (err: unknown) => {
          logger.error({ err }, 'Could not stop in order')
          resolve(1)
        },
      )
    }
    for (const [signal, number] of [
      ['SIGTERM', 15],
      ['SIGINT', 2],
    ] as const) {
      process.on(signal, () => {
        if (ending) process.exit(128 + number)
        logger.info({ signal }, 'Asked to stop')
        end(0)
      })
    }
    for (const fault of ['uncaughtException', 'unhandledRejection'] as const) {
      process.on(fault, (err: unknown) => {
        logger.fatal({ err, fault }, 'The program is at fault')
        if (!ending) end(1)
      })
    }
  })
