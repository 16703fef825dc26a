import { isDeepStrictEqual } from 'node:util'

/** Tells the story as it goes on, and keeps count of what is not as it should be. */
export interface Transcript {
  readonly say: (who: string, what: string) => void
  /** Prints that the promise holds, or that it does not. */
  readonly check: (promise: string, actual: unknown, expected: unknown) => void
  readonly failures: () => number
}

/** A transcript on standard output. */
export const startTranscript = (): Transcript => {
  let failures = 0
  return {
    say: (who, what) => console.log(`${`${who}:`.padEnd(10)} ${what}`),
    check: (promise, actual, expected) => {
      const holds = isDeepStrictEqual(actual, expected)
      console.log(`           ${holds ? '✓' : '✗'} ${promise}`)
      if (holds) return
      failures += 1
      console.log(`             expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`)
    },
    failures: () => failures,
  }
}
