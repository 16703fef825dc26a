import type {
  AgentIdentityPrincipal,
  MemberPrincipal,
  MemberQueries,
  SystemPrincipal,
} from '../access/index.ts'
import {
  type AccessRefusal,
  type Assignment,
  actorIn,
  type ConversationNotFound,
  type ConversationQueries,
  permitOn,
} from '../conversations/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  ok,
  type Result,
} from '../kernel/index.ts'
import { type AssignAgentIdentityPorts, assignAgentIdentity } from './assign-agent-identity.ts'
import { type AutoAssignPorts, whenSomebodyIsNeeded } from './auto-assign.ts'
import { decideAssign, type Held } from './decide-assignment.ts'

export type AssignmentsPorts = AutoAssignPorts &
  AssignAgentIdentityPorts & {
    readonly memberQueries: MemberQueries
    readonly conversationQueries: ConversationQueries
  }

/** Who holds which conversation. */
export interface Assignments {
  /** Gives the conversation to the member with this number; null, or the number of nobody, takes it from whoever holds it. */
  readonly assign: (
    principal: MemberPrincipal | AgentIdentityPrincipal | SystemPrincipal,
    conversationNumber: number,
    memberNumber: number | null,
    options?: CallOptions,
  ) => Promise<Answer<Held, AccessRefusal | ConversationNotFound | IdempotencyKeyReused>>
  readonly assignAgentIdentity: ReturnType<typeof assignAgentIdentity>
  /** Every assignment the conversation ever had, oldest first. */
  readonly history: (
    principal: MemberPrincipal,
    conversationNumber: number,
  ) => Promise<Result<readonly Assignment[], AccessRefusal>>
  /** The consumer of the log that gives open conversations to members who take work. */
  readonly whenSomebodyIsNeeded: ReturnType<typeof whenSomebodyIsNeeded>
}

export const createAssignments = (ports: AssignmentsPorts): Assignments => ({
  assign: async (principal, number, memberNumber, options = {}) => {
    const { organizationId } = principal
    const member =
      memberNumber === null ? null : await ports.memberQueries.findByNumber(organizationId, memberNumber)
    const command = {
      principal,
      member,
      ids: { assignment: ports.ids.next<'assignment'>(), activity: ports.ids.next<'message'>() },
      now: ports.clock.now(),
    }
    return ports.conversationStore.change(
      { organizationId, number },
      {
        at: command.now,
        idempotency: options.idempotency,
        actor: (state) => actorIn(state, principal),
        decide: (state) => decideAssign(state, command),
      },
    )
  },
  assignAgentIdentity: assignAgentIdentity(ports),
  history: async (principal, number) => {
    const state = await ports.conversationQueries.find(principal.organizationId, { number })
    if (!state) return err({ code: 'conversation/not-found' })
    const permitted = permitOn(state, principal, 'conversations:read')
    if (!permitted.ok) return permitted
    return ok(await ports.conversationStore.assignments(principal.organizationId, state.conversation.id))
  },
  whenSomebodyIsNeeded: whenSomebodyIsNeeded(ports),
})
