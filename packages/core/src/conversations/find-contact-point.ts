import {
  type AgentIdentityPrincipal,
  type Forbidden,
  type MemberPrincipal,
  type SystemPrincipal,
  seesInbox,
} from '../access/index.ts'
import {
  type ContactNotFound,
  type ContactPoint,
  type ContactPointNotFound,
  ensurePoint,
  type SourceIdTaken,
} from '../contacts/index.ts'
import { type Inbox, type InboxNotFound, isOpenChannel } from '../inboxes/index.ts'
import { type CallOptions, err, type IdempotencyKeyReused, ok, once, type Result } from '../kernel/index.ts'
import type { ConversationPorts } from './conversation-ports.ts'

/** Whom a member starts a conversation with: a contact in an inbox, or just a source id. */
export interface Addressee {
  readonly inboxNumber: number | null
  readonly contactNumber: number | null
  readonly sourceId: string | null
  /** Whether an address that is made for it counts as proven. */
  readonly hmacVerified?: boolean | undefined
}

export type AddresseeError =
  | Forbidden
  | InboxNotFound
  | ContactNotFound
  | ContactPointNotFound
  | SourceIdTaken
  | IdempotencyKeyReused

type Caller = MemberPrincipal | AgentIdentityPrincipal | SystemPrincipal

/**
 * The contact point to start a conversation at, made where the contact has none with the source id. Without a source id
 * it is a new one, except in an inbox that is locked to a single conversation: there the contact's newest one.
 */
export const findContactPoint = async (
  ports: ConversationPorts,
  principal: Caller,
  { addressee, options }: { readonly addressee: Addressee; readonly options: CallOptions },
): Promise<Result<ContactPoint, AddresseeError>> => {
  const { organizationId } = principal
  const inbox =
    addressee.inboxNumber === null
      ? null
      : await ports.inboxQueries.findByNumber(organizationId, addressee.inboxNumber)
  if (addressee.inboxNumber !== null && !inbox) return err({ code: 'inbox/not-found' })
  if (inbox && !mayUse(principal, inbox))
    return err({ code: 'access/forbidden', operation: 'conversations:start' })
  if (inbox && addressee.contactNumber !== null) {
    const { contactNumber, sourceId, hmacVerified = false } = addressee
    return pointOfContact(ports, principal, { inbox, contactNumber, sourceId, hmacVerified, options })
  }
  const found =
    addressee.sourceId === null
      ? null
      : await ports.contactQueries.pointBySource(organizationId, inbox?.id ?? null, addressee.sourceId)
  if (!found) return err({ code: 'contact-point/not-found' })
  const home = inbox ?? (await ports.inboxQueries.find(organizationId, found.point.inboxId))
  if (!home) return err({ code: 'inbox/not-found' })
  return mayUse(principal, home)
    ? ok(found.point)
    : err({ code: 'access/forbidden', operation: 'conversations:start' })
}

const mayUse = (principal: Caller, inbox: Inbox): boolean =>
  principal.type === 'member' ? seesInbox(principal, inbox.id) : isOpenChannel(inbox.channel.type)

const pointOfContact = (
  ports: ConversationPorts,
  { organizationId }: Caller,
  wanted: {
    readonly inbox: Inbox
    readonly contactNumber: number
    readonly sourceId: string | null
    readonly hmacVerified: boolean
    readonly options: CallOptions
  },
): Promise<Result<ContactPoint, AddresseeError>> => {
  const { inbox, sourceId } = wanted
  const key = wanted.options.idempotency
  // A key of its own: the conversation that follows stores its answer under the caller's.
  const ownKey = key && { ...key, scope: `${key.scope} contact-point` }
  return ports.unitOfWork.run(organizationId, (tx) =>
    once(
      tx,
      ownKey,
      async (): Promise<Result<ContactPoint, ContactNotFound | ContactPointNotFound | SourceIdTaken>> => {
        const contact = await tx.contacts.findByNumber(wanted.contactNumber)
        if (!contact) return err({ code: 'contact/not-found' })
        const reusable = inbox.lockToSingleConversation && sourceId === null
        const open = isOpenChannel(inbox.channel.type)
        const latest = reusable || !open ? await tx.contacts.latestPoint(contact.id, inbox.id) : null
        if (latest) return ok(latest)
        // On a connection channel people come by connecting, and not otherwise.
        if (!open) return err({ code: 'contact-point/not-found' })
        const { hmacVerified } = wanted
        return ensurePoint(tx.contacts, ports, { contact, inboxId: inbox.id, sourceId, hmacVerified })
      },
    ),
  )
}
