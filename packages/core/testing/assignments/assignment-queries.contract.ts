import type { Conversation, Member } from '../../src/index.ts'
import { madeFact, reassignedFacts, releasedFact } from '../conversations/facts.ts'
import { recordIn, startConversation } from '../conversations/recording.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { addContact, addInbox, type Seeded, seedOrganization } from '../seed.ts'
import { addTeam } from '../teams/team.fixtures.ts'

/** Starts a conversation of a contact that waits since so many seconds after now. */
const waitingFor = (given: Given, seeded: Seeded, seconds: number, overrides: Partial<Conversation> = {}) => {
  const at = given.world.clock.now() + seconds * 1_000
  return startConversation(given, seeded, { createdAt: at, waitingSince: at, ...overrides })
}

const idsWaiting = async (given: Given, { organization }: Seeded, limit = 100) => {
  const waiting = await given.storage.assignmentQueries.waiting(organization.id, limit)
  return waiting.map(({ conversationId }) => conversationId)
}

const idsOf = (states: readonly { readonly conversation: Conversation }[]) =>
  states.map(({ conversation }) => conversation.id)

/** An organization whose seeded conversation is resolved, so that it waits for nobody. */
const withNobodyWaiting = async (given: Given) => {
  const seeded = await seedOrganization(given)
  const at = given.world.clock.now()
  await recordIn(given, seeded.conversation.conversation, () => [
    { type: 'conversation.status-changed', at, to: 'resolved', snoozedUntil: null },
  ])
  return seeded
}

/** What every `AssignmentQueries` promises. */
export const assignmentQueriesContract = contractOf('AssignmentQueries', {
  'weighs all members of an inbox': async (given) => {
    const { agents, inbox, organization } = await seedOrganization(given, { agents: 3 })
    const candidates = await given.storage.assignmentQueries.candidates(organization.id, inbox.id)
    const byId = new Map(candidates.map((candidate) => [candidate.member.id, candidate]))
    given.expect(candidates).toHaveLength(3)
    for (const agent of agents) {
      given.expect(byId.get(agent.id)).toEqual({
        member: agent,
        lastAssignedAt: null,
        held: 0,
        teamIds: [],
      })
    }
    const empty = await addInbox(given, organization.id)
    given.expect(await given.storage.assignmentQueries.candidates(organization.id, empty.id)).toEqual([])
  },

  'tells when a conversation of the inbox was last given to a member, also one that was released': async (
    given,
  ) => {
    const seeded = await seedOrganization(given)
    const [busy, idle] = seeded.agents
    if (!busy || !idle) throw new Error('There are two agents')
    const now = given.world.clock.now()
    const giveTo = (member: Member, at: number) =>
      recordIn(given, seeded.conversation.conversation, (state) => [
        ...reassignedFacts(given, state, member).filter(({ type }) => type === 'assignment.released'),
        madeFact(given, state.conversation, member, at),
      ])
    await giveTo(busy, now - 2_000)
    await giveTo(busy, now - 1_000)
    await recordIn(given, seeded.conversation.conversation, ({ assignment }) =>
      assignment ? [releasedFact(given, assignment)] : [],
    )
    const elsewhere = await addInbox(given, seeded.organization.id)
    const { contactPoint } = await addContact(given, elsewhere)
    const other = await startConversation(given, { ...seeded, inbox: elsewhere, contactPoint })
    await recordIn(given, other.conversation, (state) => [
      madeFact(given, state.conversation, busy, now - 100),
    ])
    const candidates = await given.storage.assignmentQueries.candidates(
      seeded.organization.id,
      seeded.inbox.id,
    )
    const times = new Map(candidates.map(({ member, lastAssignedAt }) => [member.id, lastAssignedAt]))
    given.expect(times.get(busy.id)).toBe(now - 1_000)
    given.expect(times.get(idle.id)).toBeNull()
  },

  'names open conversations that nobody holds, longest waiting first': async (given) => {
    const seeded = await withNobodyWaiting(given)
    const second = await waitingFor(given, seeded, 20)
    const first = await waitingFor(given, seeded, 10)
    const third = await waitingFor(given, seeded, 30)
    for (const status of ['resolved', 'pending', 'snoozed'] as const) {
      await waitingFor(given, seeded, 5, { status })
    }
    const held = await waitingFor(given, seeded, 1)
    await recordIn(given, held.conversation, (state) => [madeFact(given, state.conversation, seeded.owner)])
    given.expect(await idsWaiting(given, seeded)).toEqual(idsOf([first, second, third]))
    given.expect(await idsWaiting(given, seeded, 2)).toEqual(idsOf([first, second]))
    const [waiting] = await given.storage.assignmentQueries.waiting(seeded.organization.id, 1)
    given.expect(waiting).toEqual({ conversationId: first.conversation.id, inboxId: seeded.inbox.id })
    await recordIn(given, held.conversation, ({ assignment }) =>
      assignment ? [releasedFact(given, assignment)] : [],
    )
    given.expect(await idsWaiting(given, seeded)).toEqual(idsOf([held, first, second, third]))
  },

  'tells how many open conversations of the inbox a member holds, and the teams of the member': async (
    given,
  ) => {
    const seeded = await seedOrganization(given)
    const [agent] = seeded.agents
    if (!agent) throw new Error('There is an agent')
    const team = await addTeam(given, seeded.organization.id, [agent.id])
    const weighed = async () =>
      (await given.storage.assignmentQueries.candidates(seeded.organization.id, seeded.inbox.id)).find(
        ({ member }) => member.id === agent.id,
      )
    const second = await waitingFor(given, seeded, 1)
    for (const { conversation } of [seeded.conversation, second])
      await recordIn(given, conversation, (state) => [madeFact(given, state.conversation, agent)])
    given.expect(await weighed()).toMatchObject({ held: 2, teamIds: [team.id] })
    const at = given.world.clock.now()
    await recordIn(given, second.conversation, () => [
      { type: 'conversation.status-changed', at, to: 'resolved', snoozedUntil: null },
    ])
    given.expect(await weighed()).toMatchObject({ held: 1 })
  },

  'leaves out what is left to a team that gives out nothing, and other inboxes when one is named': async (
    given,
  ) => {
    const seeded = await withNobodyWaiting(given)
    const giving = await addTeam(given, seeded.organization.id)
    const keeping = await addTeam(given, seeded.organization.id, [], { allowAutoAssign: false })
    const first = await waitingFor(given, seeded, 10)
    const second = await waitingFor(given, seeded, 20)
    const at = given.world.clock.now()
    await recordIn(given, first.conversation, () => [{ type: 'conversation.team-changed', at, team: giving }])
    await recordIn(given, second.conversation, () => [
      { type: 'conversation.team-changed', at, team: keeping },
    ])
    given.expect(await idsWaiting(given, seeded)).toEqual(idsOf([first]))
    const { waiting } = given.storage.assignmentQueries
    given.expect(await waiting(seeded.organization.id, 10, seeded.inbox.id)).toHaveLength(1)
    const other = await addInbox(given, seeded.organization.id)
    given.expect(await waiting(seeded.organization.id, 10, other.id)).toEqual([])
  },

  'leaves out inboxes without automatic assignment': async (given) => {
    const seeded = await withNobodyWaiting(given)
    const state = await waitingFor(given, seeded, 10)
    given.expect(await idsWaiting(given, seeded)).toEqual(idsOf([state]))
    await inWork(given, seeded.organization.id, (tx) =>
      tx.inboxes.update({ ...seeded.inbox, enableAutoAssignment: false }),
    )
    given.expect(await idsWaiting(given, seeded)).toEqual([])
  },

  'shows nothing of another organization': async (given) => {
    const seeded = await seedOrganization(given)
    const other = await withNobodyWaiting(given)
    given.expect(await idsWaiting(given, other)).toEqual([])
    const { candidates } = given.storage.assignmentQueries
    given.expect(await candidates(other.organization.id, seeded.inbox.id)).toEqual([])
  },

  'finds what somebody holds, and no more than asked for': async (given) => {
    const seeded = await seedOrganization(given)
    const { id: organizationId } = seeded.organization
    const [holder, other] = seeded.agents
    if (!holder || !other) throw new Error('There are two agents')
    const more = [await startConversation(given, seeded), await startConversation(given, seeded)]
    for (const { conversation } of [seeded.conversation, ...more])
      await recordIn(given, conversation, (state) => reassignedFacts(given, state, holder))
    const [last] = more
    if (!last) throw new Error('There are two more')
    await recordIn(given, last.conversation, (state) => reassignedFacts(given, state, other))
    const { heldBy } = given.storage.assignmentQueries
    given.expect(await heldBy(organizationId, holder.id, 10)).toHaveLength(2)
    given.expect(await heldBy(organizationId, holder.id, 1)).toHaveLength(1)
    given.expect(await heldBy(organizationId, other.id, 10)).toEqual([last.conversation.id])
    given.expect(await heldBy(organizationId, seeded.owner.id, 10)).toEqual([])
    const elsewhere = await seedOrganization(given)
    given.expect(await heldBy(elsewhere.organization.id, holder.id, 10)).toEqual([])
  },
})
