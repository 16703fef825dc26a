import { contractOf } from '../kernel/contract.ts'
import { addContact, seedOrganization } from '../seed.ts'

/** What every `ContactActivity` promises. */
export const contactActivityContract = contractOf('ContactActivity', {
  'notes when contacts last wrote, and never moves a time backwards': async (given) => {
    const { contact, inbox, organization } = await seedOrganization(given)
    const { contact: other } = await addContact(given, inbox, { lastActivityAt: 5_000 })
    const { contactActivity, contactQueries } = given.storage
    const times = async () =>
      Promise.all(
        [contact, other].map(
          async ({ id }) => (await contactQueries.find(organization.id, id))?.contact.lastActivityAt,
        ),
      )
    const note = (first: number, second: number) =>
      contactActivity.note(organization.id, [
        { contactId: contact.id, at: first },
        { contactId: other.id, at: second },
      ])
    await note(3_000, 4_000)
    given.expect(await times()).toEqual([3_000, 5_000])
    await note(2_000, 6_000)
    given.expect(await times()).toEqual([3_000, 6_000])
    await Promise.all([note(9_000, 7_000), note(8_000, 9_000)])
    given.expect(await times()).toEqual([9_000, 9_000])
  },

  'takes the latest of several times of one contact': async (given) => {
    const { contact, organization } = await seedOrganization(given)
    const times = [2_000, 7_000, 3_000].map((at) => ({ contactId: contact.id, at }))
    await given.storage.contactActivity.note(organization.id, times)
    const found = await given.storage.contactQueries.find(organization.id, contact.id)
    given.expect(found?.contact.lastActivityAt).toBe(7_000)
  },

  'changes nothing of another organization, and bears contacts that are gone': async (given) => {
    const { contact, organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const { contactActivity, contactQueries } = given.storage
    await contactActivity.note(other.organization.id, [{ contactId: contact.id, at: 1_000 }])
    await contactActivity.note(other.organization.id, [])
    const found = await contactQueries.find(organization.id, contact.id)
    given.expect(found?.contact.lastActivityAt).toBeNull()
  },
})
