import { NO_FILTER } from '../../src/index.ts'
import { contractOf } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { counting } from './counting.promises.ts'
import { filtering } from './filtering.promises.ts'
import { leavingToTeam } from './leaving-to-team.promises.ts'
import { give, listed } from './listing.ts'
import { narrowing } from './narrowing.promises.ts'
import { say } from './recording.ts'
import { searching } from './searching.promises.ts'
import { sorting } from './sorting.promises.ts'
import { takingPart } from './taking-part.promises.ts'

/** What every `ConversationQueries` promises. */
export const conversationQueriesContract = contractOf('ConversationQueries', {
  'finds a conversation by its id and by its number, with all that belongs to it': async (given) => {
    const seeded = await seedOrganization(given)
    const { conversation, organization, owner } = seeded
    await give(given, conversation, owner)
    const sent = await say(given, conversation)
    const { find } = given.storage.conversationQueries
    const state = await find(organization.id, { id: conversation.conversation.id })
    given.expect(state).toMatchObject({
      organization: { id: organization.id, number: organization.number, name: organization.name },
      inbox: conversation.inbox,
      contact: { id: seeded.contact.id, name: seeded.contact.name },
      contactPoint: seeded.contactPoint,
      assignee: owner,
      recent: { last: { message: sent.message } },
    })
    given.expect(await find(organization.id, { number: conversation.conversation.number })).toEqual(state)
    given.expect(await find(organization.id, { id: given.world.ids.next() })).toBeNull()
    given.expect(await find(organization.id, { number: 2_000_000_000 })).toBeNull()
    const list = await given.storage.conversationQueries.list(organization.id, {
      filter: NO_FILTER,
      assignee: { type: 'all' },
      sort: 'last_activity_at_desc',
      page: 1,
      perPage: 10,
    })
    given.expect(list).toEqual([state])
  },

  'shows the contact and the inbox as they are now': async (given) => {
    const { contact, conversation, inbox, organization } = await seedOrganization(given)
    await inWork(given, organization.id, async (tx) => {
      await tx.contacts.update({ ...contact, name: 'Renamed' })
      await tx.inboxes.update({ ...inbox, name: 'Renamed too', lockToSingleConversation: true })
    })
    const state = await given.storage.conversationQueries.find(organization.id, {
      id: conversation.conversation.id,
    })
    given.expect(state?.contact.name).toBe('Renamed')
    given.expect(state?.inbox).toMatchObject({ name: 'Renamed too', lockToSingleConversation: true })
  },

  ...narrowing,
  ...counting,
  ...filtering,
  ...leavingToTeam,
  ...searching,
  ...sorting,
  ...takingPart,

  'shows nothing of another organization': async (given) => {
    const seeded = await seedOrganization(given)
    const other = await seedOrganization(given)
    const { conversationQueries } = given.storage
    const { id } = seeded.conversation.conversation
    given.expect(await conversationQueries.find(other.organization.id, { id })).toBeNull()
    given.expect(await listed(given, other, { filter: { inboxIds: [seeded.inbox.id] } })).toEqual([])
    given.expect(await listed(given, other, { filter: { contactId: seeded.contact.id } })).toEqual([])
    given.expect(await listed(given, other)).toEqual([1])
    given
      .expect(await conversationQueries.counts(other.organization.id, NO_FILTER, seeded.owner.id))
      .toEqual({ mine: 0, assigned: 0, unassigned: 1, all: 1 })
  },
})
