import { getRandomValues } from 'node:crypto'
import type { Id, IdSource } from '@parlance/core'
import { v7 } from 'uuid'

const BYTES = 16
/** Chance is asked for in bulk: a call for each id costs more than all the rest of making it. */
const pool = new Uint8Array(256 * BYTES)
let used = pool.length

const chance = (): Uint8Array => {
  if (used === pool.length) {
    getRandomValues(pool)
    used = 0
  }
  used += BYTES
  return pool.subarray(used - BYTES, used)
}

let msecs = Number.NEGATIVE_INFINITY
let seq = 0

/** Makes UUIDs of version 7. Within the process each sorts after the one before, also when the clock is put back. */
export const uuidIds: IdSource = {
  next: <K extends string>() => {
    const random = chance()
    const now = Date.now()
    if (now > msecs) {
      msecs = now
      // Less than 31 bits, so that there is room to count up to the next millisecond.
      seq = new DataView(random.buffer, random.byteOffset, BYTES).getUint32(6) >>> 2
    } else seq += 1
    return v7({ random, msecs, seq }) as Id<K>
  },
}
