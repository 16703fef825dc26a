import { type ApiKeyId, MINUTE, type Timestamp } from '../kernel/index.ts'
import type { ApiKey } from './api-key.ts'
import type { ApiKeyUse, ApiKeyUses } from './api-key-store.ts'

/** Notes that a key was used. Answers at once, and never fails. */
export type NoteUse = (key: ApiKey, at: Timestamp) => void

/** Remembers which keys were used, so that it is written together, and never while somebody waits. */
export interface UsedKeys {
  readonly note: NoteUse
  /** Waits until what was noted is written, or could not be: then it waits for the next use of any key. Never rejects. */
  readonly flush: () => Promise<void>
}

/** The most keys whose use waits to be written; the uses of others are not noted until then. */
const MOST_WAITING = 10_000

/**
 * Collects the uses of keys, of each key one in a minute, and writes them behind the callers' backs: those that come while
 * others are being written are the next portion.
 */
export const collectUses = (uses: ApiKeyUses): UsedKeys => {
  const waiting = new Map<ApiKeyId, ApiKeyUse>()
  // What was noted in the last minute: the caller's key may be remembered as it was before.
  const noted = new Map<ApiKeyId, Timestamp>()
  let writing: Promise<void> | null = null

  const write = async (): Promise<void> => {
    for (let portion = [...waiting.values()]; portion.length > 0; portion = [...waiting.values()]) {
      try {
        await uses.record(portion)
      } catch {
        // They stay, and are written with whatever comes next.
        break
      }
      for (const { id } of portion) waiting.delete(id)
    }
    writing = null
  }
  const flush = async (): Promise<void> => {
    // Not before the caller was answered: what is noted in the same moment is written together.
    if (writing === null && waiting.size > 0) writing = Promise.resolve().then(write)
    await writing
  }
  return {
    note: ({ id, organizationId, lastUsedAt }, at) => {
      if (at - Math.max(lastUsedAt ?? 0, noted.get(id) ?? 0) < MINUTE) return
      if (waiting.size >= MOST_WAITING) return
      if (noted.size >= MOST_WAITING) noted.clear()
      noted.set(id, at)
      waiting.set(id, { id, organizationId, at })
      void flush()
    },
    flush,
  }
}
