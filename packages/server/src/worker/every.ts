/** Something that is done again and again. */
export interface Repeated {
  /** No more of it; resolves when what was begun is done. */
  readonly stop: () => Promise<void>
}

export interface EveryOptions {
  /** Milliseconds between the end of one and the start of the next, 20 % less or more. */
  readonly interval: number
  /** Milliseconds before the first; none when left out. */
  readonly first?: number
  readonly onError: (error: unknown) => void
}

/** The longest that a failing job is put off, as a multiple of its interval. */
const LONGEST = 5

/** Does `job` at intervals, never two at a time. After failures in a row the intervals grow, up to five times. */
export const every = ({ interval, first = 0, onError }: EveryOptions, job: () => Promise<void>): Repeated => {
  let stopped = false
  let failures = 0
  let done: Promise<void> = Promise.resolve()
  let timer: NodeJS.Timeout | undefined

  const run = async (): Promise<void> => {
    try {
      await job()
      failures = 0
    } catch (error) {
      failures += 1
      onError(error)
    }
    if (!stopped) plan(interval * Math.min(LONGEST, 1 + failures) * (0.8 + 0.4 * Math.random()))
  }

  const plan = (delay: number): void => {
    timer = setTimeout(() => {
      done = run()
    }, delay)
  }

  plan(first)
  return {
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await done
    },
  }
}
