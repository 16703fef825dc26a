import { cachedStorage, createEngine } from '@parlance/core'
import { ContainerModule } from 'inversify'
import { provide } from '../kernel/token.ts'
import { CONFIG, ENGINE, STORAGE, WORLD } from '../tokens.ts'

/** The domain, on whatever storage and world there are. */
export const coreModule = new ContainerModule(({ bind }) => {
  provide(bind, ENGINE, {
    from: [STORAGE, WORLD, CONFIG],
    make: (storage, world, { conversationMessagesPerMinute: messagesPerMinute }) =>
      createEngine({ ...cachedStorage(storage, world.clock), ...world, messagesPerMinute }),
  })
})
