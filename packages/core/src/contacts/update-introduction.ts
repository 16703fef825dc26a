import {
  type Actor,
  err,
  mergeDeep,
  ok,
  type Result,
  type Timestamp,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { Contact, ContactDetails } from './contact.ts'
import { type ContactChanges, detailsAfter, detailsProblems } from './contact-details.ts'
import type {
  AttributeTaken,
  ContactIsSomebodyElse,
  ContactNotFound,
  ContactPointNotFound,
} from './contact-errors.ts'
import { contactChanges, contactEvents, type NoteContactEvent } from './contact-event.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'
import {
  type Doorstep,
  type IdentifiedContact,
  type Introduction,
  isNobodyElse,
  knownPoint,
  shortened,
} from './introduce-contact.ts'
import { mergeIn } from './merge-contacts.ts'

type UpdateError = ValidationFailed | ContactPointNotFound | AttributeTaken | ContactIsSomebodyElse

/**
 * Changes what is known of the contact behind a contact point. Blank values are ignored and attributes laid on what is
 * there, at any depth. The identifier is never written: it is only what the proof was about, and a proof about somebody
 * else than this contact is none.
 *
 * An e-mail address or phone number of another contact makes the two one when the identity is proven and nothing says that
 * they are two people; otherwise it is refused.
 */
export const updateIntroduction =
  (ports: ContactPorts) =>
  async (
    door: Doorstep,
    sourceId: string,
    said: Omit<Introduction, 'sourceId'>,
  ): Promise<Result<IdentifiedContact, UpdateError>> => {
    const at = ports.clock.now()
    const note = await contactEvents(ports, door.organizationId)
    const changes = withoutBlanks(shortened(said))
    return ports.unitOfWork.run(
      door.organizationId,
      async (tx): Promise<Result<IdentifiedContact, UpdateError>> => {
        const known = await knownPoint(tx, door.inboxId, sourceId)
        if (!known) return err({ code: 'contact-point/not-found' })
        const proven = door.proven !== null
        if (proven && !isNobodyElse(known.contact, door)) return err({ code: 'contact/somebody-else' })
        if (proven && !known.point.hmacVerified) await tx.contacts.verifyPoint(known.point.id, at)
        const hmacVerified = known.point.hmacVerified || proven
        const asked = detailsAfter(known.contact, changes, mergeDeep)
        const problems = detailsProblems(asked)
        if (problems.length > 0) return err(validationFailed(...problems))
        const actor = { type: 'contact', id: known.contact.id } as const
        const one = await becomeOne(tx, { door, contact: known.contact, asked, note, at, actor })
        if (!one.ok) return one
        const contact = await keep(tx, one.value, { changes, note, at })
        if (!contact.ok) return contact
        const point = { ...known.point, contactId: contact.value.id, hmacVerified }
        return ok({ contact: contact.value, point })
      },
    )
  }

interface Meeting {
  readonly door: Doorstep
  readonly contact: Contact
  readonly asked: ContactDetails
  readonly note: NoteContactEvent
  readonly at: Timestamp
  readonly actor: Actor
}

/** The contact after it was merged into those who have what it says to have; the others survive. */
const becomeOne = async (
  tx: ContactTransaction,
  { door, asked, ...meeting }: Meeting,
): Promise<Result<Contact, AttributeTaken>> => {
  let { contact } = meeting
  if (door.proven === null) return ok(contact)
  for (const attribute of ['email', 'phoneNumber'] as const) {
    const value = asked[attribute]
    const other = value === null ? null : await tx.contacts.findBy(attribute, value)
    if (!other || other.id === contact.id) continue
    if (!isNobodyElse(other, door)) {
      return err({ code: 'contact/attribute-taken', attributes: [attribute], contactNumber: other.number })
    }
    const merged = await mergeIn(tx, { ...meeting, base: other.number, mergee: contact.number })
    if (merged.ok) contact = merged.value
    else if (isTaken(merged.error)) return err(merged.error)
  }
  return ok(contact)
}

/** A contact that is gone by now has nothing that could be in the way. */
const isTaken = (error: ContactNotFound | AttributeTaken): error is AttributeTaken =>
  error.code === 'contact/attribute-taken'

const keep = async (
  tx: ContactTransaction,
  known: Contact,
  { changes, note, at }: { readonly changes: ContactChanges } & Pick<Meeting, 'note' | 'at'>,
): Promise<Result<Contact, AttributeTaken>> => {
  if (Object.values(changes).every((change) => change === undefined)) return ok(known)
  // What others changed in the meantime stays.
  const before = (await tx.contacts.lock(known.number)) ?? known
  const details = detailsAfter(before, changes, mergeDeep)
  const changed = contactChanges(before, details)
  if (Object.keys(changed).length === 0) return ok(before)
  const after: Contact = { ...before, ...details, updatedAt: at }
  const updated = await tx.contacts.update(after)
  if (!updated.ok) return updated
  const actor = { type: 'contact', id: after.id } as const
  await tx.events.record([note('contact.updated', after, { actor, changes: changed })])
  return ok(after)
}

const withoutBlanks = ({ name, email, phoneNumber, customAttributes }: ContactChanges): ContactChanges => ({
  name: name?.trim() || undefined,
  email: email?.trim() || undefined,
  phoneNumber: phoneNumber?.trim() || undefined,
  customAttributes,
})
