import { contractOf } from '../kernel/contract.ts'
import { addInbox, seedOrganization } from '../seed.ts'

/** What every `InboxQueries` promises. */
export const inboxQueriesContract = contractOf('InboxQueries', {
  'lists inboxes by lower-cased name, narrowed to those that are named': async (given) => {
    const { inbox, organization } = await seedOrganization(given, { inbox: { name: 'Mail' } })
    const zebra = await addInbox(given, organization.id, { name: 'zebra' })
    const apple = await addInbox(given, organization.id, { name: 'apple' })
    const { list } = given.storage.inboxQueries
    given.expect(await list(organization.id, null)).toEqual([apple, inbox, zebra])
    given.expect(await list(organization.id, [zebra.id, apple.id])).toEqual([apple, zebra])
    given.expect(await list(organization.id, [])).toEqual([])
  },

  'finds an inbox by its id and by its number': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const { inboxQueries } = given.storage
    given.expect(await inboxQueries.find(organization.id, inbox.id)).toEqual(inbox)
    given.expect(await inboxQueries.findByNumber(organization.id, inbox.number)).toEqual(inbox)
    given.expect(await inboxQueries.find(organization.id, given.world.ids.next())).toBeNull()
    given.expect(await inboxQueries.findByNumber(organization.id, 2_000_000_000)).toBeNull()
  },

  'shows nothing of another organization': async (given) => {
    const { inbox } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const { inboxQueries } = given.storage
    given.expect(await inboxQueries.list(other.organization.id, null)).toEqual([other.inbox])
    given.expect(await inboxQueries.list(other.organization.id, [inbox.id])).toEqual([])
    given.expect(await inboxQueries.find(other.organization.id, inbox.id)).toBeNull()
    const sameNumber = await inboxQueries.findByNumber(other.organization.id, inbox.number)
    given.expect(sameNumber?.id === inbox.id).toBe(false)
  },
})
