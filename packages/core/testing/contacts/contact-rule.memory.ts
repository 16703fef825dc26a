import type { ContactRule, ContactRuleQueries, ContactRuleStore, OrganizationId } from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import type { Tables, WritableTables } from '../memory-database.ts'

const sameNumber =
  (agentIdentityId: ContactRule['agentIdentityId'], number: string) =>
  (rule: ContactRule): boolean =>
    rule.agentIdentityId === agentIdentityId && rule.number === number

export const memoryContactRuleStore = (
  tables: WritableTables,
  organizationId: OrganizationId,
): ContactRuleStore => {
  const rules = () => tables.contactRules.of(organizationId)
  return {
    find: async (id) => tables.contactRules.get(organizationId, id) ?? null,
    count: async (agentIdentityId) =>
      rules().filter((rule) => rule.agentIdentityId === agentIdentityId).length,
    insert: async (rule) => {
      const taken = rules().find(sameNumber(rule.agentIdentityId, rule.number))
      if (taken) return taken.id
      tables.contactRules.insert(organizationId, rule.id, rule)
      return null
    },
    update: async (rule) => tables.contactRules.put(organizationId, rule.id, rule),
    remove: async (id) => tables.contactRules.remove(organizationId, id),
  }
}

export const memoryContactRuleQueries = (tables: Tables): ContactRuleQueries => ({
  find: async (organizationId, id) => tables.contactRules.get(organizationId, id) ?? null,
  list: async (organizationId, { agentIdentityId, action }, { limit, offset }) =>
    tables.contactRules
      .of(organizationId)
      .filter(
        (rule) =>
          (agentIdentityId === null || rule.agentIdentityId === agentIdentityId) &&
          (action === null || rule.action === action),
      )
      .toSorted(
        inOrder(
          by(({ createdAt }) => createdAt, true),
          by(({ id }) => id, true),
        ),
      )
      .slice(offset, offset + limit),
  match: async (organizationId, agentIdentityId, number) =>
    tables.contactRules.of(organizationId).find(sameNumber(agentIdentityId, number)) ?? null,
})
