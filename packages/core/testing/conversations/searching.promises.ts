import { type ConversationFilter, NO_FILTER } from '../../src/index.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { addContact, addInbox, type Seeded, seedOrganization } from '../seed.ts'
import { listed, startAll } from './listing.ts'
import { say } from './recording.ts'

/** Number 1 says nothing; 2 says so to Ada, 3 in a note, 4 to Alan in another inbox. */
const spoken = async (given: Given) => {
  const seeded = await seedOrganization(given, { contact: { name: 'Ada', email: 'ada@engine.test' } })
  const inbox = await addInbox(given, seeded.organization.id)
  const alan = await addContact(given, inbox, {
    name: 'Alan 100%',
    phoneNumber: '+4477',
    identifier: 'CRM-9',
  })
  const owner = { type: 'member', member: seeded.owner } as const
  const [second, third] = await startAll(given, seeded, [{}, { status: 'resolved' }])
  const [fourth] = await startAll(given, { ...seeded, inbox, contactPoint: alan.contactPoint }, [{}])
  if (!second || !third || !fourth) throw new Error('There are three')
  await say(given, seeded.conversation, { content: 'Where is my order?', kind: 'activity' }, null)
  await say(given, second, { content: 'Where is my ORDER?' })
  await say(given, third, { content: 'an order of 100%', kind: 'outgoing', private: true }, owner)
  await say(given, fourth, { content: 'Your order_7', kind: 'outgoing' }, owner)
  await say(given, fourth, { content: null, kind: 'outgoing' }, owner)
  return { seeded, inbox }
}

const found = (given: Given, seeded: Seeded, filter: Partial<ConversationFilter>) =>
  listed(given, seeded, { filter })

/** What searches find. */
export const searching: Promises = {
  'finds conversations by what people said in them': async (given) => {
    const { seeded, inbox } = await spoken(given)
    given.expect(await found(given, seeded, { text: 'order' })).toEqual([2, 3, 4])
    given.expect(await found(given, seeded, { text: 'my order?' })).toEqual([2])
    given.expect(await found(given, seeded, { text: '100%' })).toEqual([3])
    given.expect(await found(given, seeded, { text: 'order_' })).toEqual([4])
    given.expect(await found(given, seeded, { text: 'nothing' })).toEqual([])
    given.expect(await found(given, seeded, { text: 'order', status: 'open' })).toEqual([2, 4])
    given.expect(await found(given, seeded, { text: 'order', inboxIds: [inbox.id] })).toEqual([4])
    const { counts } = given.storage.conversationQueries
    given
      .expect(await counts(seeded.organization.id, { ...NO_FILTER, text: 'order' }, seeded.owner.id))
      .toEqual({ mine: 0, assigned: 0, unassigned: 3, all: 3 })
    const other = await seedOrganization(given)
    given.expect(await found(given, other, { text: 'order' })).toEqual([])
  },

  'finds conversations by their number and by who they are with': async (given) => {
    const { seeded } = await spoken(given)
    given.expect(await found(given, seeded, { about: '4' })).toContain(4)
    given.expect(await found(given, seeded, { about: 'aDa' })).toEqual([1, 2, 3])
    given.expect(await found(given, seeded, { about: 'ENGINE' })).toEqual([1, 2, 3])
    given.expect(await found(given, seeded, { about: '+447' })).toEqual([4])
    given.expect(await found(given, seeded, { about: 'crm-9' })).toEqual([4])
    given.expect(await found(given, seeded, { about: '0%' })).toEqual([4])
    given.expect(await found(given, seeded, { about: 'nobody' })).toEqual([])
  },

  'gives conversations by their ids, in the order of the ids': async (given) => {
    const seeded = await seedOrganization(given)
    const [second] = await startAll(given, seeded, [{}])
    if (!second) throw new Error('There is one')
    const { findAll } = given.storage.conversationQueries
    const ids = [
      second.conversation.id,
      given.world.ids.next<'conversation'>(),
      seeded.conversation.conversation.id,
    ]
    const states = await findAll(seeded.organization.id, ids)
    given.expect(states.map(({ conversation }) => conversation.number)).toEqual([2, 1])
    given.expect(await findAll(seeded.organization.id, [])).toEqual([])
  },

  'counts open conversations with messages that nobody has seen': async (given) => {
    const seeded = await seedOrganization(given)
    const inbox = await addInbox(given, seeded.organization.id)
    const { contactPoint } = await addContact(given, inbox)
    const unread = { unreadCount: 2 }
    await startAll(given, seeded, [
      { ...unread, tags: ['vip', 'new'] },
      { ...unread, tags: ['vip'] },
      { ...unread, status: 'resolved' },
      {},
    ])
    await startAll(given, { ...seeded, inbox, contactPoint }, [unread])
    const counts = await given.storage.conversationQueries.unread(seeded.organization.id, null)
    given.expect(counts.all).toBe(3)
    given.expect(Object.fromEntries(counts.inboxes)).toEqual({ [seeded.inbox.number]: 2, [inbox.number]: 1 })
    given.expect(Object.fromEntries(counts.tags)).toEqual({ vip: 2, new: 1 })
    const seen = await given.storage.conversationQueries.unread(seeded.organization.id, [inbox.id])
    given.expect([seen.all, seen.tags.size]).toEqual([1, 0])
  },
}
