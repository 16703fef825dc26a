import type { ConversationId, OrganizationId } from '@parlance/core'
import type { VersionedState } from './state-versions.ts'

/**
 * States of the conversations that were changed last, so that the next change need not read them again. A state from here
 * is believed only after the versions of its rows were compared under the lock: other processes write too.
 */
export interface StateCache {
  readonly get: (organizationId: OrganizationId, id: ConversationId) => VersionedState | undefined
  /** The id of a conversation by its number, which it keeps for life. */
  readonly idOf: (organizationId: OrganizationId, number: number) => ConversationId | undefined
  readonly put: (versioned: VersionedState) => void
  readonly drop: (id: ConversationId) => void
}

/** @param capacity conversations at most; those that were not asked for the longest go first. */
export const createStateCache = (capacity: number): StateCache => {
  const states = new Map<ConversationId, VersionedState>()
  const ids = new Map<string, ConversationId>()

  const drop = (id: ConversationId) => {
    const known = states.get(id)
    if (!known) return
    states.delete(id)
    ids.delete(nameOf(known.state.conversation))
  }

  return {
    get: (organizationId, id) => {
      const known = states.get(id)
      if (known?.state.conversation.organizationId !== organizationId) return undefined
      states.delete(id)
      states.set(id, known)
      return known
    },
    idOf: (organizationId, number) => ids.get(nameOf({ organizationId, number })),
    put: (versioned) => {
      const { conversation } = versioned.state
      states.delete(conversation.id)
      states.set(conversation.id, versioned)
      ids.set(nameOf(conversation), conversation.id)
      const [oldest] = states.keys()
      if (states.size > capacity && oldest) drop(oldest)
    },
    drop,
  }
}

const nameOf = (conversation: { readonly organizationId: string; readonly number: number }): string =>
  `${conversation.organizationId} ${conversation.number}`
