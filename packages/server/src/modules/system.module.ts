import { ContainerModule } from 'inversify'
import type { Config } from '../config.ts'
import { provide, provideValue } from '../kernel/token.ts'
import type { Logger } from '../logger.ts'
import { configuredMailer } from '../system/configured-mailer.ts'
import { liquidTemplates } from '../system/liquid-templates.ts'
import { nodeSecrets } from '../system/node-secrets.ts'
import { systemClock } from '../system/system-clock.ts'
import { uuidIds } from '../system/uuid-ids.ts'
import { CLOCK, CONFIG, IDS, LOGGER, MAILER, SECRETS, WORLD } from '../tokens.ts'

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
    provide(bind, WORLD, {
      from: [CLOCK, IDS, SECRETS, MAILER],
      make: (clock, ids, secrets, mailer) => ({ clock, ids, secrets, mailer, templates: liquidTemplates }),
    })
  })
