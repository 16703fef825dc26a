import type { OrganizationId } from '../kernel/index.ts'
import type { ContactView } from './contact-queries.ts'

/** Port. Knows which contacts are connected at this moment. */
export interface ContactPresence {
  /** Their numbers, in order. */
  readonly online: (organizationId: OrganizationId) => Promise<readonly number[]>
}

/** The contacts with whether they are connected at this moment. */
export const withPresence = async (
  presence: ContactPresence,
  organizationId: OrganizationId,
  views: readonly ContactView[],
): Promise<readonly ContactView[]> => {
  if (views.length === 0) return views
  const online = new Set(await presence.online(organizationId))
  return views.map((view) => ({ ...view, online: online.has(view.contact.number) }))
}
