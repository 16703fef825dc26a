import { addAgentIdentity } from '../access/add-agent-identity.ts'
import { recordIn, startConversation, stateNow } from '../conversations/recording.ts'
import { contractOf } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { addInbox, seedOrganization } from '../seed.ts'
import { addTeam, aNewTeam } from './team.fixtures.ts'

/** What every `TeamStore` and `TeamQueries` promise. */
export const teamContract = contractOf('TeamStore and TeamQueries', {
  'keep, number, change and list teams by name': async (given) => {
    const { organization } = await seedOrganization(given)
    const { teamQueries } = given.storage
    const second = await addTeam(given, organization.id, [], { name: 'zürich', description: 'late' })
    const first = await addTeam(given, organization.id, [], {
      name: 'athens',
      icon: 'sun',
      iconColor: '#fff',
    })
    given.expect(await teamQueries.list(organization.id)).toEqual([first, second])
    const changed = { ...first, name: 'berlin', allowAutoAssign: false, icon: null, updatedAt: 5 }
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.teams.count()).toBe(2)
      given.expect(await tx.teams.update(changed)).toBe(true)
      given.expect(await tx.teams.findByNumber(first.number)).toEqual(changed)
    })
    given.expect(await teamQueries.findByNumber(organization.id, first.number)).toEqual(changed)
    given.expect(await teamQueries.findByNumber(organization.id, 2_000_000_000)).toBeNull()
  },

  'give a name once, and work on when it is taken': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const team = await addTeam(given, organization.id, [], { name: 'taken' })
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.teams.insert(aNewTeam(given, organization.id, { name: 'taken' }))).toBeNull()
      const free = await tx.teams.insert(aNewTeam(given, organization.id, { name: 'free' }))
      if (!free) throw new Error('The name is free')
      given.expect(await tx.teams.update({ ...free, name: 'taken' })).toBe(false)
      given.expect(await tx.teams.update({ ...team, description: 'its own name' })).toBe(true)
    })
    const names = (await given.storage.teamQueries.list(organization.id)).map(({ name }) => name)
    given.expect(names).toEqual(['free', 'taken'])
    await addTeam(given, other.organization.id, [], { name: 'taken' })
    const same = await Promise.all(
      [1, 2, 3].map(() =>
        inWork(given, organization.id, (tx) =>
          tx.teams.insert(aNewTeam(given, organization.id, { name: 'at once' })),
        ),
      ),
    )
    given.expect(same.filter((kept) => kept !== null)).toHaveLength(1)
  },

  'know who belongs to a team, and the directory tells it': async (given) => {
    const { agents, organization, owner, tokens } = await seedOrganization(given)
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    const team = await addTeam(given, organization.id, [agent.id])
    await inWork(given, organization.id, async (tx) => {
      await tx.teams.addMembers(team.id, [agent.id, owner.id])
      await tx.teams.removeMembers(team.id, [owner.id, given.world.ids.next()])
      given.expect(await tx.teams.memberIds(team.id)).toEqual([agent.id])
    })
    given.expect(await given.storage.teamQueries.members(organization.id, team.id)).toEqual([agent])
    const digest = given.world.secrets.digest(tokens.agents[0] ?? '')
    const identified = await given.storage.directory.identify(digest)
    given.expect(identified?.member?.teamIds).toEqual([team.id])
  },

  'are found by their ids, and so are who belongs to them and what is shared with them': async (given) => {
    const { agents, organization, owner, tokens, inbox } = await seedOrganization(given, { agents: 1 })
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    const identity = await addAgentIdentity(given, organization.id)
    const other = await addInbox(given, organization.id, { agentIdentityId: identity.id })
    const team = await addTeam(given, organization.id, [agent.id, owner.id])
    const empty = await addTeam(given, organization.id)
    const { teamQueries, directory } = given.storage
    given.expect(await teamQueries.find(organization.id, team.id)).toEqual(team)
    given.expect(await teamQueries.find(organization.id, given.world.ids.next())).toBeNull()
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.teams.find(team.id)).toEqual(team)
      given.expect(await tx.teams.find(given.world.ids.next())).toBeNull()
      given.expect(await tx.teams.shareAgentIdentity(team.id, identity.id)).toBe(true)
      given.expect(await tx.teams.shareAgentIdentity(team.id, identity.id)).toBe(false)
    })
    const shared = { id: identity.id, number: identity.number, name: identity.name }
    given.expect(await teamQueries.company(organization.id, [empty.id, team.id])).toEqual([
      { teamId: empty.id, members: 0, sharedAgentIdentities: [] },
      { teamId: team.id, members: 2, sharedAgentIdentities: [shared] },
    ])
    given.expect(await teamQueries.company(organization.id, [])).toEqual([])
    const seen = async () => {
      const identified = await directory.identify(given.world.secrets.digest(tokens.agents[0] ?? ''))
      const listener = await given.storage.listenerQueries.member(organization.id, { id: agent.id })
      given.expect(listener?.inboxIds).toEqual(identified?.member?.inboxIds)
      return identified?.member?.inboxIds
    }
    given.expect(await seen()).toEqual([inbox.id, other.id].toSorted())
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.teams.withdrawAgentIdentity(team.id, identity.id)).toBe(true)
      given.expect(await tx.teams.withdrawAgentIdentity(team.id, identity.id)).toBe(false)
    })
    given.expect(await seen()).toEqual([inbox.id])
  },

  'take nobody of another organization into a team': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const team = await addTeam(given, organization.id)
    const adding = inWork(given, organization.id, (tx) => tx.teams.addMembers(team.id, [other.owner.id]))
    await given.expect(adding).rejects.toThrow()
    given.expect(await given.storage.teamQueries.members(other.organization.id, team.id)).toEqual([])
    given.expect((await given.storage.teamQueries.list(other.organization.id)).length).toBe(0)
  },

  'keep the team of a conversation, and take it from all when the team goes': async (given) => {
    const seeded = await seedOrganization(given)
    const { organization, agents } = seeded
    const team = await addTeam(given, organization.id, [agents[0]?.id ?? given.world.ids.next()])
    const at = given.world.clock.now()
    const states = [
      seeded.conversation,
      await startConversation(given, seeded),
      await startConversation(given, seeded),
    ]
    for (const { conversation } of states)
      await recordIn(given, conversation, () => [{ type: 'conversation.team-changed', at, team }])
    given.expect((await stateNow(given, seeded.conversation.conversation)).team).toEqual(team)
    const leave = (limit: number) =>
      inWork(given, organization.id, (tx) => tx.teams.leaveConversations(team.id, limit))
    given.expect(await leave(2)).toBe(2)
    given.expect(await leave(2)).toBe(1)
    await recordIn(given, seeded.conversation.conversation, () => [
      { type: 'conversation.team-changed', at, team },
    ])
    await inWork(given, organization.id, (tx) => tx.teams.remove(team.id))
    for (const { conversation } of states) given.expect((await stateNow(given, conversation)).team).toBeNull()
    given.expect(await given.storage.teamQueries.list(organization.id)).toEqual([])
    given.expect(await given.storage.teamQueries.members(organization.id, team.id)).toEqual([])
  },
})
