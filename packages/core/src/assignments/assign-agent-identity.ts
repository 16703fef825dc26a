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
  type ActiveAssignment,
  activityFact,
  actorIn,
  type ConversationFact,
  type ConversationNotFound,
  type ConversationState,
  type ConversationStore,
  type Decision,
  nameOf,
  permitOn,
} from '../conversations/index.ts'
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
  const answer = () => ({ agentIdentity })
  const current = state.assignment
  if (current?.holder.id === agentIdentity.id) return ok({ facts: [], answer })
  const made: ActiveAssignment = {
    id: ids.assignment,
    conversationId: state.conversation.id,
    holder: { type: 'agent_identity', id: agentIdentity.id },
    assignedAt: now,
    status: 'active',
  }
  const text = `Assigned to ${agentIdentity.name} by ${nameOf(principal, state)}`
  return ok({
    facts: [
      ...(current ? [reassigned(current, now)] : []),
      { type: 'assignment.made', at: now, assignment: made, assignee: null, agentIdentity },
      activityFact(state, { id: ids.activity, at: now, text }),
    ],
    answer,
  })
}

const reassigned = (
  { status: _active, ...assignment }: ActiveAssignment,
  at: Timestamp,
): ConversationFact => ({
  type: 'assignment.released',
  at,
  assignment: { ...assignment, status: 'released', releasedAt: at, releaseReason: 'reassigned' },
})

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
