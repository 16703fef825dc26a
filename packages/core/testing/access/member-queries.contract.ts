import { ok } from '../../src/index.ts'
import { newMember, secretsOf } from '../drafts.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { seedOrganization } from '../seed.ts'

/** An organization whose inbox has members of these names, besides the owner, who is in no inbox. */
const named = async (given: Given, names: readonly string[]) => {
  const seeded = await seedOrganization(given, { agents: 0 })
  const { id } = seeded.organization
  await given.storage.unitOfWork.run(id, async (tx) => {
    for (const name of names) {
      const draft = newMember(given, id, { name })
      await tx.members.insert(draft, secretsOf(given, draft, draft.id))
      await tx.inboxes.addMembers(seeded.inbox.id, [draft.id])
    }
    return ok(null)
  })
  return seeded
}

const namesOf = (members: readonly { readonly name: string }[]) => members.map(({ name }) => name)

/** What every `MemberQueries` promises. */
export const memberQueriesContract = contractOf('MemberQueries', {
  'lists everybody by lower-cased name': async (given) => {
    const { organization } = await named(given, ['zoe', 'adam', 'Bert'])
    const members = await given.storage.memberQueries.list(organization.id)
    given.expect(namesOf(members)).toEqual(['adam', 'Bert', 'Olive', 'zoe'])
  },

  'lists the members of one inbox by lower-cased name': async (given) => {
    const { inbox, organization } = await named(given, ['zoe', 'adam', 'Bert'])
    const members = await given.storage.memberQueries.ofInbox(organization.id, inbox.id)
    given.expect(namesOf(members)).toEqual(['adam', 'Bert', 'zoe'])
    const nowhere = given.world.ids.next<'inbox'>()
    given.expect(await given.storage.memberQueries.ofInbox(organization.id, nowhere)).toEqual([])
  },

  'finds a member by its e-mail address, in any case': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const { findByEmail } = given.storage.memberQueries
    given.expect(await findByEmail(organization.id, owner.email.toUpperCase())).toEqual(owner)
    given.expect(await findByEmail(organization.id, 'nobody@acme.test')).toBeNull()
    given.expect(await findByEmail(other.organization.id, owner.email)).toBeNull()
  },

  'finds a member by its number': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const { findByNumber } = given.storage.memberQueries
    given.expect(await findByNumber(organization.id, owner.number)).toEqual(owner)
    given.expect(await findByNumber(organization.id, 2_000_000_000)).toBeNull()
  },

  'shows nothing of another organization': async (given) => {
    const { inbox, owner } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const { memberQueries } = given.storage
    const members = await memberQueries.list(other.organization.id)
    given.expect(members).toHaveLength(3)
    given
      .expect(new Set(members.map(({ organizationId }) => organizationId)))
      .toEqual(new Set([other.organization.id]))
    given.expect(await memberQueries.ofInbox(other.organization.id, inbox.id)).toEqual([])
    const found = await memberQueries.findByNumber(other.organization.id, owner.number)
    given.expect(found?.id === owner.id).toBe(false)
  },
})
