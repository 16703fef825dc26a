import { createMemoryStorage } from '@parlance/core/testing'
import { ContainerModule } from 'inversify'
import { provide, provideValue } from '../kernel/token.ts'
import { CLOCK, IDS, STORAGE, STORAGE_LIFE } from '../tokens.ts'

/** Storage that forgets everything when the process ends. */
export const memoryModule = new ContainerModule(({ bind }) => {
  provide(bind, STORAGE, { from: [CLOCK, IDS], make: (clock, ids) => createMemoryStorage({ clock, ids }) })
  provideValue(bind, STORAGE_LIFE, { pendingMigrations: async () => [], close: async () => undefined })
})
