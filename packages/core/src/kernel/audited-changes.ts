import type { JsonObject, JsonValue } from './json.ts'

/** What of the named members was changed, as an entry of the audit log tells it. What cannot be told as JSON is left out. */
export const auditedChanges = <T extends object>(
  before: T,
  after: T,
  names: readonly (keyof T & string)[],
): { readonly before: JsonObject; readonly after: JsonObject } => {
  const changed = names.filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  return { before: picked(before, changed), after: picked(after, changed) }
}

/** The named members as JSON; those that are undefined are left out. */
export const picked = <T extends object>(from: T, names: readonly (keyof T & string)[]): JsonObject =>
  Object.fromEntries(
    names
      .filter((name) => from[name] !== undefined)
      .map((name) => [name, JSON.parse(JSON.stringify(from[name])) as JsonValue]),
  )
