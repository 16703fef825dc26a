/** The five characters by which Postgres names what went wrong; null for errors that are not from the server. */
export const sqlStateOf = (error: unknown): string | null => {
  if (!(error instanceof Error) || !('code' in error) || !('severity' in error)) return null
  return typeof error.code === 'string' ? error.code : null
}

const LOST_RACES: ReadonlySet<string> = new Set([
  '40001', // serialization_failure
  '40P01', // deadlock_detected
])

/** The transaction lost against another one and may win the next time. */
export const isLostRace = (error: unknown): boolean => LOST_RACES.has(sqlStateOf(error) ?? '')

/** A row with this key is there already. */
export const isUniqueViolation = (error: unknown): boolean => sqlStateOf(error) === '23505'

/** A row that this key or check forbids. */
export const isViolationOf = (error: unknown, constraint: string): boolean =>
  error instanceof Error && 'constraint' in error && error.constraint === constraint

/**
 * The statement itself was refused (bad data, a broken constraint, a time limit): the connection is well, and another
 * statement may go through. Lost connections, shutdowns and full disks are not of this kind.
 */
export const isRefusedStatement = (error: unknown): boolean => {
  const state = sqlStateOf(error)
  if (state === null) return false
  return ['21', '22', '23', '40', '42', '44', '54', '55'].includes(state.slice(0, 2)) || state === '57014'
}

/** The statement waited too long for a lock, or took too long altogether. */
export const isTimeout = (error: unknown): boolean => ['55P03', '57014'].includes(sqlStateOf(error) ?? '')
