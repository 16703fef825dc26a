import type { Promises } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { madeFact, reassignedFacts, releasedFact } from './facts.ts'
import { recordIn, stateNow } from './recording.ts'

/** What becomes of assignments. */
export const assigning: Promises = {
  'an assignment is released and kept': async (given) => {
    const { conversation, organization, owner } = await seedOrganization(given)
    const { id } = conversation.conversation
    await recordIn(given, conversation.conversation, (state) => [madeFact(given, state.conversation, owner)])
    const held = await stateNow(given, conversation.conversation)
    given
      .expect(held.assignment)
      .toMatchObject({ status: 'active', holder: { type: 'member', id: owner.id } })
    given.expect(held.assignee).toEqual(owner)
    const released = succeeded(
      await recordIn(given, conversation.conversation, ({ assignment }) =>
        assignment ? [releasedFact(given, assignment)] : [],
      ),
    )
    given.expect(released.state).toMatchObject({ assignment: null, assignee: null })
    given
      .expect(await stateNow(given, conversation.conversation))
      .toMatchObject({ assignment: null, assignee: null })
    const kept = await given.storage.conversationStore.assignments(organization.id, id)
    given.expect(kept).toEqual([
      {
        ...held.assignment,
        status: 'released',
        releasedAt: given.world.clock.now(),
        releaseReason: 'unassigned',
      },
    ])
  },

  'lists every assignment, oldest first': async (given) => {
    const { agents, conversation, organization } = await seedOrganization(given, { agents: 3 })
    for (const agent of agents) {
      await recordIn(given, conversation.conversation, (state) => reassignedFacts(given, state, agent))
    }
    const kept = await given.storage.conversationStore.assignments(
      organization.id,
      conversation.conversation.id,
    )
    given.expect(kept.map(({ holder }) => holder.id)).toEqual(agents.map(({ id }) => id))
    given.expect(kept.map(({ status }) => status)).toEqual(['released', 'released', 'active'])
  },

  'keeps a holder that is software': async (given) => {
    const { conversation, owner } = await seedOrganization(given)
    const holder = { type: 'agent_identity', id: given.world.ids.next<'agent_identity'>() } as const
    await recordIn(given, conversation.conversation, (state) => {
      const { assignment, ...fact } = madeFact(given, state.conversation, owner)
      return [{ ...fact, assignee: null, assignment: { ...assignment, holder } }]
    })
    const state = await stateNow(given, conversation.conversation)
    given.expect(state.assignment?.holder).toEqual(holder)
    given.expect(state.assignee).toBeNull()
  },

  'has one active assignment after many at the same moment': async (given) => {
    const { agents, conversation, organization } = await seedOrganization(given, { agents: 4 })
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, at) => agents[at % 4] ?? agents[0]).map(
        (agent) =>
          agent &&
          recordIn(given, conversation.conversation, (state) => reassignedFacts(given, state, agent)),
      ),
    )
    given.expect(answers.every((answer) => answer?.ok)).toBe(true)
    const kept = await given.storage.conversationStore.assignments(
      organization.id,
      conversation.conversation.id,
    )
    given.expect(kept).toHaveLength(16)
    const active = kept.filter(({ status }) => status === 'active')
    given.expect(active).toHaveLength(1)
    given.expect((await stateNow(given, conversation.conversation)).assignment).toEqual(active[0])
  },

  'throws rather than keep a second active assignment': async (given) => {
    const { agents, conversation, organization, owner } = await seedOrganization(given)
    await recordIn(given, conversation.conversation, (state) => [madeFact(given, state.conversation, owner)])
    const [agent] = agents
    await given
      .expect(
        recordIn(given, conversation.conversation, (state) =>
          agent ? [madeFact(given, state.conversation, agent)] : [],
        ),
      )
      .rejects.toThrow()
    const kept = await given.storage.conversationStore.assignments(
      organization.id,
      conversation.conversation.id,
    )
    given.expect(kept.map(({ holder }) => holder.id)).toEqual([owner.id])
    given.expect((await stateNow(given, conversation.conversation)).assignee).toEqual(owner)
  },
}
