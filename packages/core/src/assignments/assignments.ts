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
  type OrganizationId,
  ok,
  type Result,
} from '../kernel/index.ts'
import type { TeamQueries } from '../teams/index.ts'
import { type AssignAgentIdentityPorts, assignAgentIdentity } from './assign-agent-identity.ts'
import { type AutoAssignPorts, connectedMembers, whenSomebodyIsNeeded } from './auto-assign.ts'
import { connectedIdentity } from './connected-identity.ts'
import { decideAssign, type Held } from './decide-assignment.ts'
import { decideTeam, type LeaveToTeam, type LeftTo } from './decide-team.ts'

export type AssignmentsPorts = AutoAssignPorts &
  AssignAgentIdentityPorts & {
    readonly memberQueries: MemberQueries
    readonly teamQueries: TeamQueries
    readonly conversationQueries: ConversationQueries
  }

type Assigner = MemberPrincipal | AgentIdentityPrincipal | SystemPrincipal

type Assigned<T> = Promise<Answer<T, AccessRefusal | ConversationNotFound | IdempotencyKeyReused>>

/** Who holds which conversation. */
export interface Assignments {
  /** Gives the conversation to the member with this number; null, or the number of nobody, takes it from whoever holds it. */
  readonly assign: (
    principal: Assigner,
    conversationNumber: number,
    memberNumber: number | null,
    options?: CallOptions,
  ) => Assigned<Held>
  readonly assignAgentIdentity: ReturnType<typeof assignAgentIdentity>
  /** Leaves the conversation to the team with this number; null, or the number of none, takes it from its team. */
  readonly leaveToTeam: (
    principal: Assigner,
    conversationNumber: number,
    teamNumber: number | null,
    options?: CallOptions,
  ) => Assigned<LeftTo>
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
    const backTo = member ? null : await connectedIdentity(ports, organizationId, { number })
    const command = { principal, member, backTo, ...freshFor(ports) }
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
  leaveToTeam: leaveToTeam(ports),
  history: async (principal, number) => {
    const state = await ports.conversationQueries.find(principal.organizationId, { number })
    if (!state) return err({ code: 'conversation/not-found' })
    const permitted = permitOn(state, principal, 'conversations:read')
    if (!permitted.ok) return permitted
    return ok(await ports.conversationStore.assignments(principal.organizationId, state.conversation.id))
  },
  whenSomebodyIsNeeded: whenSomebodyIsNeeded(ports),
})

const freshFor = ({ ids, clock }: Pick<AssignmentsPorts, 'ids' | 'clock'>) => ({
  ids: { assignment: ids.next<'assignment'>(), activity: ids.next<'message'>() },
  now: clock.now(),
})

const leaveToTeam =
  (ports: AssignmentsPorts): Assignments['leaveToTeam'] =>
  async (principal, number, teamNumber, options = {}) => {
    const { organizationId } = principal
    const command: LeaveToTeam = {
      principal,
      team: await teamWithMembers(ports, organizationId, teamNumber),
      connected: await connectedMembers(ports, organizationId),
      ...freshFor(ports),
    }
    return ports.conversationStore.changeInTurn(
      { organizationId, number },
      {
        at: command.now,
        idempotency: options.idempotency,
        actor: (state) => actorIn(state, principal),
        decide: (state) => decideTeam(state, command),
      },
    )
  }

const teamWithMembers = async (
  { teamQueries }: AssignmentsPorts,
  organizationId: OrganizationId,
  number: number | null,
): Promise<LeaveToTeam['team']> => {
  const team = number === null ? null : await teamQueries.findByNumber(organizationId, number)
  if (!team) return null
  const members = await teamQueries.members(organizationId, team.id)
  return { team, memberIds: new Set(members.map(({ id }) => id)) }
}
