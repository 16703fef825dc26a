import type { AgentIdentityId, ContactRuleId, OrganizationId } from '../kernel/index.ts'
import type { ContactRule, RuleAction } from './contact-rule.ts'

/** Port. The contact rules of the organization that the unit of work is bound to. */
export interface ContactRuleStore {
  /** Locks it until the transaction ends. */
  readonly find: (id: ContactRuleId) => Promise<ContactRule | null>
  readonly count: (agentIdentityId: AgentIdentityId) => Promise<number>
  /** Null when it was kept; otherwise the identity's rule that has the number. Of two at the same moment, one is kept. */
  readonly insert: (rule: ContactRule) => Promise<ContactRuleId | null>
  readonly update: (rule: ContactRule) => Promise<void>
  readonly remove: (id: ContactRuleId) => Promise<void>
}

/** Which rules are listed; null narrows nothing. */
export interface ContactRuleFilter {
  readonly agentIdentityId: AgentIdentityId | null
  readonly action: RuleAction | null
}

/** Which part of a list. */
export interface Slice {
  /** 1–200. */
  readonly limit: number
  /** How many are passed over; 0 or more. */
  readonly offset: number
}

/** Port. Answers questions about contact rules. */
export interface ContactRuleQueries {
  readonly find: (organizationId: OrganizationId, id: ContactRuleId) => Promise<ContactRule | null>
  /** The newest first. */
  readonly list: (
    organizationId: OrganizationId,
    filter: ContactRuleFilter,
    slice: Slice,
  ) => Promise<readonly ContactRule[]>
  /** The rule of an identity for a number, be it paused; null when there is none. */
  readonly match: (
    organizationId: OrganizationId,
    agentIdentityId: AgentIdentityId,
    number: string,
  ) => Promise<ContactRule | null>
}
