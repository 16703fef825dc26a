/** Why a value can't be kept: where it is, and what is wrong there. */
export interface UnfitJson {
  readonly path: readonly string[]
  readonly problem: 'null_character' | 'lone_surrogate' | 'too_deep'
}

/** How deep objects and lists may lie in each other. */
export const DEEPEST = 32

interface Place {
  readonly value: object
  readonly name: string
  readonly depth: number
  readonly under: Place | null
}

/**
 * Looks for what no storage keeps: null characters, halves of surrogate pairs, and endless nesting. On the way it removes
 * members named `__proto__`, which would change objects that are built from these.
 *
 * Doesn't recurse, so that a value nested a million deep is refused and not a crash.
 */
export const unfitIn = (root: unknown): UnfitJson | null => {
  if (typeof root === 'string') return textProblem(root, [])
  if (!isContainer(root)) return null
  const places: Place[] = [{ value: root, name: '', depth: 1, under: null }]
  for (let place = places.pop(); place; place = places.pop()) {
    if (place.depth > DEEPEST) return { path: pathOf(place), problem: 'too_deep' }
    if (Object.hasOwn(place.value, '__proto__')) Reflect.deleteProperty(place.value, '__proto__')
    const members = place.value as Readonly<Record<string, unknown>>
    for (const name of Object.keys(members)) {
      const value = members[name]
      const unfit = memberProblem(place, name, value)
      if (unfit) return unfit
      if (isContainer(value)) places.push({ value, name, depth: place.depth + 1, under: place })
    }
  }
  return null
}

const isContainer = (value: unknown): value is object => typeof value === 'object' && value !== null

const memberProblem = (place: Place, name: string, value: unknown): UnfitJson | null => {
  if (Array.isArray(place.value) || isFit(name)) {
    return typeof value === 'string' && !isFit(value) ? textProblem(value, [...pathOf(place), name]) : null
  }
  return textProblem(name, pathOf(place))
}

const isFit = (text: string): boolean => !text.includes('\u0000') && text.isWellFormed()

const textProblem = (text: string, path: readonly string[]): UnfitJson | null => {
  if (text.includes('\u0000')) return { path, problem: 'null_character' }
  return text.isWellFormed() ? null : { path, problem: 'lone_surrogate' }
}

const pathOf = (place: Place): readonly string[] => {
  const names: string[] = []
  for (let at = place; at.under; at = at.under) names.unshift(at.name)
  // A path as deep as the nesting that is refused tells nobody more than its beginning.
  return names.slice(0, 4)
}
