import { EMPTY_PROFILE, MINUTE, type Present, SECOND } from '../../src/index.ts'
import { contractOf } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { START } from '../kernel/stopped-clock.ts'
import { seedOrganization } from '../seed.ts'

/** What every `ListenerQueries` promises. */
export const listenerQueriesContract = contractOf('ListenerQueries', {
  'know a member by id or number, with its inboxes and a token of its own': async (given) => {
    const { organization, agents, owner, inbox } = await seedOrganization(given)
    const { member } = given.storage.listenerQueries
    const [agent, other] = agents
    if (!agent || !other) throw new Error('There are two agents')
    const found = { member: agent, inboxIds: [inbox.id], teamIds: [], pubsubToken: null }
    given.expect(await member(organization.id, { number: agent.number })).toEqual(found)
    await inWork(given, organization.id, (tx) =>
      tx.members.setProfile(agent.id, { ...EMPTY_PROFILE, pubsubToken: 'a token' }),
    )
    const known = { ...found, pubsubToken: 'a token' }
    given.expect(await member(organization.id, { id: agent.id })).toEqual(known)
    given.expect((await member(organization.id, { id: owner.id }))?.inboxIds).toEqual([])
    given.expect((await member(organization.id, { id: other.id }))?.pubsubToken).toBeNull()
    await inWork(given, organization.id, (tx) => tx.members.remove(other.id, START))
    given.expect(await member(organization.id, { id: other.id })).toBeNull()
    given.expect(await member(organization.id, { number: 987_654_321 })).toBeNull()
  },

  'know no member who is disabled, nor that it is there': async (given) => {
    const { organization, agents } = await seedOrganization(given, { agents: 1 })
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    const { listenerQueries, presenceStore } = given.storage
    const numbers = async () => {
      const { members } = await presenceStore.since(organization.id, START)
      return members.map(({ number }) => number)
    }
    await presenceStore.touch(organization.id, { type: 'member', id: agent.id }, START)
    given.expect(await numbers()).toEqual([agent.number])
    const disabled = { ...agent, disabledAt: START }
    await inWork(given, organization.id, (tx) => tx.members.update(disabled))
    given.expect(await listenerQueries.member(organization.id, { id: agent.id })).toBeNull()
    given.expect(await listenerQueries.member(organization.id, { number: agent.number })).toBeNull()
    given.expect(await numbers()).toEqual([])
  },

  'know a contact point by its token': async (given) => {
    const { organization, contact, contactPoint } = await seedOrganization(given)
    const find = given.storage.listenerQueries.contactPoint
    given
      .expect(await find(organization.id, contactPoint.pubsubToken))
      .toEqual({ point: contactPoint, contact })
    given.expect(await find(organization.id, 'nonsense')).toBeNull()
  },

  'show nothing of another organization': async (given) => {
    const { agents, contactPoint } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const { member, contactPoint: find } = given.storage.listenerQueries
    for (const { id } of agents) given.expect(await member(other.organization.id, { id })).toBeNull()
    given.expect(await find(other.organization.id, contactPoint.pubsubToken)).toBeNull()
  },
})

/** What every `PresenceStore` promises. */
export const presenceStoreContract = contractOf('PresenceStore', {
  'tells who was there lately, and when they were before': async (given) => {
    const { organization, agents, contact } = await seedOrganization(given)
    const [agent] = agents
    if (!agent) throw new Error('There is an agent')
    const { touch, since } = given.storage.presenceStore
    const member: Present = { type: 'member', id: agent.id }
    given.expect(await touch(organization.id, member, START)).toBeNull()
    given.expect(await touch(organization.id, member, START + SECOND)).toBe(START)
    given.expect(await touch(organization.id, { type: 'contact', id: contact.id }, START)).toBeNull()
    const { number, availability } = agent
    given
      .expect(await since(organization.id, START))
      .toEqual({ members: [{ number, availability }], contacts: [contact.number] })
    given
      .expect(await since(organization.id, START + SECOND))
      .toEqual({ members: [{ number, availability }], contacts: [] })
    given.expect(await since(organization.id, START + MINUTE)).toEqual({ members: [], contacts: [] })
  },

  'forgets those who were there long ago, so many at a time': async (given) => {
    const { organization, agents } = await seedOrganization(given, { agents: 3 })
    const other = await seedOrganization(given)
    const { touch, forget, since } = given.storage.presenceStore
    for (const [at, { id }] of agents.entries()) {
      await touch(organization.id, { type: 'member', id }, START + at * SECOND)
    }
    await touch(other.organization.id, { type: 'member', id: other.owner.id }, START)
    given.expect(await forget(organization.id, START + 2 * SECOND, 1)).toBe(1)
    given.expect(await forget(organization.id, START + 2 * SECOND, 10)).toBe(1)
    given.expect((await since(organization.id, START)).members).toHaveLength(1)
    given.expect((await since(other.organization.id, START)).members).toHaveLength(1)
  },
})
