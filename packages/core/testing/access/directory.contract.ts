import { withNewText } from '../../src/index.ts'
import { credentialOf, newMember } from '../drafts.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { addInbox, seedOrganization } from '../seed.ts'
import { aNewKey, anOrganization } from './access.fixtures.ts'

/** An organization that is not kept yet, with an owner who has this e-mail address. */
const aDraft = (given: Given, email?: string) => {
  const { world } = given
  const { number: _number, ...organization } = anOrganization({
    id: world.ids.next(),
    name: 'Founded',
    locale: 'de-AT',
    createdAt: world.clock.now(),
  })
  const owner = newMember(given, organization.id, { role: 'owner', ...(email ? { email } : {}) })
  const gateway = credentialOf(given, owner, `gateway ${owner.id}`)
  const credentials = [
    credentialOf(given, owner, `member ${owner.id}`),
    { ...gateway, kind: 'gateway' as const, memberId: null },
  ]
  const { key, digest } = withNewText(
    aNewKey({ id: world.ids.next(), organizationId: organization.id }),
    world.secrets,
  )
  return {
    organization,
    owner,
    ownerPasswordHash: 'a slow hash',
    credentials,
    apiKeys: [{ key, digest }],
    occurredAt: organization.createdAt,
  }
}

/** What every `Directory` promises. */
export const directoryContract = contractOf('Directory', {
  'keeps a new organization with its owner, and numbers both': async (given) => {
    const { directory, memberQueries } = given.storage
    const draft = aDraft(given)
    const { organization, owner } = succeeded(await directory.createOrganization(draft))
    given.expect(organization).toEqual({ ...draft.organization, number: organization.number })
    given.expect(owner).toEqual({ ...draft.owner, number: owner.number })
    given.expect(organization.number).toBeGreaterThan(0)
    given.expect(owner.number).toBeGreaterThan(0)
    given.expect(await directory.organization(organization.id)).toEqual(organization)
    given.expect(await directory.organizationByNumber(organization.number)).toEqual(organization)
    given.expect(await memberQueries.list(organization.id)).toEqual([owner])
  },

  'gives every organization a number of its own': async (given) => {
    const { directory } = given.storage
    const made = await Promise.all(
      Array.from({ length: 6 }, () => directory.createOrganization(aDraft(given))),
    )
    const numbers = made.map((created) => succeeded(created).organization.number)
    given.expect(new Set(numbers).size).toBe(6)
  },

  'knows no organization by a number or an id that nobody has': async (given) => {
    const { directory } = given.storage
    given.expect(await directory.organizationByNumber(2_000_000_000)).toBeNull()
    given.expect(await directory.organization(given.world.ids.next())).toBeNull()
  },

  'tells an installation in use by any organization': async (given) => {
    await seedOrganization(given)
    const any = await given.storage.directory.anyOrganization()
    given.expect(any?.number).toBeGreaterThan(0)
  },

  'refuses an owner whose e-mail address is in use anywhere': async (given) => {
    const { directory } = given.storage
    const { organization, owner } = await seedOrganization(given)
    const draft = aDraft(given, owner.email)
    given
      .expect(await directory.createOrganization(draft))
      .toEqual({ ok: false, error: { code: 'member/email-taken', email: owner.email } })
    given.expect(await directory.organization(draft.organization.id)).toBeNull()
    given.expect(await directory.identify(draft.credentials[0]?.digest ?? '')).toBeNull()
    given.expect(await directory.organization(organization.id)).toEqual(organization)
  },

  'keeps one of two at the same moment with one e-mail address, and refuses the other': async (given) => {
    const email = `${given.world.ids.next()}@acme.test`
    const made = await Promise.all(
      [1, 2].map(() => given.storage.directory.createOrganization(aDraft(given, email))),
    )
    given.expect(made.filter((created) => created.ok)).toHaveLength(1)
    given
      .expect(made.find((created) => !created.ok))
      .toEqual({ ok: false, error: { code: 'member/email-taken', email } })
  },

  'leads from a credential to the organization, and to the member it acts as': async (given) => {
    const { directory } = given.storage
    const draft = aDraft(given)
    const { organization, owner } = succeeded(await directory.createOrganization(draft))
    const identified = await Promise.all(draft.credentials.map(({ digest }) => directory.identify(digest)))
    given.expect(identified).toEqual([
      {
        kind: 'member',
        organization,
        member: { member: owner, inboxIds: [], teamIds: [] },
        agentIdentity: null,
      },
      { kind: 'gateway', organization, member: null, agentIdentity: null },
    ])
    const [kept] = draft.apiKeys
    if (!kept) throw new Error('There is a key')
    given.expect(await directory.apiKey(kept.key.id)).toEqual({ ...kept, organization, agentIdentity: null })
  },

  'knows nobody by a digest that leads nowhere': async (given) => {
    const { directory } = given.storage
    given.expect(await directory.identify(given.world.secrets.digest('made up'))).toBeNull()
    given.expect(await directory.identify('')).toBeNull()
  },

  'shows the inboxes that a member belongs to at this moment': async (given) => {
    const { agents, inbox, organization, tokens } = await seedOrganization(given, { agents: 1 })
    const other = await addInbox(given, organization.id)
    const [agent, token] = [agents[0], tokens.agents[0]]
    if (!agent || !token) throw new Error('There is an agent')
    const inboxes = async () => {
      const identified = await given.storage.directory.identify(given.world.secrets.digest(token))
      given.expect(identified?.member?.member).toEqual(agent)
      return new Set(identified?.member?.inboxIds)
    }
    given.expect(await inboxes()).toEqual(new Set([inbox.id]))
    await inWork(given, organization.id, (tx) => tx.inboxes.addMembers(other.id, [agent.id]))
    given.expect(await inboxes()).toEqual(new Set([inbox.id, other.id]))
    await inWork(given, organization.id, (tx) => tx.inboxes.removeMembers(inbox.id, [agent.id]))
    given.expect(await inboxes()).toEqual(new Set([other.id]))
  },

  'leads from the identifier of an inbox to the inbox': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const { directory } = given.storage
    given
      .expect(await directory.inboxByIdentifier(inbox.channel.identifier))
      .toEqual({ organizationId: organization.id, inboxId: inbox.id })
    given.expect(await directory.inboxByIdentifier(inbox.channel.identifier.toUpperCase())).toBeNull()
    given.expect(await directory.inboxByIdentifier('made up')).toBeNull()
  },
})
