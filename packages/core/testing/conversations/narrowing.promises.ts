import {
  type AssigneeFilter,
  type ConversationFilter,
  type ConversationState,
  NO_FILTER,
} from '../../src/index.ts'
import type { Promises } from '../kernel/contract.ts'
import { addContact, addInbox, seedOrganization } from '../seed.ts'
import { madeFact } from './facts.ts'
import { give, listed, someMember, startAll } from './listing.ts'
import { recordIn, say } from './recording.ts'

/** Which conversations a list shows, and counts. */
export const narrowing: Promises = {
  'narrows by status, by inbox, and by both': async (given) => {
    const seeded = await seedOrganization(given)
    const { id: first } = seeded.inbox
    const other = await addInbox(given, seeded.organization.id)
    const { contactPoint } = await addContact(given, other)
    await startAll(given, seeded, [{ status: 'resolved' }, { status: 'pending' }, { status: 'snoozed' }])
    await startAll(given, { ...seeded, inbox: other, contactPoint }, [
      { createdAt: given.world.clock.now() + 9_000 },
    ])
    const narrowed = (filter: Partial<ConversationFilter>) => listed(given, seeded, { filter })
    given.expect(await narrowed({})).toEqual([1, 2, 3, 4, 5])
    given.expect(await narrowed({ status: 'open' })).toEqual([1, 5])
    given.expect(await narrowed({ status: 'resolved' })).toEqual([2])
    given.expect(await narrowed({ status: 'pending' })).toEqual([3])
    given.expect(await narrowed({ status: 'snoozed' })).toEqual([4])
    given.expect(await narrowed({ inboxIds: [other.id] })).toEqual([5])
    given.expect(await narrowed({ inboxIds: [other.id, first] })).toEqual([1, 2, 3, 4, 5])
    given.expect(await narrowed({ inboxIds: [] })).toEqual([])
    given.expect(await narrowed({ inboxIds: [first], status: 'open' })).toEqual([1])
  },

  'narrows by contact, by contact point and by source id': async (given) => {
    const seeded = await seedOrganization(given)
    const { contact, contactPoint } = await addContact(given, seeded.inbox)
    await startAll(given, { ...seeded, contactPoint }, [{}, {}])
    const narrowed = (filter: Partial<ConversationFilter>) => listed(given, seeded, { filter })
    given.expect(await narrowed({ contactId: contact.id })).toEqual([2, 3])
    given.expect(await narrowed({ contactId: seeded.contact.id })).toEqual([1])
    given.expect(await narrowed({ contactPointId: contactPoint.id })).toEqual([2, 3])
    given.expect(await narrowed({ sourceId: contactPoint.sourceId })).toEqual([2, 3])
    given.expect(await narrowed({ sourceId: seeded.contactPoint.sourceId })).toEqual([1])
    given.expect(await narrowed({ sourceId: 'made up' })).toEqual([])
    given
      .expect(await narrowed({ sourceId: contactPoint.sourceId, contactId: seeded.contact.id }))
      .toEqual([])
  },

  'narrows to activity at or after a moment': async (given) => {
    const seeded = await seedOrganization(given)
    const now = given.world.clock.now()
    await startAll(given, seeded, [{ lastActivityAt: now + 1_000 }, { lastActivityAt: now + 2_000 }])
    const narrowed = (updatedSince: number) => listed(given, seeded, { filter: { updatedSince } })
    given.expect(await narrowed(now + 1_000)).toEqual([2, 3])
    given.expect(await narrowed(now + 1_001)).toEqual([3])
    given.expect(await narrowed(now + 2_001)).toEqual([])
  },

  'narrows by who holds it, software included': async (given) => {
    const seeded = await seedOrganization(given)
    const [mine, others, automatic] = await startAll(given, seeded, [{}, {}, {}])
    if (!mine || !others || !automatic) throw new Error('There are three')
    await give(given, mine, seeded.owner)
    await give(given, others, someMember(seeded.agents))
    const holder = { type: 'agent_identity', id: given.world.ids.next<'agent_identity'>() } as const
    await recordIn(given, automatic.conversation, (state) => {
      const made = madeFact(given, state.conversation, seeded.owner)
      return [{ ...made, assignee: null, assignment: { ...made.assignment, holder } }]
    })
    const narrowed = (assignee: AssigneeFilter) => listed(given, seeded, { assignee })
    given.expect(await narrowed({ type: 'member', id: seeded.owner.id })).toEqual([2])
    given.expect(await narrowed({ type: 'anybody' })).toEqual([2, 3, 4])
    given.expect(await narrowed({ type: 'nobody' })).toEqual([1])
    given.expect(await narrowed({ type: 'all' })).toEqual([1, 2, 3, 4])
  },

  'narrows to any of some tags, in any case': async (given) => {
    const seeded = await seedOrganization(given)
    await startAll(given, seeded, [{ tags: ['VIP'] }, { tags: ['vip', 'billing'] }, { tags: ['other'] }])
    const narrowed = (tags: readonly string[]) => listed(given, seeded, { filter: { tags } })
    given.expect(await narrowed(['Vip'])).toEqual([2, 3])
    given.expect(await narrowed(['billing', 'other'])).toEqual([3, 4])
    given.expect(await narrowed(['nothing'])).toEqual([])
    given.expect(await narrowed([])).toEqual([])
    given
      .expect(await listed(given, seeded, { filter: { tags: ['vip'] }, sort: 'last_activity_at_desc' }))
      .toEqual([3, 2])
  },

  'follows tags as they change': async (given) => {
    const seeded = await seedOrganization(given)
    const [second, third] = await startAll(given, seeded, [
      { tags: ['VIP', 'vip', 'new'] },
      { tags: ['vip'] },
    ])
    if (!second || !third) throw new Error('There are two')
    const at = given.world.clock.now()
    const tag = ({ conversation }: ConversationState, tags: readonly string[]) =>
      recordIn(given, conversation, () => [{ type: 'conversation.tagged', at, tags }])
    const narrowed = (...tags: readonly string[]) => listed(given, seeded, { filter: { tags } })
    await tag(second, ['vip', 'New'])
    given.expect([await narrowed('VIP'), await narrowed('new')]).toEqual([[2, 3], [2]])
    await tag(second, ['new', 'late'])
    given.expect([await narrowed('vip'), await narrowed('late', 'vip')]).toEqual([[3], [2, 3]])
    await tag(second, [])
    await recordIn(given, third.conversation, () => [{ type: 'conversation.removed', at }])
    given.expect(await narrowed('vip', 'new', 'late')).toEqual([])
    const { counts } = given.storage.conversationQueries
    given
      .expect(await counts(seeded.organization.id, { ...NO_FILTER, tags: ['vip'] }, null))
      .toEqual({ mine: 0, assigned: 0, unassigned: 0, all: 0 })
  },

  'narrows to those in which a member takes part, and in which a note named the member': async (given) => {
    const seeded = await seedOrganization(given)
    const { owner, organization } = seeded
    const elsewhere = await addInbox(given, organization.id)
    const { contactPoint } = await addContact(given, elsewhere)
    const agent = someMember(seeded.agents)
    const [second, third] = await startAll(given, seeded, [{}, {}])
    const [fourth] = await startAll(given, { ...seeded, inbox: elsewhere, contactPoint }, [{}])
    if (!second || !third || !fourth) throw new Error('There are three')
    const sender = { type: 'member', member: owner } as const
    const content = `Ask [@A](mention://user/${agent.number}/A) or [@O](mention://user/${owner.number}/O)`
    await say(given, second, { content, kind: 'outgoing', private: true }, sender)
    await say(given, second, { content, kind: 'outgoing', private: true }, sender)
    await say(given, third, { content, kind: 'outgoing' }, sender)
    // Agents who are not members of the inbox can't look after it.
    await say(given, fourth, { content, kind: 'outgoing', private: true }, sender)
    await give(given, third, agent)
    const narrowed = (filter: Partial<ConversationFilter>) => listed(given, seeded, { filter })
    given.expect(await narrowed({ mentionedId: agent.id })).toEqual([2])
    given.expect(await narrowed({ mentionedId: owner.id })).toEqual([2, 4])
    given.expect(await narrowed({ participantId: agent.id })).toEqual([2, 3])
    given.expect(await narrowed({ participantId: agent.id, mentionedId: agent.id })).toEqual([2])
    const { counts } = given.storage.conversationQueries
    given
      .expect(await counts(organization.id, { ...NO_FILTER, participantId: agent.id }, agent.id))
      .toEqual({ mine: 1, assigned: 1, unassigned: 1, all: 2 })
  },

  'narrows to those that nobody attends to': async (given) => {
    const seeded = await seedOrganization(given)
    const at = given.world.clock.now()
    await startAll(given, seeded, [
      { firstReplyAt: at },
      { firstReplyAt: at, waitingSince: at },
      { waitingSince: at },
    ])
    given.expect(await listed(given, seeded, { filter: { unattended: true } })).toEqual([1, 3, 4])
  },

  'counts by who holds them, with the other filters': async (given) => {
    const seeded = await seedOrganization(given)
    const { id } = seeded.organization
    const [mine, others] = await startAll(given, seeded, [{}, {}, { status: 'resolved' }])
    if (!mine || !others) throw new Error('There are two')
    await give(given, mine, seeded.owner)
    await give(given, others, someMember(seeded.agents))
    const { counts } = given.storage.conversationQueries
    given
      .expect(await counts(id, NO_FILTER, seeded.owner.id))
      .toEqual({ mine: 1, assigned: 2, unassigned: 2, all: 4 })
    given
      .expect(await counts(id, { ...NO_FILTER, status: 'open' }, null))
      .toEqual({ mine: 0, assigned: 2, unassigned: 1, all: 3 })
    given
      .expect(await counts(id, { ...NO_FILTER, inboxIds: [] }, seeded.owner.id))
      .toEqual({ mine: 0, assigned: 0, unassigned: 0, all: 0 })
  },
}
