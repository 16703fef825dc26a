import {
  type AgentIdentity,
  type AgentIdentityQueries,
  type Directory,
  type Forbidden,
  type MemberPrincipal,
  permit,
  seesInbox,
  visibleInboxes,
} from '../access/index.ts'
import type { FileTransaction } from '../files/index.ts'
import { err, type InboxId, type OrganizationId, ok, type Result } from '../kernel/index.ts'
import { assignableMembers } from './assignable-members.ts'
import { type ChangeInboxPorts, createInbox, type InboxTransaction, updateInbox } from './change-inbox.ts'
import { connectAgentIdentity, removeInbox, resetInboxSecret } from './connect-and-remove.ts'
import { type Inbox, isOpenChannel } from './inbox.ts'
import type { InboxNotFound } from './inbox-errors.ts'
import {
  adding,
  changeInboxMembers,
  type InboxMembersPorts,
  listInboxMembers,
  removing,
  replacing,
} from './inbox-members.ts'
import { changeInboxPicture } from './inbox-picture.ts'
import type { InboxQueries } from './inbox-queries.ts'

export type InboxesPorts<Tx extends InboxTransaction> = ChangeInboxPorts<Tx> &
  InboxMembersPorts & {
    readonly inboxQueries: InboxQueries
    readonly agentIdentityQueries: AgentIdentityQueries
    readonly directory: Directory
  }

export interface InboxLocation {
  readonly organizationId: OrganizationId
  readonly inboxId: InboxId
}

/** The inboxes of an organization, and who answers in them. */
export interface Inboxes {
  readonly list: (principal: MemberPrincipal) => Promise<Result<readonly Inbox[], Forbidden>>
  readonly get: (
    principal: MemberPrincipal,
    number: number,
  ) => Promise<Result<Inbox, Forbidden | InboxNotFound>>
  /** An inbox in which contacts are given addresses; to an agent identity's own they come by connecting alone. */
  readonly addressable: (
    principal: MemberPrincipal,
    number: number,
  ) => Promise<Result<Inbox, Forbidden | InboxNotFound>>
  readonly create: ReturnType<typeof createInbox>
  readonly update: ReturnType<typeof updateInbox>
  readonly changePicture: ReturnType<typeof changeInboxPicture>
  readonly resetSecret: ReturnType<typeof resetInboxSecret>
  readonly remove: ReturnType<typeof removeInbox>
  readonly connectAgentIdentity: ReturnType<typeof connectAgentIdentity>
  /** The agent identity that answers first in the inbox; null for none. */
  readonly agentIdentity: (
    principal: MemberPrincipal,
    number: number,
  ) => Promise<Result<AgentIdentity | null, Forbidden | InboxNotFound>>
  readonly members: ReturnType<typeof listInboxMembers>
  readonly assignableMembers: ReturnType<typeof assignableMembers>
  readonly addMembers: ReturnType<typeof changeInboxMembers>
  readonly replaceMembers: ReturnType<typeof changeInboxMembers>
  readonly removeMembers: ReturnType<typeof changeInboxMembers>
  /** Where the identifier in a public address leads to: all that a contact point's principal needs. */
  readonly locate: (identifier: string) => Promise<Result<InboxLocation, InboxNotFound>>
  /** An inbox by the identifier in its public addresses, for callers who have nothing else. */
  readonly byIdentifier: (
    identifier: string,
  ) => Promise<Result<{ readonly organizationId: OrganizationId; readonly inbox: Inbox }, InboxNotFound>>
}

export const createInboxes = <Tx extends InboxTransaction & FileTransaction>(
  ports: InboxesPorts<Tx>,
): Inboxes => ({
  list: async (principal) => {
    const permitted = permit(principal, 'inboxes:read')
    if (!permitted.ok) return permitted
    return ok(await ports.inboxQueries.list(principal.organizationId, visibleInboxes(principal)))
  },
  get: (principal, number) => getInbox(ports, principal, number),
  addressable: async (principal, number) => {
    const inbox = await getInbox(ports, principal, number)
    return !inbox.ok || isOpenChannel(inbox.value.channel.type)
      ? inbox
      : err({ code: 'access/forbidden', operation: 'contact-points:write' })
  },
  create: createInbox(ports),
  update: updateInbox(ports),
  changePicture: changeInboxPicture(ports),
  resetSecret: resetInboxSecret(ports),
  remove: removeInbox(ports),
  connectAgentIdentity: connectAgentIdentity(ports),
  agentIdentity: async (principal, number) => {
    const inbox = await getInbox(ports, principal, number)
    if (!inbox.ok) return inbox
    const { organizationId, agentIdentityId } = inbox.value
    return ok(agentIdentityId && (await ports.agentIdentityQueries.find(organizationId, agentIdentityId)))
  },
  members: listInboxMembers(ports),
  assignableMembers: assignableMembers(ports),
  addMembers: changeInboxMembers(ports, adding),
  replaceMembers: changeInboxMembers(ports, replacing),
  removeMembers: changeInboxMembers(ports, removing),
  locate: async (identifier) => {
    const found = await ports.directory.inboxByIdentifier(identifier)
    return found ? ok(found) : err({ code: 'inbox/not-found' })
  },
  byIdentifier: async (identifier) => {
    const found = await ports.directory.inboxByIdentifier(identifier)
    const inbox = found && (await ports.inboxQueries.find(found.organizationId, found.inboxId))
    return inbox ? ok({ organizationId: found.organizationId, inbox }) : err({ code: 'inbox/not-found' })
  },
})

const getInbox = async (
  { inboxQueries }: { readonly inboxQueries: InboxQueries },
  principal: MemberPrincipal,
  number: number,
): Promise<Result<Inbox, Forbidden | InboxNotFound>> => {
  const permitted = permit(principal, 'inboxes:read')
  if (!permitted.ok) return permitted
  const inbox = await inboxQueries.findByNumber(principal.organizationId, number)
  if (!inbox) return err({ code: 'inbox/not-found' })
  return seesInbox(principal, inbox.id)
    ? ok(inbox)
    : err({ code: 'access/forbidden', operation: 'inboxes:read' })
}
