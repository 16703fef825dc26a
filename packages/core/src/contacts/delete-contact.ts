import {
  actorOf,
  audited,
  type Forbidden,
  type MemberPrincipal,
  permit,
  type SystemPrincipal,
} from '../access/index.ts'
import { type CallOptions, err, ok, type Result } from '../kernel/index.ts'
import type { Contact } from './contact.ts'
import { NO_DETAILS } from './contact-details.ts'
import type { ContactNotFound, ContactOnline } from './contact-errors.ts'
import { contactEvents } from './contact-event.ts'
import type { ContactPorts } from './contact-ports.ts'

/**
 * Deletes a contact: what is known of it is gone at once, and nothing finds it any more. What was said with it is removed
 * by a consumer of the log. A contact that is connected at this moment is left alone.
 */
export const deleteContact =
  (ports: ContactPorts) =>
  async (
    principal: MemberPrincipal | SystemPrincipal,
    number: number,
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<null, Forbidden | ContactNotFound | ContactOnline>> => {
    const permitted = permit(principal, 'contacts:delete')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const known = await ports.contactQueries.findByNumber(organizationId, number)
    if (!known) return err({ code: 'contact/not-found' })
    const online = await ports.contactPresence.online(organizationId)
    if (online.includes(number)) return err({ code: 'contact/online', name: known.contact.name })
    const at = ports.clock.now()
    const note = await contactEvents(ports, organizationId)
    return ports.unitOfWork.run(organizationId, async (tx) => {
      const contact = await tx.contacts.lock(number)
      if (!contact) return err({ code: 'contact/not-found' })
      const { avatar: _gone, ...known } = contact
      const erased: Contact = { ...known, ...NO_DETAILS, lastActivityAt: null, updatedAt: at }
      await tx.contacts.retire(erased, at)
      await tx.events.record([note('contact.deleted', erased, { actor: actorOf(principal) })])
      const news = { action: 'contact.deleted', subject: { type: 'contact', id: contact.id } }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok(null)
    })
  }
