type Held = Readonly<Record<string, unknown>>

const isEmptyObject = (value: object): boolean => {
  for (const _ in value) return false
  return true
}

/** Values that are equal without looking into them: the same, or both an empty list, or both an empty object. */
const same = (left: unknown, right: unknown): boolean => {
  if (left === right) return true
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false
  return Array.isArray(left) === Array.isArray(right) && isEmptyObject(left) && isEmptyObject(right)
}

/**
 * What of a value differs from the standard. What is the same is left out, so the standard must not change as long as
 * what was made lean with it is kept.
 */
export const lean = (value: object, standard: object): Held => {
  const usual = standard as Held
  const whole = value as Held
  const differing: Record<string, unknown> = {}
  // Without a list of entries: this is done with every event.
  for (const key in whole) if (!same(whole[key], usual[key])) differing[key] = whole[key]
  return differing
}

/** Undoes `lean`. What was never made lean comes back as it is. */
export const full = <T extends object>(differing: object, standard: Partial<T>): T =>
  // What was left out is in the standard: together they are what was made lean.
  ({ ...standard, ...differing }) as T
