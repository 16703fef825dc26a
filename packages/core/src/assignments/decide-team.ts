import type { Principal } from '../access/index.ts'
import {
  type AccessRefusal,
  activityFact,
  type ConversationFact,
  type Decision,
  nameOf,
  permitOn,
  type TurnState,
  teamText,
} from '../conversations/index.ts'
import { type MemberId, ok, type Result, type Timestamp } from '../kernel/index.ts'
import type { Team } from '../teams/index.ts'
import { type AssignmentIds, madeFact, releasedFact } from './decide-assignment.ts'
import { free } from './decide-auto-assign.ts'
import { type Connected, whoseTurn } from './whose-turn.ts'

export interface LeaveToTeam {
  readonly principal: Principal
  /** The team with its members; null for none. */
  readonly team: { readonly team: Team; readonly memberIds: ReadonlySet<MemberId> } | null
  /** Who of the members is connected. */
  readonly connected: Connected
  readonly ids: AssignmentIds
  readonly now: Timestamp
}

/** The team that a conversation is left to, after a command. */
export interface LeftTo {
  readonly team: Team | null
}

/**
 * Leaves a conversation to a team, or to none. A member who holds it and is not in the team is released; if the team
 * allows it, the conversation is given to the one of its members in the inbox whose turn it is. An agent identity goes on
 * holding it. The team it has already changes nothing.
 */
export const decideTeam = (
  state: TurnState,
  command: LeaveToTeam,
): Result<Decision<LeftTo>, AccessRefusal> => {
  const { principal, ids, now } = command
  const permitted = permitOn(state, principal, 'assignments:write')
  if (!permitted.ok) return permitted
  const team = command.team?.team ?? null
  if (team?.id === state.team?.id) return ok({ facts: [], answer: () => ({ team: state.team }) })
  const { facts, assigned } = assignmentOf(state, command)
  const names = { previous: state.team?.name ?? null, current: team?.name ?? null, assignee: assigned }
  const text = teamText(names, nameOf(principal, state))
  return ok({
    facts: [
      { type: 'conversation.team-changed', at: now, team },
      ...facts,
      activityFact(state, { id: ids.activity, at: now, text }),
    ],
    answer: ({ state: after }) => ({ team: after.team }),
  })
}

/** What becomes of who holds the conversation, and the name of the member who is given it. */
const assignmentOf = (
  state: TurnState,
  { team, connected, ids, now }: LeaveToTeam,
): { readonly facts: readonly ConversationFact[]; readonly assigned: string | null } => {
  const { assignment, assignee } = state
  const stays = assignment && (!assignee || !team || team.memberIds.has(assignee.id))
  if (!team || stays) return { facts: [], assigned: null }
  const able = free(state).filter(({ member }) => team.memberIds.has(member.id))
  const member = team.team.allowAutoAssign ? whoseTurn(able, connected) : null
  const facts: ConversationFact[] = []
  const reason = member ? 'reassigned' : 'unassigned'
  if (assignment) facts.push(releasedFact(assignment, { at: now, reason }))
  if (member) facts.push(madeFact(state, { member, id: ids.assignment, at: now }))
  return { facts, assigned: member?.name ?? null }
}
