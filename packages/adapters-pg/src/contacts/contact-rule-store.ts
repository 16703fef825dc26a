import type { ContactRuleQueries, ContactRuleStore, OrganizationId } from '@parlance/core'
import type { Database, Executor } from '../kernel/database.ts'
import { toIso } from '../kernel/moment.ts'
import { fromContactRule, toContactRule } from './contact-rule-rows.ts'

/** The organization's contact rules in one transaction. */
export const createContactRuleStore = (db: Executor, organizationId: OrganizationId): ContactRuleStore => ({
  find: async (id) => {
    const row = await rules(db, organizationId)
      .where('id', '=', id)
      .selectAll()
      .forUpdate()
      .executeTakeFirst()
    return row ? toContactRule(row) : null
  },
  count: async (agentIdentityId) => {
    const { count } = await rules(db, organizationId)
      .where('agent_identity_id', '=', agentIdentityId)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  },
  insert: async (rule) => {
    // The row that is in the way is read, and locked, by an update that changes nothing.
    const { id } = await db
      .insertInto('contact_rules')
      .values({ ...fromContactRule(rule), organization_id: organizationId })
      .onConflict((conflict) =>
        conflict
          .columns(['organization_id', 'agent_identity_id', 'number'])
          .doUpdateSet({ number: rule.number }),
      )
      .returning('id')
      .executeTakeFirstOrThrow()
    return id === rule.id ? null : id
  },
  update: async (rule) => {
    await db
      .updateTable('contact_rules')
      .set({ action: rule.action, status: rule.status, updated_at: toIso(rule.updatedAt) })
      .where('organization_id', '=', organizationId)
      .where('id', '=', rule.id)
      .execute()
  },
  remove: async (id) => {
    await db
      .deleteFrom('contact_rules')
      .where('organization_id', '=', organizationId)
      .where('id', '=', id)
      .execute()
  },
})

/** Answers questions about contact rules from the database. */
export const createContactRuleQueries = (db: Database): ContactRuleQueries => ({
  find: async (organizationId, id) => {
    const row = await rules(db.of(organizationId), organizationId)
      .where('id', '=', id)
      .selectAll()
      .executeTakeFirst()
    return row ? toContactRule(row) : null
  },
  list: async (organizationId, { agentIdentityId, action }, { limit, offset }) => {
    const rows = await rules(db.of(organizationId), organizationId)
      .$if(agentIdentityId !== null, (of) => of.where('agent_identity_id', '=', agentIdentityId))
      .$if(action !== null, (of) => of.where('action', '=', action))
      .selectAll()
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .offset(offset)
      .execute()
    return rows.map(toContactRule)
  },
  match: async (organizationId, agentIdentityId, number) => {
    const row = await rules(db.of(organizationId), organizationId)
      .where('agent_identity_id', '=', agentIdentityId)
      .where('number', '=', number)
      .selectAll()
      .executeTakeFirst()
    return row ? toContactRule(row) : null
  },
})

const rules = (db: Executor, organizationId: OrganizationId) =>
  db.selectFrom('contact_rules').where('organization_id', '=', organizationId)
