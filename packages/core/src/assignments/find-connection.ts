import type { AgentIdentity, AgentIdentityNotFound, Forbidden, Principal } from '../access/index.ts'
import { permit } from '../access/index.ts'
import { type ContactVerdict, contactVerdict } from '../contacts/index.ts'
import {
  type ConversationNotFound,
  type ConversationState,
  NO_FILTER,
  type NotEnabled,
  type UnknownRecipient,
} from '../conversations/index.ts'
import {
  type AgentIdentityId,
  type ConversationId,
  err,
  type OrganizationId,
  ok,
  type Result,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { ConnectionParties } from './connection-access.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { isInboxOf } from './decide-connection.ts'
import { routerOf } from './router-line.ts'

/** Which connection is meant: by its conversation, or by the human and the agent identity. */
export type ConnectionKey =
  | { readonly conversationId: ConversationId }
  | { readonly remoteNumber: string; readonly agentIdentityId: AgentIdentityId | null }

/** A conversation of a connection with what its rules ask about. */
export interface FoundConnection extends ConnectionParties {
  readonly state: ConversationState
}

export type FindError =
  | Forbidden
  | ConversationNotFound
  | AgentIdentityNotFound
  | UnknownRecipient
  | NotEnabled
  | ValidationFailed

/** The conversation that the caller means, with its agent identity; an identity finds its own and no other's. */
export const findConnection = async (
  ports: ConnectionPorts,
  principal: Principal,
  key: ConnectionKey,
): Promise<Result<FoundConnection, FindError>> => {
  const permitted = permit(principal, 'connections:act')
  if (!permitted.ok) return permitted
  const found =
    'conversationId' in key
      ? await byId(ports, principal, key.conversationId)
      : await byNumber(ports, principal, key)
  if (!found.ok) return found
  const { state, identity } = found.value
  const verdict = await verdictOn(ports, identity, state.contactPoint.sourceId)
  return ok({ state, identity, verdict })
}

/** What the contact rules of the agent identity say of the number. */
export const verdictOn = async (
  { contactRuleQueries }: Pick<ConnectionPorts, 'contactRuleQueries'>,
  { organizationId, id, imessageFilterMode }: AgentIdentity,
  remoteNumber: string,
): Promise<ContactVerdict> =>
  contactVerdict(imessageFilterMode, await contactRuleQueries.match(organizationId, id, remoteNumber))

type Located = Omit<FoundConnection, 'verdict'>

const byId = async (
  ports: ConnectionPorts,
  principal: Principal,
  id: ConversationId,
): Promise<Result<Located, ConversationNotFound>> => {
  const state = await ports.conversationQueries.find(principal.organizationId, { id })
  if (!state?.conversation.connection) return err({ code: 'conversation/not-found' })
  const identity = await identityOf(ports, principal.organizationId, state)
  return identity && acts(principal, identity)
    ? ok({ state, identity })
    : err({ code: 'conversation/not-found' })
}

/** The agent identity whose inbox the conversation is in; null when it is gone. */
export const identityOf = async (
  { agentIdentityQueries }: Pick<ConnectionPorts, 'agentIdentityQueries'>,
  organizationId: OrganizationId,
  state: ConversationState,
): Promise<AgentIdentity | null> => {
  const held = state.agentIdentity
  if (held && isInboxOf(held, state.inbox)) return held
  return agentIdentityQueries.findByInbox(organizationId, state.inbox.id)
}

const acts = (principal: Principal, identity: AgentIdentity): boolean =>
  principal.type !== 'agent_identity' || principal.agentIdentity.id === identity.id

const byNumber = async (
  ports: ConnectionPorts,
  principal: Principal,
  { remoteNumber, agentIdentityId }: Extract<ConnectionKey, { readonly remoteNumber: string }>,
): Promise<Result<Located, FindError>> => {
  const identity = await actingIdentity(ports, principal, agentIdentityId)
  if (!identity.ok) return identity
  const { inboxId, imessageEnabled } = identity.value
  if (!imessageEnabled || inboxId === null) return err({ code: 'agent-identity/not-enabled' })
  const state = await conversationWith(ports, principal.organizationId, { inboxId, remoteNumber })
  return state?.conversation.connection
    ? ok({ state, identity: identity.value })
    : err({ code: 'connection/unknown-recipient', remoteNumber, router: routerOf(ports, identity.value) })
}

const actingIdentity = async (
  { agentIdentityQueries }: ConnectionPorts,
  principal: Principal,
  wanted: AgentIdentityId | null,
): Promise<Result<AgentIdentity, Forbidden | AgentIdentityNotFound | ValidationFailed>> => {
  if (principal.type === 'agent_identity') {
    const own = principal.agentIdentity
    return wanted === null || wanted === own.id
      ? ok(own)
      : err({ code: 'access/forbidden', operation: 'connections:act' })
  }
  if (wanted === null) return err(validationFailed({ field: 'agentIdentityId', problem: 'blank' }))
  const found = await agentIdentityQueries.find(principal.organizationId, wanted)
  return found ? ok(found) : err({ code: 'agent-identity/not-found' })
}

const conversationWith = async (
  { contactQueries, conversationQueries }: ConnectionPorts,
  organizationId: OrganizationId,
  {
    inboxId,
    remoteNumber,
  }: { readonly inboxId: NonNullable<AgentIdentity['inboxId']>; readonly remoteNumber: string },
): Promise<ConversationState | null> => {
  const known = await contactQueries.pointBySource(organizationId, inboxId, remoteNumber)
  if (!known) return null
  const [newest] = await conversationQueries.list(organizationId, {
    filter: { ...NO_FILTER, contactId: known.contact.id, contactPointId: known.point.id },
    assignee: { type: 'all' },
    sort: 'created_at_desc',
    page: 1,
    perPage: 1,
  })
  return newest ?? null
}
