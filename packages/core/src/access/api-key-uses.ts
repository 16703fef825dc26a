import { MINUTE, type Timestamp } from '../kernel/index.ts'
import type { ApiKey } from './api-key.ts'
import type { ApiKeyUse, ApiKeyUses } from './api-key-store.ts'

/** Notes that a key was used. */
export type NoteUse = (key: ApiKey, at: Timestamp) => void

/** Remembers which keys were used, so that it is written together, and never while somebody waits. */
export interface UsedKeys {
  readonly note: NoteUse
  /** Writes what is not written yet. What can't be written is kept for the next time. */
  readonly flush: () => Promise<void>
}

/** The most keys whose use waits to be written; the uses of others are not noted until then. */
const MOST_WAITING = 10_000

/** Collects the uses of keys: of each key one in a minute. */
export const collectUses = (uses: ApiKeyUses): UsedKeys => {
  const waiting = new Map<string, ApiKeyUse>()
  return {
    note: ({ id, organizationId, lastUsedAt }, at) => {
      if (lastUsedAt !== null && at - lastUsedAt < MINUTE) return
      if (waiting.has(id) || waiting.size >= MOST_WAITING) return
      waiting.set(id, { id, organizationId, at })
    },
    flush: async () => {
      const portion = [...waiting.values()]
      if (portion.length === 0) return
      await uses.record(portion)
      for (const { id } of portion) waiting.delete(id)
    },
  }
}
