import {
  actorOf,
  type MemberPrincipal,
  type ServerKeyPrincipal,
  type SystemPrincipal,
} from '../access/index.ts'
import type { AgentIdentityId, Clock, IdSource, MemberId, RecordedEvent, TeamId } from '../kernel/index.ts'
import type { Team } from './team.ts'

/** Who may be asked to change teams. */
export type TeamKeeper = MemberPrincipal | ServerKeyPrincipal | SystemPrincipal

type TeamEvent =
  | {
      readonly type: 'team.created' | 'team.updated' | 'team.removed'
      readonly data: { readonly team: Team }
    }
  | {
      readonly type: 'team.members-changed'
      readonly data: {
        readonly teamId: TeamId
        readonly added: readonly MemberId[]
        readonly removed: readonly MemberId[]
      }
    }
  | {
      readonly type: 'team.agent-identity-shared' | 'team.agent-identity-withdrawn'
      readonly data: { readonly teamId: TeamId; readonly agentIdentityId: AgentIdentityId }
    }

/** What is recorded of a change to a team. */
export const teamEvent = (
  { ids, clock }: { readonly ids: IdSource; readonly clock: Clock },
  principal: TeamKeeper,
  { type, data }: TeamEvent,
): RecordedEvent => ({
  id: ids.next(),
  type,
  organizationId: principal.organizationId,
  aggregate: { type: 'team', id: 'team' in data ? data.team.id : data.teamId },
  seq: null,
  occurredAt: clock.now(),
  actor: actorOf(principal),
  data,
})
