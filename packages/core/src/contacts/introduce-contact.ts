import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type InboxId,
  mergeDeep,
  type OrganizationId,
  ok,
  once,
  type Result,
  SHORT_TEXT,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { Contact, ContactDetails, NewContact } from './contact.ts'
import {
  type ContactChanges,
  detailsAfter,
  detailsProblems,
  madeUpName,
  NO_DETAILS,
} from './contact-details.ts'
import type { AttributeTaken, ContactPointNotFound, SourceIdTaken } from './contact-errors.ts'
import { contactChanges, contactEvents } from './contact-event.ts'
import type { ContactPoint } from './contact-point.ts'
import { ensurePoint, SOURCE_ID_LENGTH } from './contact-points.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'
import type { UniqueAttribute } from './contact-store.ts'

/** Where somebody comes to, and whether the app's backend has proven who it is. */
export interface Doorstep {
  readonly organizationId: OrganizationId
  readonly inboxId: InboxId
  readonly proven: boolean
}

export interface Introduction
  extends Pick<ContactChanges, 'name' | 'email' | 'phoneNumber' | 'identifier' | 'customAttributes'> {
  readonly sourceId?: string | null | undefined
}

export interface IdentifiedContact {
  readonly contact: Contact
  readonly point: ContactPoint
}

/**
 * Finds or makes the contact who introduces itself to an inbox, and gives it a contact point.
 *
 * A known source id leads to its contact and changes nothing. Otherwise the identifier decides: the app's backend
 * vouches for it. An e-mail address or a phone number leads to an existing contact only when the identity is proven,
 * because anybody can type anybody's; unproven, one that is in use is left out of the new contact.
 */
export const introduceContact =
  (ports: ContactPorts) =>
  async (
    door: Doorstep,
    introduction: Introduction,
    options: CallOptions = {},
  ): Promise<
    Answer<IdentifiedContact, ValidationFailed | SourceIdTaken | AttributeTaken | IdempotencyKeyReused>
  > => {
    const { sourceId, ...said } = introduction
    const details = detailsAfter(NO_DETAILS, shortened(said), mergeDeep)
    const problems = [...detailsProblems(details), ...tooLong('sourceId', sourceId, SOURCE_ID_LENGTH)]
    if (problems.length > 0) return err(validationFailed(...problems))
    const note = await contactEvents(ports, door.organizationId)
    return ports.unitOfWork.run(door.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        const known = sourceId ? await knownPoint(tx, door.inboxId, sourceId) : null
        if (known) return ok(known)
        const found = await recogniseContact(tx, details, door.proven)
        const contact = found ? ok(found) : await insertContact(tx, ports, { details, door, note })
        if (!contact.ok) return contact
        const point = await ensurePoint(tx.contacts, ports, {
          contact: contact.value,
          inboxId: door.inboxId,
          sourceId: sourceId ?? null,
        })
        return point.ok ? ok({ contact: contact.value, point: point.value }) : point
      }),
    )
  }

/**
 * Changes what is known of the contact behind a contact point. Blank values are ignored and attributes laid on what is
 * there, at any depth. The identifier is never written: it is only what the proof was about.
 */
export const updateIntroduction =
  (ports: ContactPorts) =>
  async (
    door: Doorstep,
    sourceId: string,
    said: Omit<Introduction, 'sourceId'>,
  ): Promise<Result<IdentifiedContact, ValidationFailed | ContactPointNotFound | AttributeTaken>> => {
    const now = ports.clock.now()
    const note = await contactEvents(ports, door.organizationId)
    return ports.unitOfWork.run(door.organizationId, async (tx) => {
      const known = await knownPoint(tx, door.inboxId, sourceId)
      if (!known) return err({ code: 'contact-point/not-found' })
      if (door.proven && !known.point.hmacVerified) await tx.contacts.verifyPoint(known.point.id, now)
      const point = { ...known.point, hmacVerified: known.point.hmacVerified || door.proven }
      const details = detailsAfter(known.contact, withoutBlanks(shortened(said)), mergeDeep)
      const problems = detailsProblems(details)
      if (problems.length > 0) return err(validationFailed(...problems))
      const changes = contactChanges(known.contact, details)
      if (Object.keys(changes).length === 0) return ok({ contact: known.contact, point })
      const contact: Contact = { ...known.contact, ...details, updatedAt: now }
      const updated = await tx.contacts.update(contact)
      if (!updated.ok) return updated
      const actor = { type: 'contact', id: contact.id } as const
      await tx.events.record([note('contact.updated', contact, { actor, changes })])
      return ok({ contact, point })
    })
  }

const knownPoint = async (
  tx: ContactTransaction,
  inboxId: InboxId,
  sourceId: string,
): Promise<IdentifiedContact | null> => {
  const point = await tx.contacts.findPoint(inboxId, sourceId)
  const contact = point && (await tx.contacts.find(point.contactId))
  return contact ? { contact, point } : null
}

const recogniseContact = async (
  tx: ContactTransaction,
  details: ContactDetails,
  proven: boolean,
): Promise<Contact | null> => {
  const trusted: readonly UniqueAttribute[] = proven ? ['identifier', 'email', 'phoneNumber'] : ['identifier']
  for (const attribute of trusted) {
    const value = details[attribute]
    const found = value === null ? null : await tx.contacts.findBy(attribute, value)
    if (found) return found
  }
  return null
}

const insertContact = async (
  tx: ContactTransaction,
  ports: ContactPorts,
  made: {
    readonly details: ContactDetails
    readonly door: Doorstep
    readonly note: Awaited<ReturnType<typeof contactEvents>>
  },
): Promise<Result<Contact, AttributeTaken>> => {
  const { details, door, note } = made
  const now = ports.clock.now()
  const id: Contact['id'] = ports.ids.next()
  const draft: NewContact = {
    ...details,
    name: details.name || madeUpName(id),
    email: await unlessTaken(tx, 'email', details.email),
    phoneNumber: await unlessTaken(tx, 'phoneNumber', details.phoneNumber),
    id,
    organizationId: door.organizationId,
    lastActivityAt: null,
    createdAt: now,
    updatedAt: now,
  }
  const inserted = await tx.contacts.insert(draft)
  if (!inserted.ok) {
    // Somebody with the same identifier came in at the same moment: that is the same person.
    const same = details.identifier && (await tx.contacts.findBy('identifier', details.identifier))
    return same ? ok(same) : inserted
  }
  const actor = { type: 'contact', id } as const
  await tx.events.record([note('contact.created', inserted.value, { actor, changes: {} })])
  return inserted
}

const unlessTaken = async (
  tx: ContactTransaction,
  attribute: UniqueAttribute,
  value: string | null,
): Promise<string | null> =>
  value !== null && (await tx.contacts.findBy(attribute, value)) === null ? value : null

/** A name from outside is cut, not refused. */
const shortened = <T extends { readonly name?: string | null | undefined }>(said: T): T => ({
  ...said,
  name: said.name?.slice(0, SHORT_TEXT),
})

const withoutBlanks = ({ name, email, phoneNumber, customAttributes }: ContactChanges): ContactChanges => ({
  name: name?.trim() || undefined,
  email: email?.trim() || undefined,
  phoneNumber: phoneNumber?.trim() || undefined,
  customAttributes,
})
