import type { Candidate, InboxId, OrganizationId } from '../../src/index.ts'
import { membersOf } from '../access/member.memory.ts'
import type { Tables } from '../memory-database.ts'

/** The members of an inbox, as automatic assignment weighs them. */
export const candidatesOf = (
  tables: Tables,
  organizationId: OrganizationId,
  inboxId: InboxId,
): readonly Candidate[] => {
  const conversationOf = (id: string) => tables.conversations.get(organizationId, id)?.conversation
  const given = tables.assignments
    .of(organizationId)
    .filter(({ conversationId }) => conversationOf(conversationId)?.inboxId === inboxId)
  return membersOf(tables, organizationId, inboxId)
    .slice(0, 1_000)
    .map((member) => {
      const own = given.filter(({ holder }) => holder.id === member.id)
      const open = own.filter(
        ({ status, conversationId }) =>
          status === 'active' && conversationOf(conversationId)?.status === 'open',
      )
      const teams = tables.teamMembers.of(organizationId).filter(({ memberId }) => memberId === member.id)
      return {
        member,
        lastAssignedAt: own.length > 0 ? Math.max(...own.map((one) => one.assignedAt)) : null,
        held: open.length,
        teamIds: teams.map(({ teamId }) => teamId).toSorted(),
      }
    })
}
