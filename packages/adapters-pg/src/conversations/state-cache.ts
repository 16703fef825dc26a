import type { Conversation, ConversationId, ConversationKey, OrganizationId } from '@parlance/core'
import type { VersionedState } from './state-versions.ts'

/**
 * States of the conversations that were changed last, so that the next change need not read them again. What is decided on a
 * state from here counts only where the versions of its rows are still those in the database: other processes write too.
 */
export interface StateCache {
  readonly get: (organizationId: OrganizationId, id: ConversationId) => VersionedState | undefined
  /** The id of a conversation; undefined for a number that is not known. A conversation keeps its number for life. */
  readonly locate: (organizationId: OrganizationId, key: ConversationKey) => ConversationId | undefined
  readonly put: (versioned: VersionedState) => void
  readonly drop: (id: ConversationId) => void
}

/** @param capacity conversations at most; those that were not changed for the longest go first. */
export const createStateCache = (capacity: number): StateCache => {
  const states = new Map<ConversationId, VersionedState>()
  const ids = new Map<OrganizationId, Map<number, ConversationId>>()

  const name = ({ organizationId, number, id }: Conversation) => {
    const numbers = ids.get(organizationId) ?? new Map<number, ConversationId>()
    ids.set(organizationId, numbers.set(number, id))
  }
  const unname = ({ organizationId, number }: Conversation) => {
    const numbers = ids.get(organizationId)
    numbers?.delete(number)
    if (numbers?.size === 0) ids.delete(organizationId)
  }
  const drop = (id: ConversationId) => {
    const known = states.get(id)
    if (!known) return
    states.delete(id)
    unname(known.state.conversation)
  }
  const dropOldest = () => {
    const [oldest] = states.keys()
    if (oldest) drop(oldest)
  }

  return {
    get: (organizationId, id) => {
      const known = states.get(id)
      return known?.state.conversation.organizationId === organizationId ? known : undefined
    },
    locate: (organizationId, key) => ('id' in key ? key.id : ids.get(organizationId)?.get(key.number)),
    put: (versioned) => {
      const { conversation } = versioned.state
      if (!states.delete(conversation.id)) name(conversation)
      states.set(conversation.id, versioned)
      if (states.size > capacity) dropOldest()
    },
    drop,
  }
}
