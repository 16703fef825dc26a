import { openDatabase } from '../database/open-database.ts'
import { prepareDatabase } from '../database/prepare-database.ts'
import { configOf } from './config-of.ts'
import type { Terminal } from './terminal.ts'

/** Brings the database's schema up to date, and prints what was done. */
export const migrate = async (terminal: Terminal): Promise<void> => {
  const database = await openDatabase(configOf(terminal), () => undefined)
  try {
    const done = await prepareDatabase(database, { migrate: true })
    const lines = done.map((name) => `Carried out ${name}`)
    terminal.print([...lines, 'The database is up to date.'].join('\n'))
  } finally {
    await database.close()
  }
}
