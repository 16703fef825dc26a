import { setTimeout as pause } from 'node:timers/promises'
import type { Afterwards } from '@parlance/core'

/** Milliseconds before the work is tried again. */
const WAITS: readonly number[] = [1_000, 10_000, 60_000]
/** The most that may be waiting or under way. */
const MOST = 1_000

export interface AfterwardsOptions {
  /** Told of work that failed, by its name; `given up` where it is not tried again. */
  readonly onFailed: (name: string, error: unknown, givenUp: boolean) => void
  readonly waits?: readonly number[]
}

/** Work that nobody waits for, until the process stops. */
export interface RunningAfterwards {
  readonly afterwards: Afterwards
  /** Waits for what is under way; what failed is not tried again. */
  readonly close: () => Promise<void>
}

/** Does work after the caller was answered, and tries it again when it fails. */
export const createAfterwards = ({ onFailed, waits = WAITS }: AfterwardsOptions): RunningAfterwards => {
  const closing = new AbortController()
  const under = new Set<Promise<void>>()

  const carryOut = async (name: string, work: () => Promise<void>): Promise<void> => {
    for (let tried = 0; ; tried += 1) {
      try {
        return await work()
      } catch (error) {
        const wait = waits[tried]
        const givenUp = wait === undefined || closing.signal.aborted
        onFailed(name, error, givenUp)
        if (givenUp) return
        // Nobody stays for it: what waits does not keep the process.
        await pause(wait, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
        if (closing.signal.aborted) return
      }
    }
  }
  return {
    afterwards: (name, work) => {
      if (under.size >= MOST) return onFailed(name, new Error('Too much is waiting'), true)
      // Not before the caller is answered.
      const done = new Promise<void>((resolve) => setImmediate(resolve)).then(() => carryOut(name, work))
      under.add(done)
      void done.finally(() => under.delete(done))
    },
    close: async () => {
      closing.abort()
      while (under.size > 0) await Promise.all(under)
    },
  }
}
