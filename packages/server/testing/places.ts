import { join } from 'node:path'
import type { Settings } from './command-line.ts'
import { createFreshDatabase } from './fresh-database.ts'
import { createTemporaryDirectory } from './temporary-directory.ts'

/** Somewhere to keep data, new and empty. */
export interface Place {
  readonly settings: Settings
  readonly remove: () => Promise<void>
}

/** Every kind of place that Parlance keeps data in. */
export const PLACES: readonly { readonly name: string; readonly create: () => Promise<Place> }[] = [
  {
    name: 'the embedded database',
    create: async () => {
      const { path, remove } = await createTemporaryDirectory()
      return { settings: { PARLANCE_DATA_DIR: join(path, 'data') }, remove }
    },
  },
  {
    name: 'Postgres',
    create: async () => {
      const { url, drop } = await createFreshDatabase()
      return { settings: { DATABASE_URL: url }, remove: drop }
    },
  },
]
