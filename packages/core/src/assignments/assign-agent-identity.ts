import type {
  AgentIdentity,
  AgentIdentityNotFound,
  AgentIdentityPrincipal,
  AgentIdentityQueries,
  MemberPrincipal,
  Principal,
  SystemPrincipal,
} from '../access/index.ts'
import {
  type AccessRefusal,
  activityFact,
  actorIn,
  type ConversationNotFound,
  type ConversationState,
  type ConversationStore,
  type Decision,
  isConnected,
  nameOf,
  permitOn,
} from '../conversations/index.ts'
import { isOpenChannel } from '../inboxes/index.ts'
import {
  type Answer,
  type AssignmentId,
  type CallOptions,
  type Clock,
  err,
  type IdempotencyKeyReused,
  type IdSource,
  type MessageId,
  ok,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import { heldByIdentity, releasedFact } from './decide-assignment.ts'

export interface AssignAgentIdentity {
  readonly principal: Principal
  readonly agentIdentity: AgentIdentity
  readonly ids: { readonly assignment: AssignmentId; readonly activity: MessageId }
  readonly now: Timestamp
}

/** Which software holds a conversation, after a command. */
export interface HeldBySoftware {
  readonly agentIdentity: AgentIdentity
}

/** Gives a conversation to an agent identity. The assignment there was is released and kept; its own goes on. */
export const decideAssignAgentIdentity = (
  state: ConversationState,
  { principal, agentIdentity, ids, now }: AssignAgentIdentity,
): Result<Decision<HeldBySoftware>, AccessRefusal> => {
  const permitted = permitOn(state, principal, 'assignments:write')
  if (!permitted.ok) return permitted
  const refused = notConnected(state, agentIdentity)
  if (refused) return err(refused)
  const answer = () => ({ agentIdentity })
  const current = state.assignment
  if (current?.holder.id === agentIdentity.id) return ok({ facts: [], answer })
  const text = `Assigned to ${agentIdentity.name} by ${nameOf(principal, state)}`
  return ok({
    facts: [
      ...(current ? [releasedFact(current, { at: now, reason: handing(state) })] : []),
      heldByIdentity(state, { identity: agentIdentity, assignmentId: ids.assignment, now }),
      activityFact(state, { id: ids.activity, at: now, text }),
    ],
    answer,
  })
}

const handing = ({ inbox }: ConversationState) =>
  isOpenChannel(inbox.channelType) ? 'reassigned' : 'handed_back'

/**
 * On a connection channel the conversation belongs to its own agent identity, as long as the human is connected: null where it
 * may be given to this one.
 */
const notConnected = (
  { inbox, conversation }: ConversationState,
  identity: AgentIdentity,
): AccessRefusal | null => {
  if (isOpenChannel(inbox.channelType)) return null
  if (identity.inboxId !== inbox.id) return { code: 'access/forbidden', operation: 'assignments:write' }
  return isConnected(conversation.connection) ? null : { code: 'assignment/released' }
}

export interface AssignAgentIdentityPorts {
  readonly conversationStore: ConversationStore
  readonly agentIdentityQueries: AgentIdentityQueries
  readonly clock: Clock
  readonly ids: IdSource
}

type AssignError = AccessRefusal | ConversationNotFound | AgentIdentityNotFound | IdempotencyKeyReused

/** Gives the conversation to the agent identity with this number. */
export const assignAgentIdentity =
  (ports: AssignAgentIdentityPorts) =>
  async (
    principal: MemberPrincipal | AgentIdentityPrincipal | SystemPrincipal,
    conversationNumber: number,
    identityNumber: number,
    options: CallOptions = {},
  ): Promise<Answer<HeldBySoftware, AssignError>> => {
    const { organizationId } = principal
    const agentIdentity = await ports.agentIdentityQueries.findByNumber(organizationId, identityNumber)
    if (!agentIdentity) return err({ code: 'agent-identity/not-found' })
    const ids = { assignment: ports.ids.next<'assignment'>(), activity: ports.ids.next<'message'>() }
    const command = { principal, agentIdentity, ids, now: ports.clock.now() }
    return ports.conversationStore.change(
      { organizationId, number: conversationNumber },
      {
        at: command.now,
        idempotency: options.idempotency,
        actor: (state) => actorIn(state, principal),
        decide: (state) => decideAssignAgentIdentity(state, command),
      },
    )
  }
