import { type Forbidden, type MemberPrincipal, permit } from '../access/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type InboxId,
  ok,
  once,
  type Result,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { ContactWriter } from './change-contact.ts'
import type { ContactNotFound, ContactPointNotFound, SourceIdTaken } from './contact-errors.ts'
import type { ContactPoint } from './contact-point.ts'
import { ensurePoint, SOURCE_ID_LENGTH } from './contact-points.ts'
import type { ContactPorts } from './contact-ports.ts'
import type { ContactView } from './contact-queries.ts'

/** An address to be given to a contact; the caller has made sure that the inbox exists and may be seen. */
export interface PointInput {
  readonly inboxId: InboxId
  /** Made up when it is left out. */
  readonly sourceId: string | null
  /** True: the caller vouches for who the contact is. */
  readonly hmacVerified: boolean
}

/** Gives a contact an address in an inbox; the one it has, where it has this very one. */
export const addPoint =
  (ports: ContactPorts) =>
  async (
    principal: ContactWriter,
    number: number,
    { inboxId, sourceId, hmacVerified }: PointInput,
    options: CallOptions = {},
  ): Promise<
    Answer<
      ContactPoint,
      Forbidden | ContactNotFound | SourceIdTaken | ValidationFailed | IdempotencyKeyReused
    >
  > => {
    const permitted = permit(principal, 'contact-points:write')
    if (!permitted.ok) return permitted
    const problems = tooLong('sourceId', sourceId, SOURCE_ID_LENGTH)
    if (problems.length > 0) return err(validationFailed(...problems))
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(
        tx,
        options.idempotency,
        async (): Promise<Result<ContactPoint, ContactNotFound | SourceIdTaken>> => {
          const contact = await tx.contacts.findByNumber(number)
          if (!contact) return err({ code: 'contact/not-found' })
          return ensurePoint(tx.contacts, ports, { contact, inboxId, sourceId, hmacVerified })
        },
      ),
    )
  }

/** The contact that has this address in the inbox. */
export const findByPoint =
  (ports: ContactPorts) =>
  async (
    principal: MemberPrincipal,
    { inboxId, sourceId }: { readonly inboxId: InboxId; readonly sourceId: string },
  ): Promise<Result<ContactView, Forbidden | ContactPointNotFound>> => {
    const permitted = permit(principal, 'contacts:read')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const found = await ports.contactQueries.pointBySource(organizationId, inboxId, sourceId)
    const view = found && (await ports.contactQueries.find(organizationId, found.contact.id))
    return view ? ok(view) : err({ code: 'contact-point/not-found' })
  }

export interface Reachable {
  readonly inboxId: InboxId
  readonly sourceId: string
}

/** By which source id a contact can be written to in each of the inboxes: its newest one there, or one that is free. */
export const reachContact =
  (ports: ContactPorts) =>
  async (
    principal: MemberPrincipal,
    number: number,
    inboxIds: readonly InboxId[],
  ): Promise<Result<readonly Reachable[], Forbidden | ContactNotFound>> => {
    const permitted = permit(principal, 'contacts:read')
    if (!permitted.ok) return permitted
    const view = await ports.contactQueries.findByNumber(principal.organizationId, number)
    if (!view) return err({ code: 'contact/not-found' })
    return ok(
      inboxIds.map((inboxId) => {
        const newest = view.points.findLast(({ point }) => point.inboxId === inboxId)
        return { inboxId, sourceId: newest?.point.sourceId ?? ports.ids.next<'source'>() }
      }),
    )
  }
