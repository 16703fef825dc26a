import type { ConversationState, OrganizationId, SentMessage, SurveyFilter } from '../../src/index.ts'
import { recordIn, say, startConversation } from '../conversations/recording.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { type Seeded, seedOrganization } from '../seed.ts'

const EVERYTHING: SurveyFilter = {
  teamId: null,
  since: null,
  until: null,
  memberIds: null,
  inboxId: null,
  rating: null,
}
const FIRST = { page: 1, perPage: 25, oldestFirst: false }

const asking = (given: Given, state: ConversationState, createdAt: number): Promise<SentMessage> =>
  say(given, state, { kind: 'template', contentType: 'input_csat', createdAt }, null)

const answering = async (
  given: Given,
  { organizationId, message }: { organizationId: OrganizationId; message: SentMessage },
  { at, rating, memberId = null }: { at: number; rating: number; memberId?: Seeded['owner']['id'] | null },
): Promise<void> => {
  const { conversationId, id: messageId } = message.message
  succeeded(
    await recordIn(given, { id: conversationId, organizationId }, () => [
      {
        type: 'message.submitted',
        at,
        message,
        values: {},
        response: { conversationId, messageId, rating, feedback: `${rating} stars`, memberId, at },
      },
    ]),
  )
}

/** Three surveys, of which the first two were answered: 5 by nobody's contact, 2 while the first agent held it. */
const withThree = async (given: Given) => {
  const seeded = await seedOrganization(given)
  const start = given.world.clock.now()
  const states = [
    seeded.conversation,
    await startConversation(given, seeded),
    await startConversation(given, seeded),
  ]
  const asked: SentMessage[] = []
  for (const [at, state] of states.entries()) {
    asked.push(await asking(given, state, start + at * 1_000))
  }
  const [first, second] = asked
  if (!first || !second) throw new Error('Nobody was asked')
  const organizationId = seeded.organization.id
  await answering(given, { organizationId, message: first }, { at: start + 10_000, rating: 5 })
  await answering(
    given,
    { organizationId, message: second },
    { at: start + 20_000, rating: 2, memberId: seeded.agents[0]?.id ?? null },
  )
  return { ...seeded, start, states, asked: { first, second, third: asked[2] } }
}

/** What every `SurveyQueries` promises. */
export const surveyQueriesContract = contractOf('SurveyQueries', {
  'finds the newest survey of a conversation by the conversation alone': async (given) => {
    const { organization, conversation, asked, start } = await withThree(given)
    const { id } = conversation.conversation
    const { surveyQueries } = given.storage
    given
      .expect(await surveyQueries.locate(id))
      .toEqual({ organizationId: organization.id, messageId: asked.first.message.id })
    const again = await asking(given, conversation, start + 30_000)
    given
      .expect(await surveyQueries.locate(id))
      .toEqual({ organizationId: organization.id, messageId: again.message.id })
    given.expect(await surveyQueries.locate(given.world.ids.next())).toBeNull()
  },

  'tells what was answered, and who held the conversation then': async (given) => {
    const { organization, asked, agents, contact, start, states } = await withThree(given)
    const { surveyQueries } = given.storage
    given.expect(await surveyQueries.answer(organization.id, asked.second.message.id)).toEqual({
      messageNumber: asked.second.message.number,
      conversationNumber: states[1]?.conversation.number,
      rating: 2,
      feedback: '2 stars',
      contact,
      member: agents[0],
      respondedAt: start + 20_000,
    })
    given
      .expect(await surveyQueries.answer(organization.id, asked.third?.message.id ?? given.world.ids.next()))
      .toBeNull()
    const other = await seedOrganization(given)
    given.expect(await surveyQueries.answer(other.organization.id, asked.second.message.id)).toBeNull()
  },

  'keeps the last answer, and when the first one was given': async (given) => {
    const { organization, asked, start } = await withThree(given)
    await answering(
      given,
      { organizationId: organization.id, message: asked.first },
      { at: start + 40_000, rating: 1 },
    )
    given
      .expect(await given.storage.surveyQueries.answer(organization.id, asked.first.message.id))
      .toMatchObject({ rating: 1, feedback: '1 stars', respondedAt: start + 10_000 })
  },

  'lists answers, the newest first or the oldest, page by page': async (given) => {
    const { organization } = await withThree(given)
    const ratings = async (page: typeof FIRST) =>
      (await given.storage.surveyQueries.list(organization.id, EVERYTHING, page)).map(({ rating }) => rating)
    given.expect(await ratings(FIRST)).toEqual([2, 5])
    given.expect(await ratings({ ...FIRST, oldestFirst: true })).toEqual([5, 2])
    given.expect(await ratings({ ...FIRST, perPage: 1, page: 2 })).toEqual([5])
    given.expect(await ratings({ ...FIRST, page: 2 })).toEqual([])
  },

  'narrows lists and counts': async (given) => {
    const { organization, agents, inbox, start } = await withThree(given)
    const { surveyQueries } = given.storage
    const found = async (filter: Partial<SurveyFilter>) => {
      const narrowed = { ...EVERYTHING, ...filter }
      const listed = await surveyQueries.list(organization.id, narrowed, FIRST)
      const counts = await surveyQueries.counts(organization.id, narrowed)
      given.expect(counts.answered).toBe(listed.length)
      return listed.map(({ rating }) => rating)
    }
    const [agent] = agents
    given.expect(await found({})).toEqual([2, 5])
    given.expect(await found({ since: start + 10_001 })).toEqual([2])
    given.expect(await found({ until: start + 10_000 })).toEqual([5])
    given.expect(await found({ rating: 5 })).toEqual([5])
    given.expect(await found({ inboxId: inbox.id })).toEqual([2, 5])
    given.expect(await found({ inboxId: given.world.ids.next() })).toEqual([])
    given.expect(await found({ memberIds: agent ? [agent.id] : [] })).toEqual([2])
    given.expect(await found({ memberIds: [] })).toEqual([])
    given.expect(await found({ teamId: given.world.ids.next() })).toEqual([])
  },

  'counts what was answered and what was asked': async (given) => {
    const { organization, start } = await withThree(given)
    const { surveyQueries } = given.storage
    given
      .expect(await surveyQueries.counts(organization.id, EVERYTHING))
      .toEqual({ answered: 2, ratings: { 2: 1, 5: 1 }, sent: 3 })
    given
      .expect(await surveyQueries.counts(organization.id, { ...EVERYTHING, since: start + 1_000 }))
      .toMatchObject({ answered: 2, sent: 2 })
  },
})
