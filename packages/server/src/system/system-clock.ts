import type { Clock } from '@parlance/core'

/** The machine's clock. */
export const systemClock: Clock = { now: () => Date.now() }
