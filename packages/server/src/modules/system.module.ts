import { ContainerModule } from 'inversify'
import type { Config } from '../config.ts'
import { provide, provideValue } from '../kernel/token.ts'
import type { Logger } from '../logger.ts'
import { commonPasswords } from '../system/common-passwords.ts'
import { configuredMailer } from '../system/configured-mailer.ts'
import { createAfterwards } from '../system/create-afterwards.ts'
import { liquidTemplates } from '../system/liquid-templates.ts'
import { nodeSecrets } from '../system/node-secrets.ts'
import { oneTimeCodes } from '../system/one-time-codes.ts'
import { signInKeysWith } from '../system/sign-in-keys.ts'
import { systemClock } from '../system/system-clock.ts'
import { uuidIds } from '../system/uuid-ids.ts'
import { AFTERWARDS, CLOCK, CONFIG, IDS, LOGGER, MAILER, SECRETS, WORLD } from '../tokens.ts'

/** What the process gives: its configuration, its log, and what the domain needs of the world. */
export const systemModule = ({ config, logger }: { readonly config: Config; readonly logger: Logger }) =>
  new ContainerModule(({ bind }) => {
    provideValue(bind, CONFIG, config)
    provideValue(bind, LOGGER, logger)
    provideValue(bind, CLOCK, systemClock)
    provideValue(bind, IDS, uuidIds)
    provideValue(bind, SECRETS, nodeSecrets)
    provide(bind, MAILER, {
      from: [CONFIG, CLOCK, IDS, LOGGER],
      make: (config, clock, ids, logger) => configuredMailer(config, { clock, ids, logger }),
    })
    provide(bind, AFTERWARDS, {
      from: [LOGGER],
      make: (logger) =>
        createAfterwards({
          onFailed: (name, err, givenUp) =>
            logger[givenUp ? 'error' : 'warn'](
              { err, work: name, given_up: givenUp },
              'Work that nobody waits for failed',
            ),
        }),
    })
    provide(bind, WORLD, {
      from: [CLOCK, IDS, SECRETS, MAILER, AFTERWARDS, CONFIG],
      make: (clock, ids, secrets, mailer, { afterwards }, { secretKeys, publicUrl }) => ({
        clock,
        ids,
        secrets,
        mailer,
        templates: liquidTemplates,
        signInKeys: signInKeysWith({
          clock,
          configured: secretKeys,
          ...(publicUrl !== null && { issuer: publicUrl }),
        }),
        oneTimeCodes,
        commonPasswords,
        afterwards,
      }),
    })
  })
