import { DAY, type Invitation, type OrganizationId, type TeamId } from '../../src/index.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { addTeam } from './team.fixtures.ts'

const anInvitation = (
  { world }: Pick<Given, 'world'>,
  of: { readonly organizationId: OrganizationId; readonly teamId: TeamId },
  overrides: Partial<Invitation> = {},
): Invitation => ({
  ...of,
  id: world.ids.next(),
  email: `${world.ids.next()}@invited.test`,
  role: 'agent',
  invitedBy: null,
  state: 'pending',
  createdAt: world.clock.now(),
  expiresAt: world.clock.now() + 7 * DAY,
  ...overrides,
})

const setUp = async (given: Given) => {
  const { organization, owner } = await seedOrganization(given)
  const team = await addTeam(given, organization.id)
  const of = { organizationId: organization.id, teamId: team.id }
  const insert = (overrides: Partial<Invitation> = {}) =>
    inWork(given, organization.id, async (tx) => {
      const invitation = anInvitation(given, of, overrides)
      await tx.invitations.insert(invitation, given.world.secrets.digest(invitation.id))
      return invitation
    })
  const pending = (now = given.world.clock.now()) =>
    given.storage.invitationQueries.pending(organization.id, team.id, now)
  return { organization, owner, team, insert, pending }
}

/** What every `InvitationStore` and `InvitationQueries` promise. */
export const invitationContract = contractOf('InvitationStore and InvitationQueries', {
  'keep an invitation, find it by what accepts it, and settle it once': async (given) => {
    const { organization, owner, insert } = await setUp(given)
    const invitation = await insert({ invitedBy: owner.id, role: 'administrator' })
    const digest = given.world.secrets.digest(invitation.id)
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.invitations.findPending(digest)).toEqual(invitation)
      given.expect(await tx.invitations.findPending('another')).toBeNull()
      given.expect(await tx.invitations.find(invitation.id)).toEqual(invitation)
      given.expect(await tx.invitations.settle(invitation.id, 'accepted')).toBe(true)
      given.expect(await tx.invitations.settle(invitation.id, 'revoked')).toBe(false)
      given.expect(await tx.invitations.findPending(digest)).toBeNull()
      given.expect(await tx.invitations.find(invitation.id)).toEqual({ ...invitation, state: 'accepted' })
      given.expect(await tx.invitations.find(given.world.ids.next())).toBeNull()
    })
  },

  'list the pending ones that are young enough, the newest first': async (given) => {
    const { insert, pending } = await setUp(given)
    const now = given.world.clock.now()
    const old = await insert({ createdAt: now - DAY })
    const young = await insert()
    await insert({ state: 'revoked' })
    await insert({ expiresAt: now })
    given.expect(await pending()).toEqual([young, old])
    given.expect(await pending(old.expiresAt)).toEqual([])
  },

  'let a later one take the place of the one before': async (given) => {
    const { organization, insert, pending, team } = await setUp(given)
    const email = `${given.world.ids.next()}@invited.test`
    const first = await insert({ email })
    const somebody = await insert()
    await inWork(given, organization.id, (tx) => tx.invitations.replace(team.id, email))
    const second = await insert({ email, createdAt: given.world.clock.now() + 1 })
    given.expect(await pending()).toEqual([second, somebody])
    const replaced = await inWork(given, organization.id, (tx) => tx.invitations.find(first.id))
    given.expect(replaced?.state).toBe('replaced')
  },

  'count what was made since a moment, and forget what is old, so much at a time': async (given) => {
    const { organization, insert } = await setUp(given)
    const now = given.world.clock.now()
    for (const days of [40, 35, 31, 1]) await insert({ createdAt: now - days * DAY, state: 'accepted' })
    const count = (since: number) => inWork(given, organization.id, (tx) => tx.invitations.countSince(since))
    given.expect(await count(now - 35 * DAY)).toBe(3)
    const forget = () => inWork(given, organization.id, (tx) => tx.invitations.forget(now - 30 * DAY, 2))
    await forget()
    given.expect(await count(0)).toBe(2)
    await forget()
    given.expect(await count(0)).toBe(1)
  },

  'go with their team': async (given) => {
    const { organization, insert, team } = await setUp(given)
    const { id } = await insert()
    await inWork(given, organization.id, (tx) => tx.teams.remove(team.id))
    given.expect(await inWork(given, organization.id, (tx) => tx.invitations.find(id))).toBeNull()
  },

  'know nothing of another organization': async (given) => {
    const { insert } = await setUp(given)
    const { organization } = await seedOrganization(given)
    const { id } = await insert()
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.invitations.find(id)).toBeNull()
      given.expect(await tx.invitations.findPending(given.world.secrets.digest(id))).toBeNull()
      given.expect(await tx.invitations.settle(id, 'revoked')).toBe(false)
    })
  },
})
