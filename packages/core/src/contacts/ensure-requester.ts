import {
  type Actor,
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
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { Contact, ContactDetails, NewContact } from './contact.ts'
import { detailsAfter, detailsProblems, madeUpName, NO_DETAILS } from './contact-details.ts'
import type { AttributeTaken, SourceIdTaken } from './contact-errors.ts'
import { contactEvents, type NoteContactEvent } from './contact-event.ts'
import { ensurePoint } from './contact-points.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'
import type { IdentifiedContact } from './introduce-contact.ts'

/** Somebody who asks for support. */
export interface Requester {
  /** Null for somebody who does not say who it is. */
  readonly email: string | null
  readonly firstName?: string | null | undefined
  readonly lastName?: string | null | undefined
}

export interface RequesterPlace {
  readonly organizationId: OrganizationId
  readonly inboxId: InboxId
  /** Who is noted as the cause of a contact that is made. */
  readonly actor: Actor
}

export type RequesterError = ValidationFailed | AttributeTaken | SourceIdTaken | IdempotencyKeyReused

/**
 * The contact who asks, with its newest contact point in the inbox. An e-mail address, in any case, leads to the contact
 * that has it, which stays as it is: who asks has proven nothing. Without one, or where nobody has it, a contact is made.
 */
export const ensureRequester =
  (ports: Omit<ContactPorts, 'contactPresence' | 'contactQueries'>) =>
  async (
    place: RequesterPlace,
    requester: Requester,
    options: CallOptions = {},
  ): Promise<Answer<IdentifiedContact, RequesterError>> => {
    const details = detailsOf(requester)
    const problems = detailsProblems(details)
    if (problems.length > 0) return err(validationFailed(...problems))
    const note = await contactEvents(ports, place.organizationId)
    const key = options.idempotency
    // A key of its own: what the requester is looked up for stores its answer under the caller's.
    const ownKey = key && { ...key, scope: `${key.scope} requester` }
    const ensure = () =>
      ports.unitOfWork.run(place.organizationId, (tx) =>
        once(tx, ownKey, async (): Promise<Result<IdentifiedContact, AttributeTaken | SourceIdTaken>> => {
          const known = details.email === null ? null : await tx.contacts.findBy('email', details.email)
          const contact = known ? ok(known) : await insert(tx, ports, { details, place, note })
          if (!contact.ok) return contact
          const latest = await tx.contacts.latestPoint(contact.value.id, place.inboxId)
          if (latest) return ok({ contact: contact.value, point: latest })
          const { inboxId } = place
          const point = await ensurePoint(tx.contacts, ports, {
            contact: contact.value,
            inboxId,
            sourceId: null,
          })
          return point.ok ? ok({ contact: contact.value, point: point.value }) : point
        }),
      )
    const first = await ensure()
    // Somebody with the same address came in at the same moment: by now it is known.
    return !first.ok && first.error.code === 'contact/attribute-taken' ? ensure() : first
  }

const detailsOf = ({ email, firstName, lastName }: Requester): ContactDetails =>
  detailsAfter(NO_DETAILS, { email, name: firstName ?? null, lastName: lastName ?? null }, mergeDeep)

const insert = async (
  tx: ContactTransaction,
  { ids, clock }: Pick<ContactPorts, 'ids' | 'clock'>,
  made: {
    readonly details: ContactDetails
    readonly place: RequesterPlace
    readonly note: NoteContactEvent
  },
): Promise<Result<Contact, AttributeTaken>> => {
  const { details, place, note } = made
  const now = clock.now()
  const id: Contact['id'] = ids.next()
  const draft: NewContact = {
    ...details,
    name: details.name || madeUpName(id),
    id,
    organizationId: place.organizationId,
    lastActivityAt: null,
    createdAt: now,
    updatedAt: now,
  }
  const inserted = await tx.contacts.insert(draft)
  if (inserted.ok) {
    await tx.events.record([note('contact.created', inserted.value, { actor: place.actor })])
  }
  return inserted
}
