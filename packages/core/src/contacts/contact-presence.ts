import { type Clock, type ContactId, type OrganizationId, SECOND, type Timestamp } from '../kernel/index.ts'

/** Port. Which contacts are connected at this moment. */
export interface ContactPresence {
  /** Those of the contacts that are. */
  readonly among: (
    organizationId: OrganizationId,
    ids: readonly ContactId[],
  ) => Promise<ReadonlySet<ContactId>>
  /** All that are, at most `limit`, whoever was heard of last first. */
  readonly all: (organizationId: OrganizationId, limit: number) => Promise<readonly ContactId[]>
}

/** Presence that whoever holds the connections tells it of. */
export interface ToldContactPresence extends ContactPresence {
  /** The contact was heard of just now; it counts as connected for the next 20 seconds. */
  readonly heard: (organizationId: OrganizationId, id: ContactId) => void
}

/** How long a contact counts as connected after it was heard of, in milliseconds. */
export const CONTACT_PRESENCE = 20 * SECOND

/** Presence of the contacts that are connected to this process. */
export const createContactPresence = (clock: Clock): ToldContactPresence => {
  const lastHeard = new Map<OrganizationId, Map<ContactId, Timestamp>>()
  const present = (organizationId: OrganizationId): ReadonlyMap<ContactId, Timestamp> => {
    const contacts = lastHeard.get(organizationId)
    if (!contacts) return new Map()
    // Whoever was heard of last is at the end, so those to forget come first.
    for (const [id, at] of contacts) {
      if (at > clock.now() - CONTACT_PRESENCE) break
      contacts.delete(id)
    }
    if (contacts.size === 0) lastHeard.delete(organizationId)
    return contacts
  }
  return {
    among: async (organizationId, ids) => {
      const contacts = present(organizationId)
      return new Set(ids.filter((id) => contacts.has(id)))
    },
    all: async (organizationId, limit) => [...present(organizationId).keys()].reverse().slice(0, limit),
    heard: (organizationId, id) => {
      const contacts = lastHeard.get(organizationId) ?? new Map<ContactId, Timestamp>()
      contacts.delete(id)
      lastHeard.set(organizationId, contacts.set(id, clock.now()))
      present(organizationId)
    },
  }
}
