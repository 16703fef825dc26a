import type { InboxId, MemberId, OrganizationId, TeamId } from '../../src/index.ts'
import type { Tables } from '../memory-database.ts'

/**
 * The inboxes and teams of a member: inboxes that it belongs to, and those that an agent identity answers which is shared
 * with one of its teams.
 */
export const membershipsOf = (
  tables: Tables,
  organizationId: OrganizationId,
  memberId: MemberId,
): { readonly inboxIds: readonly InboxId[]; readonly teamIds: readonly TeamId[] } => {
  const joined = tables.inboxMembers
    .of(organizationId)
    .flatMap((one) => (one.memberId === memberId ? one.inboxId : []))
  const teamIds = tables.teamMembers
    .of(organizationId)
    .flatMap((one) => (one.memberId === memberId ? one.teamId : []))
  const shared = tables.teamAgentIdentities
    .of(organizationId)
    .flatMap(({ teamId, agentIdentityId }) => (teamIds.includes(teamId) ? agentIdentityId : []))
  const answered = tables.inboxes
    .of(organizationId)
    .filter(({ agentIdentityId }) => agentIdentityId !== null && shared.includes(agentIdentityId))
    .filter(({ id }) => !tables.removedInboxes.get(organizationId, id))
    .map(({ id }) => id)
  const own = shared.flatMap((id) => {
    const row = tables.agentIdentities.get(organizationId, id)
    return row?.removedAt === null ? (row.identity.inboxId ?? []) : []
  })
  return {
    inboxIds: [...new Set([...joined, ...answered, ...own])].toSorted(),
    teamIds: teamIds.toSorted(),
  }
}
