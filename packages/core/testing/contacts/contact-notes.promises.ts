import type { Promises } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { addContact, seedOrganization } from '../seed.ts'
import { noteDraft } from './merging-contacts.promises.ts'

const PAGE = { page: 1, perPage: 10 }

/** What becomes of the notes about a contact. */
export const keepingNotes: Promises = {
  'keeps, changes and removes a note, and tells who wrote it': async (given) => {
    const seeded = await seedOrganization(given)
    const { contact, organization, owner } = seeded
    const { notes, note } = given.storage.contactQueries
    const draft = noteDraft(given, seeded, { content: 'Ünïcode 👋' })
    const kept = await inWork(given, organization.id, (tx) => tx.contactNotes.insert(draft))
    given.expect(kept).toEqual({ ...draft, number: kept.number })
    given.expect(await notes(organization.id, contact.id, PAGE)).toEqual([{ note: kept, author: owner }])
    const changed = { ...kept, content: 'Changed', updatedAt: kept.updatedAt + 7 }
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.contactNotes.lock(contact.id, kept.number)).toEqual(kept)
      await tx.contactNotes.update(changed)
    })
    given
      .expect(await note(organization.id, contact.id, kept.number))
      .toEqual({ note: changed, author: owner })
    await inWork(given, organization.id, (tx) => tx.contactNotes.remove(kept.id))
    given.expect(await note(organization.id, contact.id, kept.number)).toBeNull()
  },

  'shows the notes of one contact, newest first and page by page': async (given) => {
    const seeded = await seedOrganization(given)
    const { contact, inbox, organization } = seeded
    const { contact: other } = await addContact(given, inbox)
    await inWork(given, organization.id, async ({ contactNotes }) => {
      for (const content of ['a', 'b', 'c']) await contactNotes.insert(noteDraft(given, seeded, { content }))
      await contactNotes.insert(noteDraft(given, seeded, { contactId: other.id, content: 'other' }))
    })
    const contents = async (page: number, perPage: number) =>
      (await given.storage.contactQueries.notes(organization.id, contact.id, { page, perPage })).map(
        ({ note }) => note.content,
      )
    given.expect(await contents(1, 10)).toEqual(['c', 'b', 'a'])
    given.expect(await contents(2, 2)).toEqual(['a'])
  },

  'shows no note under another contact, nor in another organization': async (given) => {
    const seeded = await seedOrganization(given)
    const { contact, inbox, organization } = seeded
    const other = await seedOrganization(given)
    const { contact: neighbour } = await addContact(given, inbox)
    const kept = await inWork(given, organization.id, (tx) =>
      tx.contactNotes.insert(noteDraft(given, seeded)),
    )
    const { note } = given.storage.contactQueries
    given.expect(await note(organization.id, neighbour.id, kept.number)).toBeNull()
    given.expect(await note(other.organization.id, contact.id, kept.number)).toBeNull()
    await inWork(given, organization.id, async ({ contactNotes }) => {
      given.expect(await contactNotes.lock(neighbour.id, kept.number)).toBeNull()
    })
    await inWork(given, other.organization.id, async ({ contactNotes }) => {
      given.expect(await contactNotes.lock(contact.id, kept.number)).toBeNull()
      await contactNotes.remove(kept.id)
    })
    given.expect((await note(organization.id, contact.id, kept.number))?.note).toEqual(kept)
  },
}
