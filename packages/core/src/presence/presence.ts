import type {
  Directory,
  MemberPrincipal,
  Organization,
  OrganizationSuspended,
  UnknownCredential,
} from '../access/index.ts'
import { type Contact, type ContactPoint, organizationOfToken } from '../contacts/index.ts'
import {
  type Clock,
  err,
  type OrganizationId,
  ok,
  type Result,
  SECOND,
  type Secrets,
} from '../kernel/index.ts'
import type { ListenerQueries } from './listener-queries.ts'
import type { PresenceStore, Present, PresentPeople } from './presence-store.ts'

/** Milliseconds that somebody who gave a sign of life counts as there. */
export const PRESENCE = 20 * SECOND

/** Somebody who may be told what happens, as it happens. */
export type Listener =
  | {
      readonly type: 'member'
      readonly organization: Organization
      readonly principal: MemberPrincipal
    }
  | {
      readonly type: 'contact'
      readonly organization: Organization
      readonly contactPoint: ContactPoint
      readonly contact: Contact
    }

/** What somebody shows to be let in as a listener. */
export type ListenerClaim =
  | { readonly pubsubToken: string }
  | { readonly pubsubToken: string; readonly accountNumber: number; readonly memberNumber: number }

export type ListenError = UnknownCredential | OrganizationSuspended

export interface PresencePorts {
  readonly directory: Directory
  readonly listenerQueries: ListenerQueries
  readonly presenceStore: PresenceStore
  readonly clock: Clock
  readonly secrets: Pick<Secrets, 'equal'>
}

/** Who listens, and who is there. */
export interface Presence {
  /** Recognises a listener by its token: a member, when the claim names one, or else a contact. */
  readonly listen: (claim: ListenerClaim) => Promise<Result<Listener, ListenError>>
  /** The listener as it is by now; refused once it may listen no longer. */
  readonly again: (listener: Listener) => Promise<Result<Listener, ListenError>>
  /** Notes a sign of life; tells whether somebody came who was not there before. */
  readonly touch: (listener: Listener) => Promise<boolean>
  /** Everybody who is there. */
  readonly people: (organizationId: OrganizationId) => Promise<PresentPeople>
}

export const createPresence = (ports: PresencePorts): Presence => ({
  listen: (claim) => listen(ports, claim),
  again: (listener) =>
    listener.type === 'contact'
      ? listen(ports, { pubsubToken: listener.contactPoint.pubsubToken })
      : memberAgain(ports, listener),
  touch: async (listener) => {
    const now = ports.clock.now()
    const before = await ports.presenceStore.touch(listener.organization.id, presentOf(listener), now)
    return before === null || before < now - PRESENCE
  },
  people: (organizationId) => ports.presenceStore.since(organizationId, ports.clock.now() - PRESENCE),
})

const presentOf = (listener: Listener): Present =>
  listener.type === 'member'
    ? { type: 'member', id: listener.principal.member.id }
    : { type: 'contact', id: listener.contact.id }

const UNKNOWN = err({ code: 'access/unknown-credential' })

const listen = (ports: PresencePorts, claim: ListenerClaim): Promise<Result<Listener, ListenError>> =>
  'memberNumber' in claim ? listenAsMember(ports, claim) : listenAsContact(ports, claim.pubsubToken)

const listenAsMember = async (
  { directory, listenerQueries, secrets }: PresencePorts,
  claim: Extract<ListenerClaim, { memberNumber: number }>,
): Promise<Result<Listener, ListenError>> => {
  const organization = await directory.organizationByNumber(claim.accountNumber)
  if (!organization) return UNKNOWN
  const found = await listenerQueries.member(organization.id, { number: claim.memberNumber })
  if (!found?.pubsubToken || !secrets.equal(found.pubsubToken, claim.pubsubToken)) return UNKNOWN
  return admitted(asMember(organization, found))
}

const memberAgain = async (
  { directory, listenerQueries }: PresencePorts,
  { organization: before, principal }: Extract<Listener, { type: 'member' }>,
): Promise<Result<Listener, ListenError>> => {
  const organization = await directory.organization(before.id)
  const found = await listenerQueries.member(before.id, { id: principal.member.id })
  return organization && found ? admitted(asMember(organization, found)) : UNKNOWN
}

const asMember = (
  organization: Organization,
  { member, inboxIds, teamIds }: Pick<MemberPrincipal, 'member' | 'inboxIds' | 'teamIds'>,
): Listener => ({
  type: 'member',
  organization,
  principal: { type: 'member', organizationId: organization.id, member, inboxIds, teamIds },
})

const listenAsContact = async (
  { directory, listenerQueries }: PresencePorts,
  token: string,
): Promise<Result<Listener, ListenError>> => {
  const organizationId = organizationOfToken(token)
  const organization = organizationId && (await directory.organization(organizationId))
  if (!organization) return UNKNOWN
  const found = await listenerQueries.contactPoint(organization.id, token)
  if (!found) return UNKNOWN
  return admitted({ type: 'contact', organization, contactPoint: found.point, contact: found.contact })
}

const admitted = (listener: Listener): Result<Listener, ListenError> =>
  listener.organization.status === 'suspended' ? err({ code: 'organization/suspended' }) : ok(listener)
