import {
  type AgentIdentityNotFound,
  type AgentIdentityPrincipal,
  type AgentIdentityQueries,
  actorOf,
  type Forbidden,
  type Operation,
  permit,
  type StaffPrincipal,
  type SystemPrincipal,
} from '../access/index.ts'
import {
  type AgentIdentityId,
  type Answer,
  type CallOptions,
  type Clock,
  type ContactRuleId,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type RecordedEvent,
  type Result,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { ContactRuleExists, ContactRuleNotFound, TooManyContactRules } from './contact-errors.ts'
import { type ContactRule, isPhoneNumber, type RuleAction } from './contact-rule.ts'
import type { ContactRuleQueries, ContactRuleStore, Slice } from './contact-rule-store.ts'

/** The most rules that an agent identity may have. */
export const MOST_CONTACT_RULES = 10_000

export interface ContactRulesPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly contactRules: ContactRuleStore
    readonly events: EventRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly contactRuleQueries: ContactRuleQueries
  readonly agentIdentityQueries: AgentIdentityQueries
  readonly clock: Clock
  readonly ids: IdSource
}

/** Who may ask about rules, and make them: an agent identity its own, and no other's. */
export type RuleKeeper = StaffPrincipal | AgentIdentityPrincipal | SystemPrincipal

/** A rule to be made. */
export interface ContactRuleInput {
  readonly action: RuleAction
  /** In E.164. */
  readonly number: string
}

type Refused = Forbidden | AgentIdentityNotFound

/** Who may talk with which agent identity. Rules are changed and removed by administrators alone. */
export interface ContactRules {
  /** The rules of one identity, or of all of them. */
  readonly list: (
    principal: RuleKeeper,
    filter: { readonly agentIdentityId: AgentIdentityId | null; readonly action?: RuleAction | null },
    slice: Slice,
  ) => Promise<Result<readonly ContactRule[], Refused>>
  readonly get: (
    principal: RuleKeeper,
    agentIdentityId: AgentIdentityId,
    id: ContactRuleId,
  ) => Promise<Result<ContactRule, Refused | ContactRuleNotFound>>
  readonly create: ReturnType<typeof createContactRule>
  readonly update: ReturnType<typeof updateContactRule>
  readonly remove: ReturnType<typeof removeContactRule>
}

export const createContactRules = (ports: ContactRulesPorts): ContactRules => ({
  list: async (principal, { agentIdentityId, action = null }, slice) => {
    const allowed = await reach(ports, principal, { operation: 'contact-rules:read', agentIdentityId })
    if (!allowed.ok) return allowed
    return ok(
      await ports.contactRuleQueries.list(principal.organizationId, { agentIdentityId, action }, slice),
    )
  },
  get: async (principal, agentIdentityId, id) => {
    const allowed = await reach(ports, principal, { operation: 'contact-rules:read', agentIdentityId })
    if (!allowed.ok) return allowed
    const rule = await ports.contactRuleQueries.find(principal.organizationId, id)
    return rule?.agentIdentityId === agentIdentityId ? ok(rule) : err({ code: 'contact-rule/not-found' })
  },
  create: createContactRule(ports),
  update: updateContactRule(ports),
  remove: removeContactRule(ports),
})

/** Whether the caller may do this with the rules of this identity, or of all, and whether there is such an identity. */
const reach = async (
  { agentIdentityQueries }: Pick<ContactRulesPorts, 'agentIdentityQueries'>,
  principal: RuleKeeper,
  {
    operation,
    agentIdentityId,
  }: { readonly operation: Operation; readonly agentIdentityId: AgentIdentityId | null },
): Promise<Result<null, Refused>> => {
  const permitted = permit(principal, operation)
  if (!permitted.ok) return permitted
  if (principal.type === 'agent_identity' && principal.agentIdentity.id !== agentIdentityId)
    return err({ code: 'access/forbidden', operation })
  if (agentIdentityId === null) return ok(null)
  const identity = await agentIdentityQueries.find(principal.organizationId, agentIdentityId)
  return identity ? ok(null) : err({ code: 'agent-identity/not-found' })
}

const createContactRule =
  (ports: ContactRulesPorts) =>
  async (
    principal: RuleKeeper,
    agentIdentityId: AgentIdentityId,
    { action, number }: ContactRuleInput,
    options: CallOptions = {},
  ): Promise<
    Answer<
      ContactRule,
      Refused | ContactRuleExists | TooManyContactRules | ValidationFailed | IdempotencyKeyReused
    >
  > => {
    const allowed = await reach(ports, principal, { operation: 'contact-rules:create', agentIdentityId })
    if (!allowed.ok) return allowed
    if (!isPhoneNumber(number)) {
      const expected = 'a phone number in E.164'
      return err(validationFailed({ field: 'matchTarget', problem: 'invalid', expected }))
    }
    const now = ports.clock.now()
    const rule: ContactRule = {
      id: ports.ids.next(),
      organizationId: principal.organizationId,
      agentIdentityId,
      action,
      number,
      status: 'active',
      createdAt: now,
      updatedAt: now,
    }
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        if ((await tx.contactRules.count(agentIdentityId)) >= MOST_CONTACT_RULES)
          return err({ code: 'contact-rule/too-many', limit: MOST_CONTACT_RULES })
        const existing = await tx.contactRules.insert(rule)
        if (existing) return err({ code: 'contact-rule/exists', ruleId: existing })
        await tx.events.record([eventOf(ports, principal, 'contact-rule.created', rule)])
        return ok(rule)
      }),
    )
  }

/** Which rule of which identity. */
export interface ContactRuleKey {
  readonly agentIdentityId: AgentIdentityId
  readonly id: ContactRuleId
}

const updateContactRule =
  (ports: ContactRulesPorts) =>
  async (
    principal: RuleKeeper,
    key: ContactRuleKey,
    { action }: { readonly action?: RuleAction | undefined },
  ): Promise<Result<ContactRule, Refused | ContactRuleNotFound>> =>
    changing(ports, { principal, key }, async (tx, before) => {
      const rule: ContactRule = {
        ...before,
        action: action ?? before.action,
        updatedAt: ports.clock.now(),
      }
      await tx.contactRules.update(rule)
      await tx.events.record([eventOf(ports, principal, 'contact-rule.updated', rule)])
      return rule
    })

const removeContactRule =
  (ports: ContactRulesPorts) =>
  async (principal: RuleKeeper, key: ContactRuleKey): Promise<Result<null, Refused | ContactRuleNotFound>> =>
    changing(ports, { principal, key }, async (tx, rule) => {
      await tx.contactRules.remove(rule.id)
      await tx.events.record([eventOf(ports, principal, 'contact-rule.removed', rule)])
      return null
    })

type RuleTransaction = Parameters<Parameters<ContactRulesPorts['unitOfWork']['run']>[1]>[0]

const changing = async <T>(
  ports: ContactRulesPorts,
  { principal, key }: { readonly principal: RuleKeeper; readonly key: ContactRuleKey },
  change: (tx: RuleTransaction, before: ContactRule) => Promise<T>,
): Promise<Result<T, Refused | ContactRuleNotFound>> => {
  const operation = 'contact-rules:change'
  const allowed = await reach(ports, principal, { operation, agentIdentityId: key.agentIdentityId })
  if (!allowed.ok) return allowed
  return ports.unitOfWork.run(
    principal.organizationId,
    async (tx): Promise<Result<T, Refused | ContactRuleNotFound>> => {
      const before = await tx.contactRules.find(key.id)
      if (before?.agentIdentityId !== key.agentIdentityId) return err({ code: 'contact-rule/not-found' })
      return ok(await change(tx, before))
    },
  )
}

const eventOf = (
  { ids, clock }: Pick<ContactRulesPorts, 'ids' | 'clock'>,
  principal: RuleKeeper,
  type: `contact-rule.${'created' | 'updated' | 'removed'}`,
  contactRule: ContactRule,
): RecordedEvent => ({
  id: ids.next(),
  type,
  organizationId: contactRule.organizationId,
  aggregate: { type: 'agent_identity', id: contactRule.agentIdentityId },
  seq: null,
  occurredAt: clock.now(),
  actor: actorOf(principal),
  data: { contactRule },
})
