import type { Engine, StoragePorts } from '@parlance/core'
import { createContainer } from '../container.ts'
import { openDatabase } from '../database/open-database.ts'
import { prepareDatabase } from '../database/prepare-database.ts'
import { resolve } from '../kernel/token.ts'
import { createLogger } from '../logger.ts'
import { coreModule } from '../modules/core.module.ts'
import { fileModule } from '../modules/file.module.ts'
import { lineModule } from '../modules/line.module.ts'
import { pgModule } from '../modules/pg.module.ts'
import { systemModule } from '../modules/system.module.ts'
import { ENGINE, STORAGE, STORAGE_LIFE } from '../tokens.ts'
import { configOf } from './config-of.ts'
import type { Terminal } from './terminal.ts'

export interface CommandPorts {
  readonly engine: Engine
  readonly storage: StoragePorts
}

/** Runs a command on the configured database, which is brought up to date first when it is the embedded one. */
export const withEngine = async (
  terminal: Terminal,
  command: (ports: CommandPorts) => Promise<void>,
): Promise<void> => {
  const config = configOf(terminal)
  const logger = createLogger({ logLevel: 'silent' })
  const database = await openDatabase(config, () => undefined)
  try {
    await prepareDatabase(database, { migrate: config.migrateOnStart })
    const container = createContainer(
      systemModule({ config, logger }),
      fileModule,
      lineModule,
      coreModule,
      pgModule(database),
    )
    const life = resolve(container, STORAGE_LIFE)
    try {
      await command({ engine: resolve(container, ENGINE), storage: resolve(container, STORAGE) })
    } finally {
      await life.close()
    }
  } finally {
    await database.close()
  }
}
