import { createMemoryStorage } from '@parlance/core/testing'
import { ContainerModule } from 'inversify'
import { provide, provideValue } from '../kernel/token.ts'
import { STORAGE, STORAGE_LIFE, WORLD } from '../tokens.ts'

/** Storage that forgets everything when the process ends. */
export const memoryModule = new ContainerModule(({ bind }) => {
  provide(bind, STORAGE, { from: [WORLD], make: createMemoryStorage })
  provideValue(bind, STORAGE_LIFE, { pendingMigrations: async () => [], close: async () => undefined })
})
