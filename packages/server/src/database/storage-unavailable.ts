import { errorCode } from '../kernel/error-code.ts'

/** The database could not be asked, or not in time. What was to be written may have been, or not: try again. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable'
  readonly code = 'storage/unavailable'
}

/** The database gave up on what it was asked, because it took too long. Nothing was written. */
export class StorageTimedOut extends Error {
  override readonly name = 'StorageTimedOut'
  readonly code = 'storage/timed-out'
}

/** SQLSTATE of a statement that took longer than it may. */
const TOO_LONG = '57014'

const NETWORK = [
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]

/** SQLSTATEs: shutting down, starting up, too many connections, too long for a lock. */
const STATES = ['57P01', '57P02', '57P03', '57P05', '53300', '55P03']

const CODES: ReadonlySet<string> = new Set([...NETWORK, ...STATES, 'storage/commit-unknown'])

/** What the driver says without a code. */
const MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client (?:has encountered a connection error|was closed)|Cannot use a pool after calling end)/

const isUnavailable = (error: unknown): boolean => {
  const code = errorCode(error) ?? ''
  return CODES.has(code) || code.startsWith('08') || (error instanceof Error && MESSAGES.test(error.message))
}

/** The error as whoever asked the storage is to see it. */
export const asStorageError = (error: unknown): unknown => {
  if (errorCode(error) === TOO_LONG)
    return new StorageTimedOut('The database took too long', { cause: error })
  return isUnavailable(error)
    ? new StorageUnavailable('The database is not available', { cause: error })
    : error
}

type Method = (...given: readonly unknown[]) => unknown

/**
 * The same ports, which throw `StorageUnavailable` where the database was the reason. Ports are plain objects whose
 * members are functions, or objects of the same kind.
 */
export const tellingUnavailable = <T extends object>(ports: T): T =>
  Object.fromEntries(
    Object.entries(ports).map(([name, member]: [string, unknown]) => {
      if (typeof member === 'function') return [name, telling(member as Method)]
      return [name, typeof member === 'object' && member !== null ? tellingUnavailable(member) : member]
    }),
  ) as T

const telling =
  (method: Method): Method =>
  (...given) => {
    const result = method(...given)
    if (!(result instanceof Promise)) return result
    return result.catch((error: unknown) => {
      throw asStorageError(error)
    })
  }
