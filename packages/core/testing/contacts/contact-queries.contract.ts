import { ALL_CONTACTS, ok } from '../../src/index.ts'
import { newContactPoint } from '../drafts.ts'
import { contractOf } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { addContact, addInbox, seedOrganization } from '../seed.ts'
import { filteringContacts } from './filtering-contacts.promises.ts'
import { listingContacts, names } from './listing-contacts.promises.ts'

/** What every `ContactQueries` promises. */
export const contactQueriesContract = contractOf('ContactQueries', {
  ...listingContacts,
  ...filteringContacts,

  'shows a contact with its addresses': async (given) => {
    const { contact, contactPoint, inbox, organization } = await seedOrganization(given)
    const other = await addInbox(given, organization.id, { name: 'Other' })
    const more = await inWork(given, organization.id, ({ contacts }) =>
      contacts.insertPoint(newContactPoint(given, contact, other)),
    )
    const { contactQueries } = given.storage
    const view = {
      contact,
      points: [
        {
          point: contactPoint,
          inbox: { number: inbox.number, channelNumber: inbox.channel.number, name: inbox.name },
        },
        { point: more, inbox: { number: other.number, channelNumber: other.channel.number, name: 'Other' } },
      ],
    }
    given.expect(await contactQueries.find(organization.id, contact.id)).toEqual(view)
    given.expect(await contactQueries.findByNumber(organization.id, contact.number)).toEqual(view)
    const { contacts } = await contactQueries.list(organization.id, {
      filter: ALL_CONTACTS,
      sort: null,
      page: { page: 1, perPage: 10 },
    })
    given.expect(contacts).toEqual([view])
    given.expect(await contactQueries.find(organization.id, given.world.ids.next())).toBeNull()
    given.expect(await contactQueries.findByNumber(organization.id, 2_000_000_000)).toBeNull()
  },

  'shows several contacts by their numbers, oldest first': async (given) => {
    const { contact, inbox, organization } = await seedOrganization(given)
    const { contact: second } = await addContact(given, inbox)
    const numbers = [second.number, 2_000_000_000, contact.number]
    const found = await given.storage.contactQueries.findMany(organization.id, numbers)
    given.expect(found.map((view) => view.contact)).toEqual([contact, second])
    given.expect(found.map((view) => view.points.length)).toEqual([1, 1])
    given.expect(await given.storage.contactQueries.findMany(organization.id, [])).toEqual([])
  },

  'gives all contacts bit by bit, or those with a tag': async (given) => {
    const { contact, inbox, organization } = await seedOrganization(given)
    const { contact: vip } = await addContact(given, inbox, { tags: ['new', 'vip'] })
    const { contact: last } = await addContact(given, inbox, { tags: ['other'] })
    const { after } = given.storage.contactQueries
    const all = { number: 0, filter: ALL_CONTACTS }
    const tagged = { ...ALL_CONTACTS, tags: ['vip'] }
    given.expect(await after(organization.id, { ...all, limit: 2 })).toEqual([contact, vip])
    given.expect(await after(organization.id, { ...all, number: vip.number, limit: 2 })).toEqual([last])
    given.expect(await after(organization.id, { number: 0, limit: 9, filter: tagged })).toEqual([vip])
  },

  'leads from a source id to the contact point and the contact behind it': async (given) => {
    const { contact, contactPoint, inbox, organization } = await seedOrganization(given)
    const { pointBySource } = given.storage.contactQueries
    const { sourceId } = contactPoint
    given
      .expect(await pointBySource(organization.id, inbox.id, sourceId))
      .toEqual({ point: contactPoint, contact })
    given.expect(await pointBySource(organization.id, inbox.id, 'made up')).toBeNull()
    const elsewhere = await addInbox(given, organization.id)
    given.expect(await pointBySource(organization.id, elsewhere.id, sourceId)).toBeNull()
  },

  'leads from a source id to the newest contact point of any inbox': async (given) => {
    const { contact, contactPoint, organization } = await seedOrganization(given)
    const { pointBySource } = given.storage.contactQueries
    const { sourceId } = contactPoint
    given
      .expect(await pointBySource(organization.id, null, sourceId))
      .toEqual({ point: contactPoint, contact })
    const elsewhere = await addInbox(given, organization.id)
    const newer = await given.storage.unitOfWork.run(organization.id, async ({ contacts }) =>
      ok(await contacts.insertPoint({ ...newContactPoint(given, contact, elsewhere), sourceId })),
    )
    given
      .expect(await pointBySource(organization.id, null, sourceId))
      .toEqual({ point: newer.value, contact })
    given.expect(await pointBySource(organization.id, null, 'made up')).toBeNull()
    const other = await seedOrganization(given)
    given.expect(await pointBySource(other.organization.id, null, sourceId)).toBeNull()
  },

  'shows nothing of another organization': async (given) => {
    const { contact, contactPoint, inbox } = await seedOrganization(given)
    const other = await seedOrganization(given, { contact: { name: 'Other' } })
    const { contactQueries } = given.storage
    given.expect(await names(given, other)).toEqual(['Other'])
    given.expect(await contactQueries.find(other.organization.id, contact.id)).toBeNull()
    const sameNumber = await contactQueries.findByNumber(other.organization.id, contact.number)
    given.expect(sameNumber?.contact.id === contact.id).toBe(false)
    const point = await contactQueries.pointBySource(other.organization.id, inbox.id, contactPoint.sourceId)
    given.expect(point).toBeNull()
  },
})
