import { createPgStorage, migrationStatus, type PgStorage } from '@parlance/adapters-pg'
import { ContainerModule } from 'inversify'
import type { ServerDatabase } from '../database/open-database.ts'
import { tellingUnavailable } from '../database/storage-unavailable.ts'
import { provide, token } from '../kernel/token.ts'
import { CLOCK, IDS, LOGGER, STORAGE, STORAGE_LIFE } from '../tokens.ts'

const PG_STORAGE = token<PgStorage>('pg storage')

/** Storage in the database, which was opened by, and stays with, the caller. */
export const pgModule = ({ pool, embedded }: Pick<ServerDatabase, 'pool' | 'embedded'>) =>
  new ContainerModule(({ bind }) => {
    provide(bind, PG_STORAGE, {
      from: [IDS, CLOCK, LOGGER],
      make: (ids, clock, logger) =>
        createPgStorage({
          pool,
          ids,
          clock,
          // Nobody else can be on the embedded database, to be told or to tell.
          notify: !embedded,
          onError: (err) => logger.warn({ err }, 'The database had a problem that nobody waited for'),
        }),
    })
    provide(bind, STORAGE, { from: [PG_STORAGE], make: tellingUnavailable })
    provide(bind, STORAGE_LIFE, {
      from: [PG_STORAGE],
      make: ({ close }) => ({
        pendingMigrations: async () => (await migrationStatus(pool)).pending,
        close,
      }),
    })
  })
