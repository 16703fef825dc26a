import type { AgentIdentityId, MemberId, NewTeam, OrganizationId, Team, TeamId } from '@parlance/core'
import type { GeneratedAlways, Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface TeamTable {
  organization_id: OrganizationId
  id: TeamId
  number: GeneratedAlways<number>
  name: string
  description: string | null
  allow_auto_assign: boolean
  icon: string | null
  icon_color: string | null
  created_at: Moment
  updated_at: Moment
}

export interface TeamMemberTable {
  organization_id: OrganizationId
  team_id: TeamId
  member_id: MemberId
}

export interface TeamAgentIdentityTable {
  organization_id: OrganizationId
  team_id: TeamId
  agent_identity_id: AgentIdentityId
}

export type TeamRow = Selectable<TeamTable>

export const TEAM_COLUMNS = [
  'organization_id',
  'id',
  'number',
  'name',
  'description',
  'allow_auto_assign',
  'icon',
  'icon_color',
  'created_at',
  'updated_at',
] as const satisfies readonly (keyof TeamTable)[]

export const toTeam = (row: TeamRow): Team => ({
  id: row.id,
  organizationId: row.organization_id,
  number: row.number,
  name: row.name,
  description: row.description,
  allowAutoAssign: row.allow_auto_assign,
  icon: row.icon,
  iconColor: row.icon_color,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** What an update replaces: everything but the number. */
export const settingsOf = (team: NewTeam) => ({
  name: team.name,
  description: team.description,
  allow_auto_assign: team.allowAutoAssign,
  icon: team.icon,
  icon_color: team.iconColor,
  updated_at: toIso(team.updatedAt),
})

export const fromTeam = (team: NewTeam) => ({
  ...settingsOf(team),
  organization_id: team.organizationId,
  id: team.id,
  created_at: toIso(team.createdAt),
})
