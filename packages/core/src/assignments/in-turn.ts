/** Runs one piece of work after the other for each key, in the order in which they came; those of other keys run beside it. */
export interface Turns {
  readonly take: <T>(key: string, work: () => Promise<T>) => Promise<T>
}

/** Turns within this process. What waits is bounded by its callers, and each piece of work by what it calls. */
export const createTurns = (): Turns => {
  const last = new Map<string, Promise<unknown>>()
  return {
    take: (key, work) => {
      const turn = (last.get(key) ?? Promise.resolve()).then(work)
      const settled = turn.then(
        () => undefined,
        () => undefined,
      )
      last.set(key, settled)
      settled.then(() => {
        if (last.get(key) === settled) last.delete(key)
      })
      return turn
    },
  }
}
