import { newMember, secretsOf } from '../drafts.ts'
import { contractOf } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'

/** What every `MemberStore` promises. */
export const memberStoreContract = contractOf('MemberStore', {
  'keeps and numbers a member': async (given) => {
    const { organization } = await seedOrganization(given)
    const draft = newMember(given, organization.id, {
      name: 'Zoë',
      displayName: 'Zo',
      role: 'administrator',
      availability: 'busy',
      autoOffline: true,
      confirmed: false,
    })
    const inserted = await inWork(given, organization.id, async (tx) =>
      succeeded(await tx.members.insert(draft, secretsOf(given, draft, draft.id))),
    )
    given.expect(inserted).toEqual({ ...draft, number: inserted.number })
    const found = await inWork(given, organization.id, (tx) => tx.members.find(draft.id))
    given.expect(found).toEqual(inserted)
  },

  'makes what the member signs in with lead to it': async (given) => {
    const { organization } = await seedOrganization(given)
    const draft = newMember(given, organization.id)
    const inserted = await inWork(given, organization.id, async (tx) =>
      succeeded(await tx.members.insert(draft, secretsOf(given, draft, `token ${draft.id}`))),
    )
    const digest = given.world.secrets.digest(`token ${draft.id}`)
    given.expect(await given.storage.directory.identify(digest)).toEqual({
      kind: 'member',
      organization,
      member: { member: inserted, inboxIds: [] },
      agentIdentity: null,
    })
  },

  'finds those of the numbers that are members, in the order of their numbers': async (given) => {
    const { agents, organization, owner } = await seedOrganization(given, { agents: 3 })
    const members = [owner, ...agents].toSorted((left, right) => left.number - right.number)
    given.expect(new Set(members.map(({ number }) => number)).size).toBe(4)
    const numbers = [...members.map(({ number }) => number).toReversed(), 2_000_000_000]
    const found = await inWork(given, organization.id, (tx) => tx.members.findByNumbers(numbers))
    given.expect(found).toEqual(members)
    given.expect(await inWork(given, organization.id, (tx) => tx.members.findByNumbers([]))).toEqual([])
  },

  'refuses an e-mail address that anybody on the installation has, and works on': async (given) => {
    const { organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const taken = newMember(given, organization.id, { email: other.owner.email })
    const free = newMember(given, organization.id)
    const [refused, kept] = await inWork(given, organization.id, async (tx) => [
      await tx.members.insert(taken, secretsOf(given, taken, taken.id)),
      await tx.members.insert(free, secretsOf(given, free, free.id)),
    ])
    given
      .expect(refused)
      .toEqual({ ok: false, error: { code: 'member/email-taken', email: other.owner.email } })
    given.expect(kept?.ok).toBe(true)
    const members = await given.storage.memberQueries.list(organization.id)
    given.expect(members.map(({ id }) => id)).toContain(free.id)
    given.expect(members.map(({ id }) => id)).not.toContain(taken.id)
  },

  'of two at the same moment with one e-mail address refuses one': async (given) => {
    const seeded = [await seedOrganization(given), await seedOrganization(given)]
    const email = `${given.world.ids.next()}@acme.test`
    const inserted = await Promise.all(
      seeded.map(({ organization }) => {
        const draft = newMember(given, organization.id, { email })
        return given.storage.unitOfWork.run(organization.id, (tx) =>
          tx.members.insert(draft, secretsOf(given, draft, draft.id)),
        )
      }),
    )
    given.expect(inserted.filter(({ ok }) => ok)).toHaveLength(1)
    given
      .expect(inserted.find(({ ok }) => !ok))
      .toEqual({ ok: false, error: { code: 'member/email-taken', email } })
  },

  'shows nothing of another organization': async (given) => {
    const { owner } = await seedOrganization(given)
    const other = await seedOrganization(given)
    given.expect(await inWork(given, other.organization.id, (tx) => tx.members.find(owner.id))).toBeNull()
    const found = await inWork(given, other.organization.id, (tx) => tx.members.findByNumbers([owner.number]))
    given.expect(found.filter(({ organizationId }) => organizationId !== other.organization.id)).toEqual([])
  },
})
