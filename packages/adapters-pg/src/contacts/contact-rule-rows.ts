import type { AgentIdentityId, ContactRule, ContactRuleId, OrganizationId, RuleAction } from '@parlance/core'
import type { Selectable } from 'kysely'
import { type Moment, toIso } from '../kernel/moment.ts'

export interface ContactRuleTable {
  organization_id: OrganizationId
  id: ContactRuleId
  agent_identity_id: AgentIdentityId
  action: RuleAction
  number: string
  status: ContactRule['status']
  created_at: Moment
  updated_at: Moment
}

type ContactRuleRow = Selectable<ContactRuleTable>

export const toContactRule = (row: ContactRuleRow): ContactRule => ({
  id: row.id,
  organizationId: row.organization_id,
  agentIdentityId: row.agent_identity_id,
  action: row.action,
  number: row.number,
  status: row.status,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

export const fromContactRule = (rule: ContactRule) => ({
  organization_id: rule.organizationId,
  id: rule.id,
  agent_identity_id: rule.agentIdentityId,
  action: rule.action,
  number: rule.number,
  status: rule.status,
  created_at: toIso(rule.createdAt),
  updated_at: toIso(rule.updatedAt),
})
