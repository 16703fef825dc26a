import { createNumbers, type Numbers } from './numbers.ts'

const ROUNDS = 4

/** How to get more numbers from the database. */
export type TakeNumbers = (count: number) => Promise<readonly number[]>

export interface NumberKind {
  readonly given: readonly number[]
  readonly take: TakeNumbers
}

/**
 * Decides with the numbers that are there. When they were too few it takes as many as were missing and decides again,
 * which a rule, being pure, bears: so a number that shows up in an answer or a fact is always the true one.
 */
export const untilNumbered = async <T>(
  kinds: readonly NumberKind[],
  attempt: (numbers: readonly Numbers[]) => T,
): Promise<T> => {
  let given: readonly (readonly number[])[] = kinds.map((kind) => kind.given)
  for (let round = 1; round <= ROUNDS; round += 1) {
    const numbers = given.map(createNumbers)
    const result = attempt(numbers)
    if (numbers.every((kind) => kind.missing() === 0)) return result
    given = await takeMissing(kinds, given, numbers)
  }
  throw new Error('A rule decided otherwise each time it was asked')
}

const takeMissing = async (
  kinds: readonly NumberKind[],
  given: readonly (readonly number[])[],
  numbers: readonly Numbers[],
): Promise<readonly number[][]> => {
  const all: number[][] = []
  for (const [at, kind] of kinds.entries()) {
    const missing = numbers[at]?.missing() ?? 0
    all.push([...(given[at] ?? []), ...(missing > 0 ? await kind.take(missing) : [])])
  }
  return all
}
