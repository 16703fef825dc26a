import { cachedStorage, createEngine } from '@parlance/core'
import { ContainerModule } from 'inversify'
import { provide } from '../kernel/token.ts'
import { CONFIG, ENGINE, FILE_FETCHER, FILE_KEEPING, STORAGE, WORLD } from '../tokens.ts'

/** The domain, on whatever storage and world there are. */
export const coreModule = new ContainerModule(({ bind }) => {
  provide(bind, ENGINE, {
    from: [STORAGE, WORLD, CONFIG, FILE_KEEPING, FILE_FETCHER],
    make: (storage, world, { conversationMessagesPerMinute: messagesPerMinute }, fileKeeping, fetcher) =>
      createEngine({
        ...cachedStorage(storage, world.clock),
        ...world,
        messagesPerMinute,
        fileKeeping,
        fetchFile: fetcher.fetch,
      }),
  })
})
