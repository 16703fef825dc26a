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
import type { AttributeTaken, SourceIdTaken } from './contact-errors.ts'
import { contactEvents, type NoteContactEvent } from './contact-event.ts'
import type { ContactPoint } from './contact-point.ts'
import { ensurePoint, SOURCE_ID_LENGTH } from './contact-points.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'
import type { UniqueAttribute } from './contact-store.ts'

/** Where somebody comes to, and who the app's backend has proven it to be. */
export interface Doorstep {
  readonly organizationId: OrganizationId
  readonly inboxId: InboxId
  /** The identifier that the app's backend has vouched for; null where nothing was proven. */
  readonly proven: string | null
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
    const introduce = () =>
      ports.unitOfWork.run(door.organizationId, (tx) =>
        once(tx, options.idempotency, async () => {
          const known = sourceId ? await knownPoint(tx, door.inboxId, sourceId) : null
          if (known) return ok(known)
          const found = await recogniseContact(tx, details, door)
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
    const first = await introduce()
    // Somebody came in by the same source id at the same moment: by now it is known, and leads to its contact.
    return !first.ok && first.error.code === 'contact-point/source-id-taken' ? introduce() : first
  }

/** The contact point with this source id in the inbox, with its contact. */
export const knownPoint = async (
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
  door: Doorstep,
): Promise<Contact | null> => {
  const trusted: readonly UniqueAttribute[] =
    door.proven !== null ? ['identifier', 'email', 'phoneNumber'] : ['identifier']
  for (const attribute of trusted) {
    const value = details[attribute]
    const found = value === null ? null : await tx.contacts.findBy(attribute, value)
    if (found && (attribute === 'identifier' || isNobodyElse(found, door))) return found
  }
  return null
}

/** Whether nothing says that the contact is another one than whoever was proven. */
export const isNobodyElse = ({ identifier }: Contact, door: Doorstep): boolean =>
  identifier === null || identifier === door.proven

const insertContact = async (
  tx: ContactTransaction,
  ports: ContactPorts,
  made: {
    readonly details: ContactDetails
    readonly door: Doorstep
    readonly note: NoteContactEvent
    /** True: this is the second attempt. */
    readonly again?: boolean
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
    if (same) return ok(same)
    // Somebody took the address or the number a moment ago: now it is in use, and left out.
    return made.again ? inserted : insertContact(tx, ports, { ...made, again: true })
  }
  await tx.events.record([note('contact.created', inserted.value, { actor: { type: 'contact', id } })])
  return inserted
}

const unlessTaken = async (
  tx: ContactTransaction,
  attribute: UniqueAttribute,
  value: string | null,
): Promise<string | null> =>
  value !== null && (await tx.contacts.findBy(attribute, value)) === null ? value : null

/** A name from outside is cut, not refused. */
export const shortened = <T extends { readonly name?: string | null | undefined }>(said: T): T => ({
  ...said,
  name: said.name?.slice(0, SHORT_TEXT),
})
