import { cachedStorage, createEngine } from '@parlance/core'
import { ContainerModule } from 'inversify'
import { provide } from '../kernel/token.ts'
import {
  CHANNEL_LINES,
  CONFIG,
  ENGINE,
  FILE_FETCHER,
  FILE_KEEPING,
  LOGGER,
  STORAGE,
  WORLD,
} from '../tokens.ts'

/** The domain, on whatever storage and world there are. */
export const coreModule = new ContainerModule(({ bind }) => {
  provide(bind, ENGINE, {
    from: [STORAGE, WORLD, CONFIG, FILE_KEEPING, FILE_FETCHER, CHANNEL_LINES, LOGGER],
    make: (
      storage,
      world,
      {
        conversationMessagesPerMinute: messagesPerMinute,
        webhookAllowHttp: allowHttpWebhooks,
        openRegistration,
      },
      fileKeeping,
      fetcher,
      channelLines,
      logger,
    ) =>
      createEngine({
        ...cachedStorage(storage, world.clock),
        ...world,
        messagesPerMinute,
        allowHttpWebhooks,
        openRegistration,
        onAuditLost: (err, entries) =>
          logger.error({ err, entries: entries.length }, 'Entries of the audit log are lost'),
        fileKeeping,
        channelLines,
        fetchFile: fetcher.fetch,
      }),
  })
})
