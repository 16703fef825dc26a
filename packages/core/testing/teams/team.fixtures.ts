import type { MemberId, NewTeam, OrganizationId, Team } from '../../src/index.ts'
import { inWork } from '../kernel/in-work.ts'
import { START } from '../kernel/stopped-clock.ts'
import type { StorageHarness } from '../kernel/storage-harness.ts'
import { fixtureId } from '../kernel/test-ids.ts'

export const aTeam = (overrides: Partial<Team> = {}): Team => ({
  id: fixtureId(15),
  organizationId: fixtureId(1),
  number: 3,
  name: 'support',
  description: null,
  allowAutoAssign: true,
  icon: null,
  iconColor: null,
  createdAt: START,
  updatedAt: START,
  ...overrides,
})

type Ports = Pick<StorageHarness, 'storage' | 'world'>

/** A team with an id and a name of its own. */
export const aNewTeam = (
  { world }: Pick<StorageHarness, 'world'>,
  organizationId: OrganizationId,
  overrides: Partial<NewTeam> = {},
): NewTeam => {
  const { number: _number, ...team } = aTeam()
  const id: Team['id'] = world.ids.next()
  return { ...team, id, organizationId, name: `team ${id}`, ...overrides }
}

/** Adds a team with these members. */
export const addTeam = (
  ports: Ports,
  organizationId: OrganizationId,
  members: readonly MemberId[] = [],
  overrides: Partial<NewTeam> = {},
): Promise<Team> =>
  inWork(ports, organizationId, async (tx) => {
    const team = await tx.teams.insert(aNewTeam(ports, organizationId, overrides))
    if (!team) throw new Error('The name of the team is taken')
    await tx.teams.addMembers(team.id, members)
    return team
  })
