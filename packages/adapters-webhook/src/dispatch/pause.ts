import { setTimeout as wait } from 'node:timers/promises'

const SHORTEST = 100
const LONGEST = 10_000

/** Milliseconds to leave a store in peace after so many errors in a row. */
export const backoff = (errors: number): number => Math.min(LONGEST, SHORTEST * 2 ** (errors - 1))

/** Resolves after so many milliseconds, or with the signal. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  wait(milliseconds, undefined, { signal }).catch(() => undefined)

/** Whether the work was done within so many milliseconds. */
export const doneWithin = async (work: Promise<unknown>, milliseconds: number): Promise<boolean> => {
  const timeout = new AbortController()
  const late = pause(milliseconds, timeout.signal).then(() => false)
  const done = await Promise.race([work.then(() => true), late])
  timeout.abort()
  return done
}
