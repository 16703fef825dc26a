/** Numbers for messages that were taken ahead, for batches that don't ask the database before they decide. */
export interface NumberStock {
  /**
   * Takes the lowest numbers above `floor`, in their order; null when there are too few. Those up to it are gone after that.
   *
   * @param floor the last number in any of the conversations that they are for, so that numbers grow within each.
   */
  readonly take: (count: number, floor: number) => readonly number[] | null
  /** Called once they are committed: what the database took back it may give again. */
  readonly put: (numbers: readonly number[]) => void
  /** How many more it takes to have so many. */
  readonly lacks: (wanted: number) => number
}

/**
 * Milliseconds for which a number may wait. Messages of different conversations are listed by their numbers, and what is said
 * elsewhere meanwhile has a higher one.
 */
const KEPT_FOR = 1_000

interface Portion {
  readonly numbers: readonly number[]
  readonly until: number
}

/** @param now milliseconds of a clock that never goes back. */
export const createNumberStock = (now: () => number = () => performance.now()): NumberStock => {
  let portions: readonly Portion[] = []
  const fresh = (): readonly Portion[] => {
    const time = now()
    return portions.filter(({ until }) => until > time)
  }
  const keep = (kept: readonly Portion[], above: number) => {
    portions = kept
      .map(({ numbers, until }) => ({ numbers: numbers.filter((number) => number > above), until }))
      .filter(({ numbers }) => numbers.length > 0)
  }
  return {
    take: (count, floor) => {
      const there = fresh()
      const growing = there
        .flatMap(({ numbers }) => numbers.filter((number) => number > floor))
        .sort((left, right) => left - right)
      const taken = growing.length < count ? null : growing.slice(0, count)
      keep(there, taken?.at(-1) ?? floor)
      return taken
    },
    put: (numbers) => keep([...fresh(), { numbers, until: now() + KEPT_FOR }], 0),
    lacks: (wanted) => Math.max(0, wanted - fresh().reduce((sum, { numbers }) => sum + numbers.length, 0)),
  }
}
