import { type ApiKey, type OrganizationId, withNewText } from '../../src/index.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { aNewKey, anAgentIdentity } from './access.fixtures.ts'

/** A key that is kept; no two are made at the same moment. */
const kept = async (
  given: Given,
  organizationId: OrganizationId,
  overrides: Partial<Parameters<typeof withNewText>[0]> = {},
) => {
  const { world } = given
  const createdAt = world.clock.now()
  const draft = aNewKey({ id: world.ids.next(), organizationId, createdAt, ...overrides })
  const { key, digest } = withNewText(draft, world.secrets)
  await inWork(given, organizationId, (tx) => tx.apiKeys.insert({ key, digest }))
  return { key, digest }
}

const anIdentity = (given: Given, organizationId: OrganizationId) => {
  const { number: _number, ...draft } = anAgentIdentity()
  const id = given.world.ids.next<'agent_identity'>()
  return inWork(given, organizationId, async (tx) =>
    succeeded(
      await tx.agentIdentities.insert(
        { ...draft, id, organizationId, handle: `agent-${id}` },
        { signingSecret: 'secret', credentials: [] },
      ),
    ),
  )
}

/** What every `ApiKeyStore`, `ApiKeyQueries` and `ApiKeyUses` promise, and what leads from a key to its organization. */
export const apiKeyContract = contractOf('ApiKeyStore', {
  'keeps a key as it is, and leads to it by its id': async (given) => {
    const { organization, owner } = await seedOrganization(given)
    const { key, digest } = await kept(given, organization.id, {
      kind: 'client',
      name: 'Shop “ä”',
      description: 'For the shop',
      allowedOrigins: ['https://shop.test', 'https://"quoted".test'],
      allowedBundleIds: ['test.shop'],
      createdBy: { type: 'member', id: owner.id },
      expiresAt: given.world.clock.now() + 1_000,
    })
    const { apiKeyQueries, directory } = given.storage
    given.expect(await apiKeyQueries.find(organization.id, key.id)).toEqual(key)
    given.expect(await inWork(given, organization.id, (tx) => tx.apiKeys.find(key.id))).toEqual(key)
    given.expect(await directory.apiKey(key.id)).toEqual({ key, digest, organization, agentIdentity: null })
    given.expect(await directory.apiKey(given.world.ids.next())).toBeNull()
  },

  'shows no key of another organization': async (given) => {
    const [own, other] = [await seedOrganization(given), await seedOrganization(given)]
    const { key } = await kept(given, other.organization.id)
    const at = given.world.clock.now()
    await inWork(given, own.organization.id, (tx) => tx.apiKeys.revoke(key.id, at))
    const { apiKeyQueries } = given.storage
    given.expect(await apiKeyQueries.find(own.organization.id, key.id)).toBeNull()
    given.expect(await inWork(given, own.organization.id, (tx) => tx.apiKeys.find(key.id))).toBeNull()
    given.expect(await apiKeyQueries.find(other.organization.id, key.id)).toEqual(key)
    const page = await apiKeyQueries.list(own.organization.id, { limit: 10, offset: 0 })
    given.expect(page).toEqual({ keys: [], count: 0 })
  },

  'lists the newest first, in parts, with those that were revoked': async (given) => {
    const { organization } = await seedOrganization(given)
    const made: ApiKey[] = []
    for (const name of ['one', 'two', 'three'])
      made.unshift((await kept(given, organization.id, { name })).key)
    await inWork(given, organization.id, (tx) =>
      tx.apiKeys.revoke(made[1]?.id ?? given.world.ids.next(), 5_000),
    )
    const { list } = given.storage.apiKeyQueries
    const first = await list(organization.id, { limit: 2, offset: 0 })
    given.expect(first.keys.map(({ name }) => name)).toEqual(['three', 'two'])
    const rest = await list(organization.id, { limit: 2, offset: 2 })
    given.expect([rest.keys.map(({ name }) => name), rest.count]).toEqual([['one'], 3])
    given.expect(await inWork(given, organization.id, (tx) => tx.apiKeys.count())).toBe(2)
  },

  'revokes a key once': async (given) => {
    const { organization } = await seedOrganization(given)
    const { key } = await kept(given, organization.id)
    const [at, later] = [given.world.clock.now() + 1_000, given.world.clock.now() + 2_000]
    await inWork(given, organization.id, (tx) => tx.apiKeys.revoke(key.id, at))
    await inWork(given, organization.id, (tx) => tx.apiKeys.revoke(key.id, later))
    const { directory, apiKeyQueries } = given.storage
    const revoked = { ...key, revokedAt: at, updatedAt: at }
    given.expect(await apiKeyQueries.find(organization.id, key.id)).toEqual(revoked)
    given.expect((await directory.apiKey(key.id))?.key).toEqual(revoked)
  },

  'leads to the agent identity that a key acts as, for as long as there is one': async (given) => {
    const { organization } = await seedOrganization(given)
    const identity = await anIdentity(given, organization.id)
    const scoped = { kind: 'identity', agentIdentityId: identity.id } as const
    const [first, second] = [
      await kept(given, organization.id, scoped),
      await kept(given, organization.id, scoped),
    ]
    const other = await kept(given, organization.id)
    const { directory, apiKeyQueries } = given.storage
    given.expect((await directory.apiKey(first.key.id))?.agentIdentity).toEqual(identity)
    const at = given.world.clock.now() + 1_000
    await inWork(given, organization.id, (tx) => tx.agentIdentities.remove(identity.id, at))
    given.expect(await directory.apiKey(first.key.id)).toBeNull()
    await inWork(given, organization.id, (tx) => tx.apiKeys.revokeOf(identity.id, at))
    const { keys } = await apiKeyQueries.list(organization.id, { limit: 10, offset: 0 })
    given.expect(new Map(keys.map(({ id, revokedAt }) => [id, revokedAt]))).toEqual(
      new Map([
        [first.key.id, at],
        [second.key.id, at],
        [other.key.id, null],
      ]),
    )
  },

  'leads nowhere while the member who made the key is not let in': async (given) => {
    const { organization, agents } = await seedOrganization(given, { agents: 2 })
    const [first, second] = agents
    if (!first || !second) throw new Error('There are agents')
    const keyOf = async (id: typeof first.id) =>
      (await kept(given, organization.id, { createdBy: { type: 'member', id } })).key.id
    const [of, ofOther] = [await keyOf(first.id), await keyOf(second.id)]
    const { directory } = given.storage
    given.expect((await directory.apiKey(of))?.organization).toEqual(organization)
    const at = given.world.clock.now()
    await inWork(given, organization.id, (tx) => tx.members.update({ ...first, disabledAt: at }))
    await inWork(given, organization.id, (tx) => tx.members.remove(second.id, at))
    given.expect([await directory.apiKey(of), await directory.apiKey(ofOther)]).toEqual([null, null])
    await inWork(given, organization.id, (tx) => tx.members.update(first))
    given.expect((await directory.apiKey(of))?.organization).toEqual(organization)
  },

  'notes when keys were last used, and nothing older': async (given) => {
    const [own, other] = [await seedOrganization(given), await seedOrganization(given)]
    const ids = [own, other].map(({ organization }) => organization.id)
    const keys = await Promise.all(ids.map(async (id) => (await kept(given, id)).key))
    const { apiKeyUses, apiKeyQueries } = given.storage
    const at = given.world.clock.now()
    const usesAt = (moment: number) =>
      keys.map(({ organizationId, id }) => ({ organizationId, id, at: moment }))
    await apiKeyUses.record(usesAt(at))
    await apiKeyUses.record(usesAt(at - 1_000))
    const unknown = { organizationId: own.organization.id, id: given.world.ids.next<'api_key'>(), at }
    await apiKeyUses.record([unknown])
    for (const key of keys)
      given.expect(await apiKeyQueries.find(key.organizationId, key.id)).toEqual({ ...key, lastUsedAt: at })
  },
})
