import type { JsonObject } from '../kernel/index.ts'

/** How many open conversations of an inbox a member is given at most, out of its configuration; null for no limit. */
export const assignmentLimit = (config: JsonObject): number | null => {
  const value = config['max_assignment_limit']
  const limit = typeof value === 'number' || typeof value === 'string' ? Number(value) : 0
  return Number.isInteger(limit) && limit > 0 ? limit : null
}
