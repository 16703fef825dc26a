import {
  actorOf,
  type Forbidden,
  type MemberPrincipal,
  permit,
  type SystemPrincipal,
} from '../access/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type InboxId,
  type JsonObject,
  mergeShallow,
  ok,
  once,
  type Result,
  tooLong,
  type ValidationFailed,
} from '../kernel/index.ts'
import type { Contact, ContactDetails, NewContact } from './contact.ts'
import { type ContactChanges, detailsAfter, detailsProblems, NO_DETAILS } from './contact-details.ts'
import type { AttributeTaken, ContactNotFound, SourceIdTaken } from './contact-errors.ts'
import { contactChanges, contactEvents } from './contact-event.ts'
import type { ContactPoint } from './contact-point.ts'
import { ensurePoint, SOURCE_ID_LENGTH } from './contact-points.ts'
import type { ContactPorts } from './contact-ports.ts'
import { everyProblem } from './contact-problems.ts'

export interface ContactInput extends ContactChanges {
  /** The inbox to give the contact an address in; the caller has made sure that it exists. */
  readonly point?: { readonly inboxId: InboxId; readonly sourceId: string | null } | undefined
}

export interface CreatedContact {
  readonly contact: Contact
  readonly point: ContactPoint | null
}

export type ContactWriter = MemberPrincipal | SystemPrincipal
export type WriteError = Forbidden | ValidationFailed | AttributeTaken

/** Adds a contact, with an address in an inbox when one is named. Never overwrites one that is there. */
export const createContact =
  (ports: ContactPorts) =>
  async (
    principal: ContactWriter,
    input: ContactInput,
    options: CallOptions = {},
  ): Promise<Answer<CreatedContact, WriteError | SourceIdTaken | IdempotencyKeyReused>> => {
    const permitted = permit(principal, 'contacts:write')
    if (!permitted.ok) return permitted
    const { point: wanted, ...changes } = input
    const details = detailsAfter(NO_DETAILS, changes, mergeShallow)
    const problems = [...detailsProblems(details), ...tooLong('sourceId', wanted?.sourceId, SOURCE_ID_LENGTH)]
    const { organizationId } = principal
    if (problems.length > 0) {
      return ports.unitOfWork.run(organizationId, async (tx) =>
        err(await everyProblem(tx.contacts, { details, own: null }, problems)),
      )
    }
    const now = ports.clock.now()
    const draft: NewContact = {
      ...details,
      id: ports.ids.next(),
      organizationId,
      lastActivityAt: null,
      createdAt: now,
      updatedAt: now,
    }
    const note = await contactEvents(ports, organizationId)
    return ports.unitOfWork.run(organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        const inserted = await tx.contacts.insert(draft)
        if (!inserted.ok) return inserted
        const contact = inserted.value
        const point = wanted && (await ensurePoint(tx.contacts, ports, { contact, ...wanted }))
        if (point && !point.ok) return point
        await tx.events.record([note('contact.created', contact, { actor: actorOf(principal) })])
        return ok({ contact, point: point?.value ?? null })
      }),
    )
  }

/** Changes a contact; its attribute objects are laid on what is there, one level deep. */
export const updateContact =
  (ports: ContactPorts) =>
  (principal: ContactWriter, number: number, changes: ContactChanges, options: CallOptions = {}): Changed =>
    changeContact(ports, principal, {
      number,
      options,
      change: (before) => detailsAfter(before, changes, mergeShallow),
    })

/** Takes custom attributes away; of those that are not there nothing is said. */
export const removeAttributes =
  (ports: ContactPorts) =>
  (principal: ContactWriter, number: number, names: readonly string[], options: CallOptions = {}): Changed =>
    changeContact(ports, principal, {
      number,
      options,
      change: (before) => ({ ...before, customAttributes: without(before.customAttributes, names) }),
    })

const without = (attributes: JsonObject, names: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)))

type Changed = Promise<Answer<Contact, WriteError | ContactNotFound | IdempotencyKeyReused>>

interface ContactChange {
  readonly number: number
  readonly options: CallOptions
  readonly change: (before: ContactDetails) => ContactDetails
}

const changeContact = async (
  ports: ContactPorts,
  principal: ContactWriter,
  { number, options, change }: ContactChange,
): Changed => {
  const permitted = permit(principal, 'contacts:write')
  if (!permitted.ok) return permitted
  const now = ports.clock.now()
  const note = await contactEvents(ports, principal.organizationId)
  return ports.unitOfWork.run(principal.organizationId, (tx) =>
    once(tx, options.idempotency, async (): Promise<Result<Contact, WriteError | ContactNotFound>> => {
      const before = await tx.contacts.lock(number)
      if (!before) return err({ code: 'contact/not-found' })
      const details = change(before)
      const problems = detailsProblems(details)
      if (problems.length > 0) {
        return err(await everyProblem(tx.contacts, { details, own: before.id }, problems))
      }
      const changes = contactChanges(before, details)
      if (Object.keys(changes).length === 0) return ok(before)
      const after: Contact = { ...before, ...details, updatedAt: now }
      const updated = await tx.contacts.update(after)
      if (!updated.ok) return updated
      await tx.events.record([note('contact.updated', after, { actor: actorOf(principal), changes })])
      return ok(after)
    }),
  )
}
