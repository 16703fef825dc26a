import { err, type InboxId, type OrganizationId, ok, type Result } from '../kernel/index.ts'
import type { Contact, NewContact } from './contact.ts'
import { detailsAfter, NO_DETAILS } from './contact-details.ts'
import type { AttributeTaken, SourceIdTaken } from './contact-errors.ts'
import { contactEvents, type NoteContactEvent } from './contact-event.ts'
import { ensurePoint } from './contact-points.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'
import { type IdentifiedContact, knownPoint } from './introduce-contact.ts'

/** Where somebody comes to whose phone number is known for sure: the line says who is calling. */
export interface PhoneCall {
  readonly organizationId: OrganizationId
  readonly inboxId: InboxId
  /** In E.164. */
  readonly phoneNumber: string
}

/**
 * The contact with this phone number, with its contact point in the inbox; made where there is none, and then without a
 * name: a number is not one. Two at the same moment get the same contact.
 */
export const contactByPhone =
  (ports: PhonePorts) =>
  async (call: PhoneCall): Promise<IdentifiedContact> => {
    const note = await contactEvents(ports, call.organizationId)
    const find = () =>
      ports.unitOfWork.run(call.organizationId, (tx) => inboxPoint(tx, ports, { call, note }))
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const found = await find()
      if (found.ok) return found.value
    }
    throw new Error('A contact could be neither found by its number nor made')
  }

/** Each one that fails was overtaken by somebody who made the same. */
const ATTEMPTS = 5

type PhonePorts = Omit<ContactPorts, 'contactPresence' | 'contactQueries' | 'auditLog'>

type Overtaken = SourceIdTaken | AttributeTaken

const inboxPoint = async (
  tx: ContactTransaction,
  ports: PhonePorts,
  { call, note }: { readonly call: PhoneCall; readonly note: NoteContactEvent },
): Promise<Result<IdentifiedContact, Overtaken>> => {
  const { inboxId, phoneNumber } = call
  const known = await knownPoint(tx, inboxId, phoneNumber)
  if (known) return ok(known)
  const there = await tx.contacts.findBy('phoneNumber', phoneNumber)
  const contact = there ? ok(there) : await insertContact(tx, ports, { call, note })
  if (!contact.ok) return contact
  const point = await ensurePoint(tx.contacts, ports, {
    contact: contact.value,
    inboxId,
    sourceId: phoneNumber,
  })
  return point.ok ? ok({ contact: contact.value, point: point.value }) : err(point.error)
}

const insertContact = async (
  tx: ContactTransaction,
  { clock, ids }: PhonePorts,
  { call, note }: { readonly call: PhoneCall; readonly note: NoteContactEvent },
): Promise<Result<Contact, AttributeTaken>> => {
  const now = clock.now()
  const id: Contact['id'] = ids.next()
  const draft: NewContact = {
    ...detailsAfter(NO_DETAILS, { phoneNumber: call.phoneNumber }, (under, over) => ({ ...under, ...over })),
    id,
    organizationId: call.organizationId,
    lastActivityAt: null,
    createdAt: now,
    updatedAt: now,
  }
  const inserted = await tx.contacts.insert(draft)
  if (inserted.ok) {
    await tx.events.record([note('contact.created', inserted.value, { actor: { type: 'contact', id } })])
  }
  return inserted
}
