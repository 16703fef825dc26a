import { type ConversationState, decideAutoAssign, type SystemPrincipal } from '../../src/index.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { type Seeded, seedOrganization } from '../seed.ts'
import { startConversation, stateNow } from './recording.ts'

const LIMIT = 4

/** Lets automatic assignment give the conversation to somebody. */
const giveOut = async (given: Given, { organization }: Seeded, { conversation }: ConversationState) => {
  const principal: SystemPrincipal = { type: 'system', organizationId: organization.id }
  const now = given.world.clock.now()
  const ids = {
    assignment: given.world.ids.next<'assignment'>(),
    activity: given.world.ids.next<'message'>(),
  }
  return succeeded(
    await given.storage.conversationStore.changeInTurn(
      { organizationId: organization.id, id: conversation.id },
      {
        at: now,
        actor: () => ({ type: 'system' }),
        decide: (state) => decideAutoAssign(state, { principal, connected: new Set(), ids, now }),
      },
    ),
  )
}

/** What holds when several give out conversations of one inbox at the same moment. */
export const takingTurns: Promises = {
  'fifty who give out one conversation give it to one member, once': async (given) => {
    const seeded = await seedOrganization(given, { agents: 3 })
    await Promise.all(Array.from({ length: 50 }, () => giveOut(given, seeded, seeded.conversation)))
    const { conversation, assignment } = await stateNow(given, seeded.conversation.conversation)
    given.expect(assignment).not.toBeNull()
    const history = await given.storage.conversationStore.assignments(seeded.organization.id, conversation.id)
    given.expect(history).toEqual([assignment])
  },

  'gives nobody more than the inbox allows, and everybody as many as the others': async (given) => {
    const seeded = await seedOrganization(given, {
      agents: 3,
      inbox: { autoAssignmentConfig: { max_assignment_limit: LIMIT } },
    })
    const states = [seeded.conversation]
    for (let at = 1; at < 3 * LIMIT + 5; at += 1) states.push(await startConversation(given, seeded))
    await Promise.all(states.flatMap((state) => [1, 2].map(() => giveOut(given, seeded, state))))
    const held = await given.storage.assignmentQueries.candidates(seeded.organization.id, seeded.inbox.id)
    given.expect(held.map((candidate) => candidate.held)).toEqual([LIMIT, LIMIT, LIMIT])
    const after = await Promise.all(states.map(({ conversation }) => stateNow(given, conversation)))
    given.expect(after.filter(({ assignment }) => assignment === null)).toHaveLength(5)
  },

  'of a conversation that is not there knows nothing': async (given) => {
    const { organization } = await seedOrganization(given)
    const refused = await given.storage.conversationStore.changeInTurn(
      { organizationId: organization.id, number: 2_000_000_000 },
      {
        at: given.world.clock.now(),
        actor: () => ({ type: 'system' }),
        decide: () => {
          throw new Error('There is nothing to decide')
        },
      },
    )
    given.expect(refused).toEqual({ ok: false, error: { code: 'conversation/not-found' } })
  },
}
