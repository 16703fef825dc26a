import { type OrganizationId, ok } from '../../src/index.ts'
import { recordIn } from '../conversations/recording.ts'
import { seedOrganization } from '../seed.ts'
import { contractOf, type Given } from './contract.ts'

/** Later than any clock that a test has, real or stopped: 2100. */
const FAR_AHEAD = 4_102_444_800_000

const keep = ({ storage }: Given, organizationId: OrganizationId, key: string) =>
  storage.unitOfWork.run(organizationId, async (tx) => {
    const record = { scope: 'test', key, fingerprint: 'f', answer: null }
    const stored = await tx.idempotency.claim(record)
    if (!stored) await tx.idempotency.save(record)
    return ok(stored === null)
  })

/** What every `Housekeeping` promises. */
export const housekeepingContract = contractOf('Housekeeping', {
  'forgets old idempotency keys, so many at a time': async (given) => {
    const { conversation, organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const { housekeeping } = given.storage
    for (const key of ['a', 'b']) await keep(given, organization.id, key)
    await recordIn(given, conversation.conversation, () => [], {
      idempotency: { scope: 'test', key: 'c', fingerprint: 'f' },
    })
    await keep(given, other.organization.id, 'a')
    given.expect(await housekeeping.forgetIdempotencyKeys(organization.id, FAR_AHEAD, 2)).toBe(2)
    given.expect(await housekeeping.forgetIdempotencyKeys(organization.id, FAR_AHEAD, 2)).toBe(1)
    given.expect(await housekeeping.forgetIdempotencyKeys(organization.id, FAR_AHEAD, 2)).toBe(0)
    given.expect((await keep(given, organization.id, 'a')).value).toBe(true)
    given.expect((await keep(given, other.organization.id, 'a')).value).toBe(false)
  },

  'remembers keys that are not old': async (given) => {
    const { organization } = await seedOrganization(given)
    await keep(given, organization.id, 'young')
    given.expect(await given.storage.housekeeping.forgetIdempotencyKeys(organization.id, 0, 10)).toBe(0)
    given.expect((await keep(given, organization.id, 'young')).value).toBe(false)
  },

  'names every organization in the order of their numbers': async (given) => {
    const seeded = [
      await seedOrganization(given),
      await seedOrganization(given),
      await seedOrganization(given),
    ]
    const { organizations } = given.storage.housekeeping
    const expected = seeded
      .map(({ organization: { id, number } }) => ({ id, number }))
      .toSorted((left, right) => left.number - right.number)
    const before = (expected[0]?.number ?? 1) - 1
    const ids = new Set(expected.map(({ id }) => id))
    const named = await organizations(before, 1_000)
    given.expect(named.filter(({ id }) => ids.has(id))).toEqual(expected)
    given.expect(named.every(({ number }) => number > before)).toBe(true)
    given.expect(await organizations(before, 1)).toEqual(named.slice(0, 1))
  },
})
