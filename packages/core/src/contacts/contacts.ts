import { type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import type { FileTransaction } from '../files/index.ts'
import { err, type NumberedPage, ok, type Result } from '../kernel/index.ts'
import { createContact, removeAttributes, updateContact } from './change-contact.ts'
import type { ContactNotFound, ContactPointNotFound } from './contact-errors.ts'
import { type ContactLists, contactLists } from './contact-lists.ts'
import { type ContactNotes, createContactNotes } from './contact-notes.ts'
import { changeContactPicture } from './contact-picture.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'
import { withPresence } from './contact-presence.ts'
import type { ContactList, ContactView } from './contact-queries.ts'
import { deleteContact } from './delete-contact.ts'
import { exportContacts } from './export-contacts.ts'
import { importContacts } from './import-contacts.ts'
import { type Doorstep, type IdentifiedContact, introduceContact } from './introduce-contact.ts'

import { mergeContacts } from './merge-contacts.ts'
import { addPoint, findByPoint, reachContact } from './reach-contact.ts'
import { updateIntroduction } from './update-introduction.ts'
import { wantPicture } from './wanted-pictures.ts'

/** The people who write to an organization, and their addresses. */
export interface Contacts extends ContactLists {
  readonly get: (
    principal: MemberPrincipal,
    number: number,
  ) => Promise<Result<ContactView, Forbidden | ContactNotFound>>
  readonly create: ReturnType<typeof createContact>
  readonly wantPicture: ReturnType<typeof wantPicture>
  readonly changePicture: ReturnType<typeof changeContactPicture>
  readonly update: ReturnType<typeof updateContact>
  readonly removeAttributes: ReturnType<typeof removeAttributes>
  readonly merge: ReturnType<typeof mergeContacts>
  readonly delete: ReturnType<typeof deleteContact>
  /** Contacts that are connected at this moment, oldest first. */
  readonly online: (principal: MemberPrincipal, page: NumberedPage) => Promise<Result<ContactList, Forbidden>>
  readonly import: ReturnType<typeof importContacts>
  readonly export: ReturnType<typeof exportContacts>
  readonly addPoint: ReturnType<typeof addPoint>
  readonly byPoint: ReturnType<typeof findByPoint>
  readonly reach: ReturnType<typeof reachContact>
  readonly notes: ContactNotes
  readonly introduce: ReturnType<typeof introduceContact>
  readonly updateIntroduction: ReturnType<typeof updateIntroduction>
  /** The contact behind a contact point. */
  readonly bySource: (
    door: Pick<Doorstep, 'organizationId' | 'inboxId'>,
    sourceId: string,
  ) => Promise<Result<IdentifiedContact, ContactPointNotFound>>
}

export const createContacts = (ports: ContactPorts<ContactTransaction & FileTransaction>): Contacts => {
  return {
    ...contactLists(ports),
    get: async (principal, number) => {
      const permitted = permit(principal, 'contacts:read')
      if (!permitted.ok) return permitted
      const view = await ports.contactQueries.findByNumber(principal.organizationId, number)
      if (!view) return err({ code: 'contact/not-found' })
      const [seen] = await withPresence(ports.contactPresence, principal.organizationId, [view])
      return ok(seen ?? view)
    },
    create: createContact(ports),
    wantPicture: wantPicture(ports),
    changePicture: changeContactPicture(ports),
    update: updateContact(ports),
    removeAttributes: removeAttributes(ports),
    merge: mergeContacts(ports),
    delete: deleteContact(ports),
    online: listOnline(ports),
    import: importContacts(ports),
    export: exportContacts(ports),
    addPoint: addPoint(ports),
    byPoint: findByPoint(ports),
    reach: reachContact(ports),
    notes: createContactNotes(ports),
    introduce: introduceContact(ports),
    updateIntroduction: updateIntroduction(ports),
    bySource: async ({ organizationId, inboxId }, sourceId) => {
      const found = await ports.contactQueries.pointBySource(organizationId, inboxId, sourceId)
      return found ? ok(found) : err({ code: 'contact-point/not-found' })
    },
  }
}

const listOnline =
  (ports: ContactPorts): Contacts['online'] =>
  async (principal, { page, perPage }) => {
    const permitted = permit(principal, 'contacts:read')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const numbers = await ports.contactPresence.online(organizationId)
    const shown = numbers.slice((page - 1) * perPage, page * perPage)
    const found = await ports.contactQueries.findMany(organizationId, shown)
    return ok({ contacts: found.map((view) => ({ ...view, online: true })), total: numbers.length })
  }
