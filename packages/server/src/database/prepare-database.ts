import { checkWall, migrateToLatest, migrationStatus } from '@parlance/adapters-pg'
import { errorCode } from '../kernel/error-code.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import type { ServerDatabase } from './open-database.ts'

/**
 * Makes sure that the schema is the one this program knows: the embedded database, and with `migrate` any, is brought up
 * to date; another is only looked at.
 *
 * @returns the migrations that were carried out.
 * @throws OperatorError when the database can't be reached, must be migrated first, or has no role to work as.
 */
export const prepareDatabase = async (
  { pool, embedded }: ServerDatabase,
  { migrate }: { readonly migrate: boolean },
): Promise<readonly string[]> => {
  try {
    if (embedded || migrate) return await migrateToLatest(pool)
  } catch (error) {
    throw inWords(error)
  }
  const pending = await pendingOn(pool).catch((error: unknown) => {
    throw inWords(error)
  })
  if (pending.length === 0) return []
  throw new OperatorError(
    `The database is not up to date: ${pending.join(', ')} ${pending.length === 1 ? 'is' : 'are'} still to be carried out. Run \`parlance migrate\`, or set PARLANCE_MIGRATE_ON_START=true.`,
  )
}

const pendingOn = async (pool: ServerDatabase['pool']): Promise<readonly string[]> => {
  const { pending } = await migrationStatus(pool)
  if (pending.length === 0) await checkWall(pool)
  return pending
}

const UNREACHABLE = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', 'ECONNRESET']

/** SQLSTATEs: the database is not there, or does not let this user in. */
const REFUSED = ['3D000', '28P01', '28000', '42501']

const ROLE_UNFIT = 'storage/role-unfit'

const inWords = (error: unknown): unknown => {
  const code = errorCode(error)
  if (code === ROLE_UNFIT && error instanceof Error) return new OperatorError(error.message, { cause: error })
  if (code === null || ![...UNREACHABLE, ...REFUSED].includes(code)) return error
  const message = (error instanceof Error && error.message) || code
  return new OperatorError(`The database of DATABASE_URL cannot be used: ${message}`, { cause: error })
}
