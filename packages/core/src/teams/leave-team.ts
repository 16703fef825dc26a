import { audited, type Forbidden, permit } from '../access/index.ts'
import { type CallOptions, err, type MemberId, ok, type Result, type TeamId } from '../kernel/index.ts'
import type { ChangeTeamPorts } from './change-team.ts'
import type { NotInTeam, TeamNotFound } from './team-errors.ts'
import { type TeamKeeper, teamEvent } from './team-event.ts'

/** Lets one member leave a team; what it holds stays with it. */
export const leaveTeam =
  (ports: ChangeTeamPorts) =>
  async (
    principal: TeamKeeper,
    { teamId, memberId }: { readonly teamId: TeamId; readonly memberId: MemberId },
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<null, Forbidden | TeamNotFound | NotInTeam>> => {
    const permitted = permit(principal, 'teams:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(
      principal.organizationId,
      async (tx): Promise<Result<null, TeamNotFound | NotInTeam>> => {
        if (!(await tx.teams.find(teamId))) return err({ code: 'team/not-found' })
        if (!(await tx.teams.memberIds(teamId)).includes(memberId)) return err({ code: 'team/not-in-team' })
        await tx.teams.removeMembers(teamId, [memberId])
        const data = { teamId, added: [], removed: [memberId] }
        await tx.events.record([teamEvent(ports, principal, { type: 'team.members-changed', data })])
        const subject = { type: 'team', id: teamId }
        const news = { action: 'team.members-changed', subject, after: { removed: [memberId] } }
        await tx.audit.record(audited(ports, { principal, origin }, news))
        return ok(null)
      },
    )
  }
