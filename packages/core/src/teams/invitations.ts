import { audited, type Forbidden, permit, type StaffPrincipal } from '../access/index.ts'
import { type CallOptions, err, type InvitationId, ok, type Result, type TeamId } from '../kernel/index.ts'
import type { Invitation } from './invitation.ts'
import type { InvitationQueries } from './invitation-store.ts'
import type { InvitePorts } from './invite.ts'
import type { InvitationNotFound, TeamNotFound } from './team-errors.ts'
import type { TeamKeeper } from './team-event.ts'
import type { TeamQueries } from './team-queries.ts'

export interface InvitationsPorts extends InvitePorts {
  readonly teamQueries: TeamQueries
  readonly invitationQueries: InvitationQueries
}

/** The invitations to a team that can still be accepted, the newest first. */
export const listInvitations =
  ({ teamQueries, invitationQueries, clock }: InvitationsPorts) =>
  async (
    principal: StaffPrincipal,
    teamId: TeamId,
  ): Promise<Result<readonly Invitation[], Forbidden | TeamNotFound>> => {
    const permitted = permit(principal, 'teams:invite')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    if (!(await teamQueries.find(organizationId, teamId))) return err({ code: 'team/not-found' })
    return ok(await invitationQueries.pending(organizationId, teamId, clock.now()))
  }

/** Takes an invitation back: what was mailed accepts nothing any more. */
export const revokeInvitation =
  (ports: InvitationsPorts) =>
  async (
    principal: TeamKeeper,
    asked: { readonly teamId: TeamId; readonly id: InvitationId },
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<null, Forbidden | InvitationNotFound>> => {
    const permitted = permit(principal, 'teams:invite')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const invitation = await tx.invitations.find(asked.id)
      const taken = invitation?.teamId === asked.teamId && (await tx.invitations.settle(asked.id, 'revoked'))
      if (!taken) return err({ code: 'invitation/not-found' })
      const subject = { type: 'invitation', id: asked.id }
      await tx.audit.record(audited(ports, { principal, origin }, { action: 'invitation.revoked', subject }))
      return ok(null)
    })
  }
