import type { Invitation, InvitationQueries, InvitationStore, OrganizationId } from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import type { Tables, WritableTables } from '../memory-database.ts'

export const memoryInvitationStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): InvitationStore => {
  const all = () => tables.invitations.of(organizationId)
  const settle = (id: string, state: Invitation['state']): boolean => {
    const row = tables.invitations.get(organizationId, id)
    if (row?.invitation.state !== 'pending') return false
    tables.invitations.put(organizationId, id, { ...row, invitation: { ...row.invitation, state } })
    return true
  }
  return {
    insert: async (invitation, digest) =>
      tables.invitations.insert(organizationId, invitation.id, { invitation, digest }),
    countSince: async (at) => all().filter(({ invitation }) => invitation.createdAt >= at).length,
    findPending: async (digest) =>
      all().find((one) => one.digest === digest && one.invitation.state === 'pending')?.invitation ?? null,
    find: async (id) => tables.invitations.get(organizationId, id)?.invitation ?? null,
    settle: async (id, state) => settle(id, state),
    replace: async (teamId, email) => {
      for (const { invitation } of all())
        if (invitation.teamId === teamId && invitation.email === email) settle(invitation.id, 'replaced')
    },
    forget: async (before, limit) => {
      const old = all().filter(({ invitation }) => invitation.createdAt < before)
      for (const { invitation } of old.slice(0, limit))
        tables.invitations.remove(organizationId, invitation.id)
    },
  }
}

export const memoryInvitationQueries = (tables: Tables): InvitationQueries => ({
  pending: async (organizationId, teamId, now) =>
    tables.invitations
      .of(organizationId)
      .map(({ invitation }) => invitation)
      .filter((one) => one.teamId === teamId && one.state === 'pending' && one.expiresAt > now)
      .toSorted(by(({ createdAt }) => -createdAt))
      .slice(0, 1_000),
})
