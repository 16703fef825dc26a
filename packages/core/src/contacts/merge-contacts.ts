import { actorOf, audited, permit } from '../access/index.ts'
import {
  type Actor,
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  mergeDeep,
  ok,
  once,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import type { ContactWriter, WriteError } from './change-contact.ts'
import type { Contact, ContactDetails } from './contact.ts'
import type { AttributeTaken, ContactNotFound } from './contact-errors.ts'
import { contactChanges, contactEvents, type NoteContactEvent } from './contact-event.ts'
import type { ContactPorts, ContactTransaction } from './contact-ports.ts'

/** The base with what it lacks from the mergee: its own values win, and objects are laid on each other at any depth. */
export const mergedDetails = (base: ContactDetails, mergee: ContactDetails): ContactDetails => ({
  name: base.name || mergee.name,
  middleName: base.middleName || mergee.middleName,
  lastName: base.lastName || mergee.lastName,
  email: base.email ?? mergee.email,
  phoneNumber: base.phoneNumber ?? mergee.phoneNumber,
  identifier: base.identifier ?? mergee.identifier,
  blocked: base.blocked,
  additionalAttributes: mergeDeep(mergee.additionalAttributes, base.additionalAttributes),
  customAttributes: mergeDeep(mergee.customAttributes, base.customAttributes),
  type: RANK[base.type] < RANK[mergee.type] ? mergee.type : base.type,
  tags: [...new Set([...base.tags, ...mergee.tags])],
})

const RANK = { visitor: 0, lead: 1, customer: 2 } as const

/**
 * Makes two contacts one: all that is the mergee's becomes the base's, and the mergee is no more. A contact is already
 * one with itself.
 */
export const mergeContacts =
  (ports: ContactPorts) =>
  async (
    principal: ContactWriter,
    numbers: { readonly base: number; readonly mergee: number },
    options: CallOptions = {},
  ): Promise<
    Answer<
      Contact,
      Exclude<WriteError, { code: 'validation/failed' }> | ContactNotFound | IdempotencyKeyReused
    >
  > => {
    const permitted = permit(principal, 'contacts:write')
    if (!permitted.ok) return permitted
    const note = await contactEvents(ports, principal.organizationId)
    const at = ports.clock.now()
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        const merged = await mergeIn(tx, { ...numbers, note, at, actor: actorOf(principal) })
        if (!merged.ok) return merged
        const subject = { type: 'contact', id: merged.value.id }
        const news = {
          action: 'contact.merged',
          subject,
          after: { base: numbers.base, mergee: numbers.mergee },
        }
        await tx.audit.record(audited(ports, { principal, ...options }, news))
        return merged
      }),
    )
  }

/** The same inside of a transaction. */
export const mergeIn = async (
  tx: ContactTransaction,
  merge: {
    readonly base: number
    readonly mergee: number
    readonly note: NoteContactEvent
    readonly at: Timestamp
    readonly actor: Actor
  },
): Promise<Result<Contact, ContactNotFound | AttributeTaken>> => {
  const { base, mergee } = await tx.contacts.lockPair(merge.base, merge.mergee)
  if (!base || !mergee) return err({ code: 'contact/not-found' })
  if (base.id === mergee.id) return ok(base)
  await tx.contacts.absorb(base.id, mergee.id)
  const details = mergedDetails(base, mergee)
  const avatar = base.avatar ?? mergee.avatar
  const after: Contact = {
    ...base,
    ...details,
    ...(avatar && { avatar }),
    lastActivityAt: later(base.lastActivityAt, mergee.lastActivityAt),
    updatedAt: merge.at,
  }
  const updated = await tx.contacts.update(after)
  if (!updated.ok) return updated
  const { note, actor } = merge
  const changes = contactChanges(base, details)
  const merged = { id: mergee.id, number: mergee.number }
  await tx.events.record([
    ...(Object.keys(changes).length > 0 ? [note('contact.updated', after, { actor, changes })] : []),
    note('contact.merged', after, { actor, changes, merged }),
  ])
  return ok(after)
}

const later = (left: Timestamp | null, right: Timestamp | null): Timestamp | null =>
  left === null || right === null ? (left ?? right) : Math.max(left, right)
