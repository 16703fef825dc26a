import { ContainerModule } from 'inversify'
import { openFileKeeping } from '../files/index.ts'
import { provide } from '../kernel/token.ts'
import { CONFIG, FILE_KEEPING } from '../tokens.ts'

/** Where files are kept. */
export const fileModule = new ContainerModule(({ bind }) => {
  provide(bind, FILE_KEEPING, { from: [CONFIG], make: (config) => openFileKeeping(config) })
})
