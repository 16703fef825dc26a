import { cachedStorage, createEngine } from '@parlance/core'
import { ContainerModule } from 'inversify'
import { provide } from '../kernel/token.ts'
import { ENGINE, STORAGE, WORLD } from '../tokens.ts'

/** The domain, on whatever storage and world there are. */
export const coreModule = new ContainerModule(({ bind }) => {
  provide(bind, ENGINE, {
    from: [STORAGE, WORLD],
    make: (storage, world) => createEngine({ ...cachedStorage(storage, world.clock), ...world }),
  })
})
