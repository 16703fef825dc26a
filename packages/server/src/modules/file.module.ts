import { createFileFetcher } from '@parlance/adapters-webhook'
import { ContainerModule } from 'inversify'
import { openFileKeeping } from '../files/index.ts'
import { provide } from '../kernel/token.ts'
import { CONFIG, FILE_FETCHER, FILE_KEEPING } from '../tokens.ts'

/** Where files are kept, and what fetches them. */
export const fileModule = new ContainerModule(({ bind }) => {
  provide(bind, FILE_KEEPING, { from: [CONFIG], make: (config) => openFileKeeping(config) })
  provide(bind, FILE_FETCHER, {
    from: [CONFIG],
    make: (config) =>
      createFileFetcher({ allowHttp: config.webhookAllowHttp, allowPrivate: config.webhookAllowPrivate }),
  })
})
