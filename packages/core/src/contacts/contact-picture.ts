import { actorOf, type Forbidden, permit } from '../access/index.ts'
import type { FileTransaction } from '../files/index.ts'
import { err, ok, type Result, type StoredFile } from '../kernel/index.ts'
import type { ContactWriter } from './change-contact.ts'
import type { Contact } from './contact.ts'
import type { ContactNotFound } from './contact-errors.ts'
import { contactEvents } from './contact-event.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'

/** Shows a contact with this picture from now on, or with none. */
export const changeContactPicture =
  (ports: ContactPorts<ContactTransaction & FileTransaction>) =>
  async (
    principal: ContactWriter,
    number: number,
    avatar: StoredFile | null,
  ): Promise<Result<Contact, Forbidden | ContactNotFound>> => {
    const permitted = permit(principal, 'contacts:write')
    if (!permitted.ok) return permitted
    const at = ports.clock.now()
    const note = await contactEvents(ports, principal.organizationId)
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.contacts.lock(number)
      if (!before) return err({ code: 'contact/not-found' })
      const { avatar: _before, ...bare } = before
      const after: Contact = { ...bare, ...(avatar && { avatar }), updatedAt: at }
      const updated = await tx.contacts.update(after)
      // Nothing that must be unique has changed.
      if (!updated.ok) throw new Error('A contact could not be updated')
      const holder = { type: 'contact', id: after.id } as const
      if (avatar) await tx.files.hold(avatar.id, holder, at)
      else await tx.files.letGo(holder)
      await tx.events.record([note('contact.updated', after, { actor: actorOf(principal) })])
      return ok(after)
    })
  }
