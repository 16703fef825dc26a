import type { FilterMode } from '../access/index.ts'
import type { AgentIdentityId, ContactRuleId, OrganizationId, Timestamp } from '../kernel/index.ts'

/** What happens to somebody whom a rule names. */
export const RULE_ACTIONS = ['allow', 'block'] as const

export type RuleAction = (typeof RULE_ACTIONS)[number]

/** Says of one phone number whether it may talk with an agent identity. */
export interface ContactRule {
  readonly id: ContactRuleId
  readonly organizationId: OrganizationId
  readonly agentIdentityId: AgentIdentityId
  readonly action: RuleAction
  /** In E.164; unique among the rules of the identity. */
  readonly number: string
  /** A paused rule says nothing, and its number stays taken. */
  readonly status: 'active' | 'paused'
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** What the rules of an identity say of a number. `ruleId` is null when no rule names it, and the mode decides. */
export type ContactVerdict =
  | { readonly allowed: true }
  | { readonly allowed: false; readonly ruleId: ContactRuleId | null }

const ALLOWED: ContactVerdict = { allowed: true }

/** Whether a number may talk with an identity, given the identity's rule for it; null when there is none. */
export const contactVerdict = (
  mode: FilterMode,
  rule: Pick<ContactRule, 'id' | 'action' | 'status'> | null,
): ContactVerdict => {
  const said = rule?.status === 'active' ? rule : null
  if (said?.action === 'block') return { allowed: false, ruleId: said.id }
  if (said || mode === 'blacklist') return ALLOWED
  return { allowed: false, ruleId: null }
}

/** Whether the text is a phone number in E.164. */
export const isPhoneNumber = (text: string): boolean => /^\+[1-9]\d{6,14}$/.test(text)
