import {
  type AgentIdentityNotFound,
  type AgentIdentityStore,
  audited,
  type Forbidden,
  permit,
} from '../access/index.ts'
import {
  type AgentIdentityId,
  type Answer,
  type AuditRecorder,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type Result,
  type TeamId,
  type UnitOfWork,
} from '../kernel/index.ts'
import type { TeamNotFound } from './team-errors.ts'
import { type TeamKeeper, teamEvent } from './team-event.ts'
import type { TeamStore } from './team-store.ts'

export interface SharePorts {
  readonly unitOfWork: UnitOfWork<{
    readonly teams: TeamStore
    readonly agentIdentities: AgentIdentityStore
    readonly events: EventRecorder
    readonly audit: AuditRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly clock: Clock
  readonly ids: IdSource
}

type Shared = Promise<Answer<null, Forbidden | TeamNotFound | AgentIdentityNotFound | IdempotencyKeyReused>>

/**
 * Shares an agent identity with a team, or shares it no longer. While it is shared, the members of the team see the
 * inboxes that it answers, and what is said in them, as if they were members of those inboxes; they are given no work
 * there. To share it again changes nothing.
 */
export const shareAgentIdentity =
  (ports: SharePorts, change: 'shared' | 'withdrawn') =>
  async (
    principal: TeamKeeper,
    { teamId, agentIdentityId }: { readonly teamId: TeamId; readonly agentIdentityId: AgentIdentityId },
    options: CallOptions = {},
  ): Shared => {
    const permitted = permit(principal, 'teams:share-bot')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async (): Promise<Result<null, TeamNotFound | AgentIdentityNotFound>> => {
        if (!(await tx.teams.find(teamId))) return err({ code: 'team/not-found' })
        if (!(await tx.agentIdentities.find(agentIdentityId)))
          return err({ code: 'agent-identity/not-found' })
        const changed =
          change === 'shared'
            ? await tx.teams.shareAgentIdentity(teamId, agentIdentityId)
            : await tx.teams.withdrawAgentIdentity(teamId, agentIdentityId)
        if (!changed) return ok(null)
        const type = `team.agent-identity-${change}` as const
        await tx.events.record([teamEvent(ports, principal, { type, data: { teamId, agentIdentityId } })])
        const news = { action: type, subject: { type: 'team', id: teamId }, after: { agentIdentityId } }
        await tx.audit.record(audited(ports, { principal, ...options }, news))
        return ok(null)
      }),
    )
  }
