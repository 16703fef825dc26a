import { newContactPoint } from '../drafts.ts'
import type { Promises } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { addContact, addInbox, seedOrganization } from '../seed.ts'

/** What becomes of contact points. */
export const keepingPoints: Promises = {
  'keeps and numbers a contact point': async (given) => {
    const { contact, contactPoint: first, organization } = await seedOrganization(given)
    const inbox = await addInbox(given, organization.id)
    const draft = newContactPoint(given, contact, inbox, { hmacVerified: true, sourceId: 'Ünïcode id 👋' })
    await inWork(given, organization.id, async ({ contacts }) => {
      const point = await contacts.insertPoint(draft)
      given.expect(point).toEqual({ ...draft, number: point?.number })
      given.expect(point?.number === first.number).toBe(false)
      given.expect(await contacts.findPoint(inbox.id, draft.sourceId)).toEqual(point)
      given.expect(await contacts.findPoint(inbox.id, 'made up')).toBeNull()
      given.expect(await contacts.findPoint(first.inboxId, draft.sourceId)).toBeNull()
    })
  },

  'gives no second contact point of an inbox the same source id, and works on': async (given) => {
    const { contactPoint, inbox, organization } = await seedOrganization(given)
    const { contact: other } = await addContact(given, inbox)
    const elsewhere = await addInbox(given, organization.id)
    const { sourceId } = contactPoint
    await inWork(given, organization.id, async ({ contacts }) => {
      given.expect(await contacts.insertPoint(newContactPoint(given, other, inbox, { sourceId }))).toBeNull()
      const kept = await contacts.insertPoint(newContactPoint(given, other, elsewhere, { sourceId }))
      given.expect(kept?.sourceId).toBe(sourceId)
    })
    await inWork(given, organization.id, async ({ contacts }) => {
      given.expect((await contacts.findPoint(inbox.id, sourceId))?.id).toBe(contactPoint.id)
      given.expect((await contacts.findPoint(elsewhere.id, sourceId))?.contactId).toBe(other.id)
    })
  },

  'of two at the same moment with one source id keeps one and throws at none': async (given) => {
    const { contact, inbox, organization } = await seedOrganization(given)
    const sourceId = `source-${given.world.ids.next()}`
    const points = await Promise.all(
      [1, 2].map(() =>
        inWork(given, organization.id, ({ contacts }) =>
          contacts.insertPoint(newContactPoint(given, contact, inbox, { sourceId })),
        ),
      ),
    )
    given.expect(points.filter((point) => point !== null)).toHaveLength(1)
  },

  'keeps a source id of 20,000 characters, and tells two long ones apart by their ends': async (given) => {
    const { contact, inbox, organization } = await seedOrganization(given)
    // Random enough that no index can squeeze it.
    const long = Array.from({ length: 312 }, (_, at) => given.world.secrets.digest(`${at}`)).join('')
    const [left, right] = [`${long.padEnd(19_999, 'x')}1`, `${long.padEnd(19_999, 'x')}2`]
    await inWork(given, organization.id, async ({ contacts }) => {
      for (const sourceId of [left, right]) {
        const point = await contacts.insertPoint(newContactPoint(given, contact, inbox, { sourceId }))
        given.expect(point?.sourceId === sourceId).toBe(true)
      }
      given.expect((await contacts.findPoint(inbox.id, left))?.sourceId === left).toBe(true)
    })
  },

  'gives the newest contact point of a contact in an inbox': async (given) => {
    const { contact, inbox, organization } = await seedOrganization(given)
    const elsewhere = await addInbox(given, organization.id)
    await addContact(given, inbox)
    await inWork(given, organization.id, async ({ contacts }) => {
      await contacts.insertPoint(newContactPoint(given, contact, inbox))
      const newest = await contacts.insertPoint(newContactPoint(given, contact, inbox))
      given.expect(await contacts.latestPoint(contact.id, inbox.id)).toEqual(newest)
      given.expect(await contacts.latestPoint(contact.id, elsewhere.id)).toBeNull()
    })
  },

  'notes that a contact point was proven': async (given) => {
    const { contactPoint, inbox, organization } = await seedOrganization(given)
    const at = given.world.clock.now() + 1
    await inWork(given, organization.id, async ({ contacts }) => {
      await contacts.verifyPoint(contactPoint.id, at)
      given
        .expect(await contacts.findPoint(inbox.id, contactPoint.sourceId))
        .toEqual({ ...contactPoint, hmacVerified: true, updatedAt: at })
    })
  },

  'ties no contact of another organization to an inbox': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const draft = newContactPoint(given, other.contact, inbox, { organizationId: organization.id })
    const tying = inWork(given, organization.id, ({ contacts }) => contacts.insertPoint(draft))
    await given.expect(tying).rejects.toThrow()
  },
}
