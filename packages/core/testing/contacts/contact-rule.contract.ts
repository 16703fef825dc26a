import type { AgentIdentity, ContactRule } from '../../src/index.ts'
import { addAgentIdentity } from '../access/add-agent-identity.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'

const withIdentity = async (given: Given): Promise<AgentIdentity> => {
  const { organization } = await seedOrganization(given)
  return addAgentIdentity(given, organization.id)
}

const ruleFor = (
  { world }: Given,
  { id: agentIdentityId, organizationId }: AgentIdentity,
  overrides: Partial<ContactRule> = {},
): ContactRule => ({
  id: world.ids.next(),
  organizationId,
  agentIdentityId,
  action: 'block',
  number: '+15550001111',
  status: 'active',
  createdAt: world.clock.now(),
  updatedAt: world.clock.now(),
  ...overrides,
})

const keep = (given: Given, rule: ContactRule) =>
  inWork(given, rule.organizationId, (tx) => tx.contactRules.insert(rule))

const ALL = { agentIdentityId: null, action: null }
const FIRST = { limit: 200, offset: 0 }

/** What every `ContactRuleStore` and every `ContactRuleQueries` promise. */
export const contactRuleContract = contractOf('ContactRuleStore', {
  'keeps, finds, changes and removes rules': async (given) => {
    const identity = await withIdentity(given)
    const { contactRuleQueries: queries } = given.storage
    const { organizationId } = identity
    const rule = ruleFor(given, identity)
    given.expect(await keep(given, rule)).toBeNull()
    given.expect(await queries.find(organizationId, rule.id)).toEqual(rule)
    given.expect(await queries.match(organizationId, identity.id, rule.number)).toEqual(rule)
    given.expect(await queries.match(organizationId, identity.id, '+15550009999')).toBeNull()
    const changed: ContactRule = { ...rule, action: 'allow', status: 'paused', updatedAt: rule.updatedAt + 1 }
    await inWork(given, organizationId, async (tx) => {
      given.expect(await tx.contactRules.find(rule.id)).toEqual(rule)
      given.expect(await tx.contactRules.count(identity.id)).toBe(1)
      await tx.contactRules.update(changed)
    })
    given.expect(await queries.find(organizationId, rule.id)).toEqual(changed)
    await inWork(given, organizationId, (tx) => tx.contactRules.remove(rule.id))
    given.expect(await queries.find(organizationId, rule.id)).toBeNull()
  },

  'keeps one rule of an identity for a number, also of two at the same moment': async (given) => {
    const identity = await withIdentity(given)
    const rules = [ruleFor(given, identity), ruleFor(given, identity, { action: 'allow' })]
    const kept = await Promise.all(rules.map((rule) => keep(given, rule)))
    const [first] = rules.filter((_, at) => kept[at] === null)
    given.expect(kept.filter((one) => one !== null)).toEqual([first?.id])
    const { contactRuleQueries: queries } = given.storage
    given.expect(await queries.list(identity.organizationId, ALL, FIRST)).toEqual([first])
  },

  'lists the newest first, of one identity or of all, by what they do': async (given) => {
    const identity = await withIdentity(given)
    const { organizationId } = identity
    const other = await addAgentIdentity(given, organizationId)
    const made: ContactRule[] = []
    for (const [at, of] of [identity, identity, other].entries()) {
      const createdAt = given.world.clock.now() + at
      const action = at === 0 ? 'allow' : 'block'
      const rule = ruleFor(given, of, { number: `+1555000111${at}`, action, createdAt })
      await keep(given, rule)
      made.unshift(rule)
    }
    const [third, second, first] = made
    const { contactRuleQueries: queries } = given.storage
    given.expect(await queries.list(organizationId, ALL, FIRST)).toEqual(made)
    const mine = { agentIdentityId: identity.id, action: null }
    given.expect(await queries.list(organizationId, mine, FIRST)).toEqual([second, first])
    const blocking = { agentIdentityId: null, action: 'block' as const }
    given.expect(await queries.list(organizationId, blocking, FIRST)).toEqual([third, second])
    given.expect(await queries.list(organizationId, ALL, { limit: 1, offset: 1 })).toEqual([second])
  },

  'shows nothing of another organization': async (given) => {
    const identity = await withIdentity(given)
    const { organization } = await seedOrganization(given)
    const rule = ruleFor(given, identity)
    await keep(given, rule)
    const { contactRuleQueries: queries } = given.storage
    given.expect(await queries.find(organization.id, rule.id)).toBeNull()
    given.expect(await queries.match(organization.id, identity.id, rule.number)).toBeNull()
    given.expect(await queries.list(organization.id, ALL, FIRST)).toEqual([])
  },
})
