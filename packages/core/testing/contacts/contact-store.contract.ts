import { type NewContact, UNIQUE_ATTRIBUTES, type UniqueAttribute } from '../../src/index.ts'
import { say } from '../conversations/recording.ts'
import { newContact } from '../drafts.ts'
import { contractOf, type Given, type Promises } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { addContact, seedOrganization } from '../seed.ts'
import { keepingNotes } from './contact-notes.promises.ts'
import { keepingPoints } from './contact-points.promises.ts'
import { introducing } from './introducing.promises.ts'
import { mergingContacts } from './merging-contacts.promises.ts'

/** A value of the attribute that nobody has. */
const unused = ({ world }: Given, attribute: UniqueAttribute): string => {
  const id = world.ids.next()
  if (attribute === 'email') return `${id}@contact.test`
  // Ids are hexadecimal, phone numbers aren't.
  if (attribute === 'phoneNumber') return `+${Array.from(id, (c) => c.charCodeAt(0) % 10).join('')}`
  return `Crm-${id}`
}

const UNIQUE: readonly UniqueAttribute[] = UNIQUE_ATTRIBUTES

const insert = (given: Given, draft: NewContact) =>
  given.storage.unitOfWork.run(draft.organizationId, (tx) => tx.contacts.insert(draft))

const keepingContacts: Promises = {
  'keeps and numbers a contact': async (given) => {
    const { contact: before, organization } = await seedOrganization(given)
    const draft = newContact(given, organization.id, {
      name: 'Jürgen 👋',
      middleName: 'Ænne',
      lastName: 'Öz',
      email: unused(given, 'email'),
      phoneNumber: unused(given, 'phoneNumber'),
      identifier: unused(given, 'identifier'),
      blocked: true,
      additionalAttributes: { city: 'Wien', social: { handles: ['a', 1, null] } },
      customAttributes: { plan: 'gold' },
      type: 'customer',
      tags: ['vip', 'a, "b"'],
      lastActivityAt: given.world.clock.now() - 5,
    })
    const contact = succeeded(await insert(given, draft))
    given.expect(contact).toEqual({ ...draft, number: contact.number })
    given.expect(contact.number === before.number).toBe(false)
    await inWork(given, organization.id, async ({ contacts }) => {
      given.expect(await contacts.find(contact.id)).toEqual(contact)
      given.expect(await contacts.findByNumber(contact.number)).toEqual(contact)
      given.expect(await contacts.find(given.world.ids.next())).toBeNull()
      given.expect(await contacts.findByNumber(2_000_000_000)).toBeNull()
    })
  },

  'finds a contact by what is unique, e-mail addresses in any case': async (given) => {
    const { organization } = await seedOrganization(given)
    const draft = newContact(given, organization.id, {
      email: unused(given, 'email'),
      phoneNumber: unused(given, 'phoneNumber'),
      identifier: unused(given, 'identifier'),
    })
    const contact = succeeded(await insert(given, draft))
    await inWork(given, organization.id, async ({ contacts }) => {
      for (const attribute of UNIQUE) {
        given.expect(await contacts.findBy(attribute, draft[attribute] ?? '')).toEqual(contact)
        given.expect(await contacts.findBy(attribute, unused(given, attribute))).toBeNull()
      }
      given.expect(await contacts.findBy('email', draft.email?.toUpperCase() ?? '')).toEqual(contact)
      given.expect(await contacts.findBy('identifier', draft.identifier?.toUpperCase() ?? '')).toBeNull()
    })
  },

  'refuses what another contact has, naming it, and works on': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    for (const attribute of UNIQUE) {
      const value = unused(given, attribute)
      const { contact: holder } = await addContact(given, inbox, { [attribute]: value })
      const { contact: other } = await addContact(given, inbox)
      const taken = { code: 'contact/attribute-taken', attributes: [attribute], contactNumber: holder.number }
      const draft = newContact(given, organization.id, { [attribute]: value })
      await inWork(given, organization.id, async ({ contacts }) => {
        given.expect(await contacts.insert(draft)).toEqual({ ok: false, error: taken })
        given
          .expect(await contacts.update({ ...other, [attribute]: value }))
          .toEqual({ ok: false, error: taken })
        given.expect(await contacts.update({ ...other, name: 'Renamed' })).toEqual({ ok: true, value: null })
        given.expect(await contacts.find(draft.id)).toBeNull()
      })
      const kept = await given.storage.contactQueries.find(organization.id, other.id)
      given.expect(kept?.contact).toEqual({ ...other, name: 'Renamed' })
    }
  },

  'names everything that other contacts have, and who has the first of it': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const identifier = unused(given, 'identifier')
    const phoneNumber = unused(given, 'phoneNumber')
    await addContact(given, inbox, { phoneNumber })
    const { contact: holder } = await addContact(given, inbox, { identifier })
    const draft = newContact(given, organization.id, { identifier, phoneNumber })
    given.expect(await insert(given, draft)).toEqual({
      ok: false,
      error: {
        code: 'contact/attribute-taken',
        attributes: ['identifier', 'phoneNumber'],
        contactNumber: holder.number,
      },
    })
  },

  'of two at the same moment with one value refuses one and throws at none': async (given) => {
    const { organization } = await seedOrganization(given)
    for (const attribute of UNIQUE) {
      const value = unused(given, attribute)
      const results = await Promise.all(
        [1, 2].map(() => insert(given, newContact(given, organization.id, { [attribute]: value }))),
      )
      const kept = results.flatMap((result) => (result.ok ? [result.value] : []))
      given.expect(kept).toHaveLength(1)
      const error = {
        code: 'contact/attribute-taken',
        attributes: [attribute],
        contactNumber: kept[0]?.number,
      }
      given.expect(results.find(({ ok }) => !ok)).toEqual({ ok: false, error })
    }
  },

  'of two that change to one value at the same moment refuses one and throws at none': async (given) => {
    const { contact, inbox, organization } = await seedOrganization(given)
    const { contact: other } = await addContact(given, inbox)
    const email = unused(given, 'email')
    const results = await Promise.all(
      [contact, other].map((one) =>
        given.storage.unitOfWork.run(organization.id, (tx) => tx.contacts.update({ ...one, email })),
      ),
    )
    given.expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    given
      .expect(results.find(({ ok }) => !ok))
      .toMatchObject({ error: { code: 'contact/attribute-taken', attributes: ['email'] } })
  },

  'lets contacts of different organizations have the same, and many of one have nothing': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const same = {
      email: unused(given, 'email'),
      phoneNumber: unused(given, 'phoneNumber'),
      identifier: unused(given, 'identifier'),
    }
    const results = [
      await insert(given, newContact(given, organization.id, same)),
      await insert(given, newContact(given, other.organization.id, same)),
      await insert(given, newContact(given, organization.id)),
      await insert(given, newContact(given, organization.id)),
    ]
    given.expect(results.every(({ ok }) => ok)).toBe(true)
  },

  'replaces all that can be set, and frees what it gave up': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const email = unused(given, 'email')
    const { contact } = await addContact(given, inbox, { email, identifier: unused(given, 'identifier') })
    const changed = {
      ...contact,
      name: 'Changed',
      middleName: 'So',
      lastName: 'Much',
      type: 'lead' as const,
      tags: ['changed'],
      email: null,
      phoneNumber: unused(given, 'phoneNumber'),
      blocked: true,
      additionalAttributes: { changed: true },
      customAttributes: { changed: [1] },
      updatedAt: contact.updatedAt + 1,
    }
    await inWork(given, organization.id, async ({ contacts }) => {
      given.expect(await contacts.update(changed)).toEqual({ ok: true, value: null })
      given.expect(await contacts.find(contact.id)).toEqual(changed)
      given.expect(await contacts.findBy('email', email)).toBeNull()
    })
    const again = await insert(given, newContact(given, organization.id, { email }))
    given.expect(again.ok).toBe(true)
  },

  'does not take back an activity that was noted meanwhile': async (given) => {
    const { contact, conversation, organization } = await seedOrganization(given)
    const at = given.world.clock.now() + 1_000
    await say(given, conversation, { createdAt: at })
    await inWork(given, organization.id, (tx) => tx.contacts.update({ ...contact, name: 'Changed' }))
    const found = await given.storage.contactQueries.find(organization.id, contact.id)
    given.expect(found?.contact).toMatchObject({ name: 'Changed', lastActivityAt: at })
  },

  'shows nothing of another organization': async (given) => {
    const { contact, contactPoint, inbox, organization } = await seedOrganization(given, {
      contact: { identifier: unused(given, 'identifier') },
    })
    const other = await seedOrganization(given)
    await inWork(given, other.organization.id, async ({ contacts }) => {
      given.expect(await contacts.find(contact.id)).toBeNull()
      given.expect((await contacts.findByNumber(contact.number))?.id === contact.id).toBe(false)
      given.expect(await contacts.findBy('identifier', contact.identifier ?? '')).toBeNull()
      given.expect(await contacts.findPoint(inbox.id, contactPoint.sourceId)).toBeNull()
      given.expect(await contacts.latestPoint(contact.id, inbox.id)).toBeNull()
    })
    // Whether it throws is the adapter's to say; that nothing changes is not.
    await inWork(given, other.organization.id, ({ contacts }) =>
      contacts.update({ ...contact, name: 'Stolen' }),
    ).catch(() => undefined)
    const kept = await given.storage.contactQueries.find(organization.id, contact.id)
    given.expect(kept?.contact).toEqual(contact)
  },
}

/** What every `ContactStore` promises. */
export const contactStoreContract = contractOf('ContactStore', {
  ...keepingContacts,
  ...keepingPoints,
  ...keepingNotes,
  ...mergingContacts,
  ...introducing,
})
