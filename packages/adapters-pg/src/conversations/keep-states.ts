import type { ConversationId } from '@parlance/core'
import type { Ledger } from './ledger.ts'
import type { StateCache } from './state-cache.ts'
import { rowOf, type VersionedState, versioned } from './state-versions.ts'

interface Settled {
  readonly ledger: Ledger
  /** The states that were decided on. */
  readonly before: ReadonlyMap<ConversationId, VersionedState>
}

/**
 * Keeps the states that a committed batch led to. Left out is what is gone, and what is not known to the last row: where
 * messages were marked as read, where a contact was blocked, and where somebody new came in.
 */
export const keepStates = (cache: StateCache, { ledger, before }: Settled): void => {
  const own = ledger.written.version
  const receipts = new Set(ledger.receipts.map(({ conversationId }) => conversationId))
  for (const [id, state] of ledger.conversations) {
    const { rows } = before.get(id) ?? NOTHING
    const contactId = state.contact.id
    const noted = ledger.notedContacts.get(contactId)
    // Somebody else wrote to the contact after it was read: what they wrote is not known here.
    const overtaken = noted !== undefined && noted !== rowOf(rows, contactId)?.version
    const unsure = overtaken || receipts.has(id) || ledger.blocked.has(contactId)
    const isOwn = (row: string) => row === id || (row === contactId && noted !== undefined)
    const kept =
      unsure || ledger.removed.has(id)
        ? null
        : versioned(state, (row) => (isOwn(row) ? own : rowOf(rows, row)?.version))
    if (kept) cache.put(kept)
    else cache.drop(id)
  }
}

const NOTHING = { rows: [] }
