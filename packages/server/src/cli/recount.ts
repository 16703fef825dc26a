import { recountConversations } from '@parlance/adapters-pg'
import { openDatabase } from '../database/open-database.ts'
import { prepareDatabase } from '../database/prepare-database.ts'
import { configOf } from './config-of.ts'
import type { Terminal } from './terminal.ts'

/** Counts conversations anew, after somebody changed the database past the program, and prints for how many organizations. */
export const recount = async (terminal: Terminal): Promise<void> => {
  const database = await openDatabase(configOf(terminal), () => undefined)
  try {
    await prepareDatabase(database, { migrate: false })
    const counted = await recountConversations(database.pool)
    terminal.print(`Counted the conversations of ${counted} organization${counted === 1 ? '' : 's'}.`)
  } finally {
    await database.close()
  }
}
