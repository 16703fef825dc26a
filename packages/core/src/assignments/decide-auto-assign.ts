import type { Member, SystemPrincipal } from '../access/index.ts'
import type {
  AccessRefusal,
  Candidate,
  ConversationState,
  Decision,
  TurnState,
} from '../conversations/index.ts'
import { ok, type Result, type Timestamp } from '../kernel/index.ts'
import { type AssignmentIds, decideAssign, type Held, unchanged } from './decide-assignment.ts'
import { type Connected, whoseTurn } from './whose-turn.ts'

export interface AutoAssign {
  readonly principal: SystemPrincipal
  /** Who of the members is connected. */
  readonly connected: Connected
  readonly ids: AssignmentIds
  readonly now: Timestamp
}

/**
 * Gives an open conversation that nobody holds, or a member who left the inbox, to the member whose turn it is. Decided
 * under the lock of the inbox: of several that try at once, one assigns and the others find it done, and nobody is
 * given more than the inbox allows.
 */
export const decideAutoAssign = (
  state: TurnState,
  { connected, ...command }: AutoAssign,
): Result<Decision<Held>, AccessRefusal> => {
  if (!waits(state)) return ok(unchanged)
  const member = whoseTurn(free(state).filter(inTeamOf(state)), connected)
  return member ? decideAssign(state, { ...command, member }) : ok(unchanged)
}

/** The candidates who can be given one more. */
export const free = ({ candidates, inbox }: TurnState): readonly Candidate[] =>
  candidates.filter(({ held }) => inbox.assignmentLimit === null || held < inbox.assignmentLimit)

/** A conversation that is left to a team is for its members, and waits when the team gives out nothing. */
const inTeamOf =
  ({ team }: Pick<ConversationState, 'team'>) =>
  ({ teamIds }: Candidate): boolean =>
    !team || (team.allowAutoAssign && teamIds.includes(team.id))

const waits = (state: TurnState): boolean => {
  const { conversation, inbox, assignment, assignee } = state
  if (conversation.status !== 'open' || !inbox.enableAutoAssignment) return false
  return !assignment || (assignee !== null && hasLeft(state, assignee))
}

const hasLeft = ({ candidates }: TurnState, { id }: Member): boolean =>
  !candidates.some(({ member }) => member.id === id)
