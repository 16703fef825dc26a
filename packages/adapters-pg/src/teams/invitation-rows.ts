import type {
  Invitation,
  InvitationId,
  InvitationState,
  MemberId,
  OrganizationId,
  TeamId,
} from '@parlance/core'
import type { Selectable } from 'kysely'
import type { Moment } from '../kernel/moment.ts'

export interface InvitationTable {
  organization_id: OrganizationId
  id: InvitationId
  team_id: TeamId
  email: string
  role: Invitation['role']
  invited_by: MemberId | null
  state: InvitationState
  digest: string
  created_at: Moment
  expires_at: Moment
}

/** An invitation, as the domain has it. */
export const toInvitation = (row: Selectable<InvitationTable>): Invitation => ({
  id: row.id,
  organizationId: row.organization_id,
  teamId: row.team_id,
  email: row.email,
  role: row.role,
  invitedBy: row.invited_by,
  state: row.state,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
})
