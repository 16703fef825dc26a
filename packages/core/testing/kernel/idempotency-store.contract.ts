import { ALL_CONTACTS, err, type IdempotencyKey, type OrganizationId, ok } from '../../src/index.ts'
import { newContact } from '../drafts.ts'
import { seedOrganization } from '../seed.ts'
import { contractOf, type Given } from './contract.ts'

const KEY: IdempotencyKey = { scope: 'contacts', key: 'k-1', fingerprint: 'f-1' }

/** Adds a contact unless the key tells of one; answers whether it did. */
const addOnce = (given: Given, organizationId: OrganizationId, key = KEY) =>
  given.storage.unitOfWork.run(organizationId, async (tx) => {
    const stored = await tx.idempotency.claim(key)
    if (stored) return ok({ stored })
    const contact = newContact(given, organizationId)
    await tx.contacts.insert(contact)
    await tx.idempotency.save({ ...key, answer: { id: contact.id } })
    return ok({ id: contact.id })
  })

const contactsIn = async ({ storage }: Given, organizationId: OrganizationId) => {
  const { total } = await storage.contactQueries.list(organizationId, {
    filter: ALL_CONTACTS,
    sort: null,
    page: { page: 1, perPage: 1 },
  })
  return total
}

/** What every `IdempotencyStore` promises. */
export const idempotencyStoreContract = contractOf('IdempotencyStore', {
  'gives back what is stored under the key': async (given) => {
    const { organization } = await seedOrganization(given)
    const answer = { deep: [{ null: null }, 'ä', 1.5, true] }
    await given.storage.unitOfWork.run(organization.id, async (tx) => {
      given.expect(await tx.idempotency.claim(KEY)).toBeNull()
      await tx.idempotency.save({ ...KEY, answer })
      return ok(null)
    })
    await given.storage.unitOfWork.run(organization.id, async (tx) => {
      given.expect(await tx.idempotency.claim(KEY)).toEqual({ ...KEY, answer })
      return ok(null)
    })
  },

  'gives back what is stored whatever the fingerprint, so that a reuse can be told': async (given) => {
    const { organization } = await seedOrganization(given)
    await addOnce(given, organization.id)
    await given.storage.unitOfWork.run(organization.id, async (tx) => {
      const stored = await tx.idempotency.claim({ ...KEY, fingerprint: 'f-2' })
      given.expect(stored).toMatchObject({ key: 'k-1', fingerprint: 'f-1' })
      return ok(null)
    })
  },

  'of many works with one key at the same moment one is done': async (given) => {
    const { organization } = await seedOrganization(given)
    const before = await contactsIn(given, organization.id)
    const done = await Promise.all(Array.from({ length: 10 }, () => addOnce(given, organization.id)))
    const first = done.flatMap(({ value }) => ('id' in value ? [value.id] : []))
    given.expect(first).toHaveLength(1)
    for (const { value } of done) {
      if ('stored' in value) given.expect(value.stored.answer).toEqual({ id: first[0] })
    }
    given.expect(await contactsIn(given, organization.id)).toBe(before + 1)
  },

  'leaves the key free when the work is undone': async (given) => {
    const { organization } = await seedOrganization(given)
    await given.storage.unitOfWork.run(organization.id, async (tx) => {
      await tx.idempotency.claim(KEY)
      await tx.idempotency.save({ ...KEY, answer: 'undone' })
      return err({ code: 'test/refused' })
    })
    const { value } = await addOnce(given, organization.id)
    given.expect('id' in value).toBe(true)
  },

  'tells keys apart by their scope and by their organization': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const done = await Promise.all([
      addOnce(given, organization.id),
      addOnce(given, organization.id, { ...KEY, scope: 'another' }),
      addOnce(given, organization.id, { ...KEY, key: 'k-2' }),
      addOnce(given, other.organization.id),
    ])
    given.expect(done.map(({ value }) => 'id' in value)).toEqual([true, true, true, true])
  },
})
