import {
  type AgentIdentity,
  type AgentIdentityNotFound,
  type AgentIdentityStore,
  actorOf,
  type Directory,
  type Forbidden,
  type MemberPrincipal,
  permit,
  type SystemPrincipal,
} from '../access/index.ts'
import {
  type Answer,
  type AttributeChanges,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type RecordedEvent,
  type Result,
  type Secrets,
  signingSecret,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import type { Inbox, InboxPolicy, NewInbox } from './inbox.ts'
import type { InboxNotFound } from './inbox-errors.ts'
import { policyOf } from './inbox-policy.ts'
import {
  channelAfter,
  DEFAULT_SETTINGS,
  type InboxChanges,
  type InboxInput,
  settingsAfter,
  settingsProblems,
} from './inbox-settings.ts'
import type { InboxStore } from './inbox-store.ts'

export interface InboxTransaction {
  readonly inboxes: InboxStore
  readonly agentIdentities: AgentIdentityStore
  readonly events: EventRecorder
  readonly idempotency: IdempotencyStore
}

export interface ChangeInboxPorts<Tx extends InboxTransaction> {
  readonly unitOfWork: UnitOfWork<Tx>
  readonly directory: Directory
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  /** Does what else follows from an inbox's settings, in the same transaction. */
  readonly onInboxSaved: (tx: Tx, inbox: Inbox) => Promise<void>
}

/** Who may be asked to open and change inboxes. */
export type InboxKeeper = MemberPrincipal | SystemPrincipal

const FRESH_CHANNEL = { webhookUrl: null, hmacMandatory: false, additionalAttributes: {} }

/** Opens an inbox of the API channel, with an identifier, a signing secret and an HMAC key of its own. */
export const createInbox =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (
    principal: InboxKeeper,
    input: InboxInput,
    options: CallOptions = {},
  ): Promise<Answer<Inbox, Forbidden | ValidationFailed | IdempotencyKeyReused>> => {
    const permitted = permit(principal, 'inboxes:write')
    if (!permitted.ok) return permitted
    const settings = settingsAfter({ ...DEFAULT_SETTINGS, name: '' }, input)
    const channel = channelAfter(FRESH_CHANNEL, input.channel ?? {})
    const problems = settingsProblems(settings, channel)
    if (problems.length > 0) return err(validationFailed(...problems))

    const { clock, ids, secrets } = ports
    const now = clock.now()
    const draft: NewInbox = {
      ...settings,
      id: ids.next(),
      organizationId: principal.organizationId,
      channel: {
        type: 'api',
        identifier: secrets.token(18),
        hmacToken: secrets.token(18),
        secret: signingSecret(secrets),
        ...channel,
      },
      agentIdentityId: null,
      createdAt: now,
      updatedAt: now,
    }
    const note = await inboxEvents(ports, principal)
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        const inbox = await tx.inboxes.insert(draft)
        await ports.onInboxSaved(tx, inbox)
        await tx.events.record([note('inbox.created', inbox)])
        return ok(inbox)
      }),
    )
  }

/** Changes an inbox's settings. */
export const updateInbox =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (
    principal: InboxKeeper,
    number: number,
    changes: InboxChanges,
  ): Promise<Result<Inbox, Forbidden | InboxNotFound | ValidationFailed>> => {
    const permitted = permit(principal, 'inboxes:write')
    if (!permitted.ok) return permitted
    const now = ports.clock.now()
    const note = await inboxEvents(ports, principal)
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.inboxes.findByNumber(number)
      if (!before) return err({ code: 'inbox/not-found' })
      const settings = settingsAfter(before, changes)
      const channel = { ...before.channel, ...channelAfter(before.channel, changes.channel ?? {}) }
      const problems = settingsProblems(settings, channel)
      if (problems.length > 0) return err(validationFailed(...problems))
      const after: Inbox = { ...before, ...settings, channel, updatedAt: now }
      await tx.inboxes.update(after)
      await ports.onInboxSaved(tx, after)
      await tx.events.record([note('inbox.updated', after, changesBetween(before, after))])
      return ok(after)
    })
  }

type Connected = Result<
  { readonly inbox: Inbox; readonly agentIdentity: AgentIdentity | null },
  Forbidden | InboxNotFound | AgentIdentityNotFound
>

/** Has an agent identity answer first in the inbox; null for nobody but its members. */
export const connectAgentIdentity =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (principal: InboxKeeper, number: number, identityNumber: number | null): Promise<Connected> => {
    const permitted = permit(principal, 'inboxes:write')
    if (!permitted.ok) return permitted
    const note = await inboxEvents(ports, principal)
    return ports.unitOfWork.run(principal.organizationId, async (tx): Promise<Connected> => {
      const before = await tx.inboxes.findByNumber(number)
      if (!before) return err({ code: 'inbox/not-found' })
      const agentIdentity =
        identityNumber === null ? null : await tx.agentIdentities.findByNumber(identityNumber)
      if (identityNumber !== null && !agentIdentity) return err({ code: 'agent-identity/not-found' })
      const agentIdentityId = agentIdentity?.id ?? null
      const inbox: Inbox = { ...before, agentIdentityId, updatedAt: ports.clock.now() }
      await tx.inboxes.update(inbox)
      await tx.events.record([note('inbox.updated', inbox, changesBetween(before, inbox))])
      return ok({ inbox, agentIdentity })
    })
  }

/** Signs what the inbox's webhook is told with another secret from now on. */
export const resetInboxSecret =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (principal: InboxKeeper, number: number): Promise<Result<Inbox, Forbidden | InboxNotFound>> => {
    const permitted = permit(principal, 'inboxes:write')
    if (!permitted.ok) return permitted
    const note = await inboxEvents(ports, principal)
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.inboxes.findByNumber(number)
      if (!before) return err({ code: 'inbox/not-found' })
      const channel = { ...before.channel, secret: signingSecret(ports.secrets) }
      const after: Inbox = { ...before, channel, updatedAt: ports.clock.now() }
      await tx.inboxes.update(after)
      await ports.onInboxSaved(tx, after)
      await tx.events.record([note('inbox.updated', after)])
      return ok(after)
    })
  }

/** Removes an inbox. It is gone at once; its conversations go soon after, in portions. */
export const removeInbox =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (principal: InboxKeeper, number: number): Promise<Result<null, Forbidden | InboxNotFound>> => {
    const permitted = permit(principal, 'inboxes:write')
    if (!permitted.ok) return permitted
    const note = await inboxEvents(ports, principal)
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const inbox = await tx.inboxes.findByNumber(number)
      if (!inbox) return err({ code: 'inbox/not-found' })
      const at = ports.clock.now()
      // Without an address nothing is told any more.
      await ports.onInboxSaved(tx, { ...inbox, channel: { ...inbox.channel, webhookUrl: null } })
      await tx.inboxes.remove(inbox.id, at)
      await tx.events.record([note('inbox.removed', { ...inbox, updatedAt: at })])
      return ok(null)
    })
  }

/** What changed of what events tell about an inbox. */
const changesBetween = (before: Inbox, after: Inbox): AttributeChanges => {
  const [previous, current] = [policyOf(before), policyOf(after)]
  const changed = (Object.keys(current) as (keyof InboxPolicy)[]).filter(
    (attribute) => JSON.stringify(previous[attribute]) !== JSON.stringify(current[attribute]),
  )
  return Object.fromEntries(
    changed.map((attribute) => [attribute, { previous: previous[attribute], current: current[attribute] }]),
  )
}

/** Events of an inbox tell its public part: keys and secrets stay out of the log. */
export const inboxEvents = async (
  { directory, ids }: { readonly directory: Directory; readonly ids: IdSource },
  principal: InboxKeeper,
) => {
  const organization = await directory.organization(principal.organizationId)
  return (
    type: 'inbox.created' | 'inbox.updated' | 'inbox.removed',
    inbox: Inbox,
    changes: AttributeChanges = {},
  ): RecordedEvent => ({
    id: ids.next(),
    type,
    organizationId: inbox.organizationId,
    aggregate: { type: 'inbox', id: inbox.id },
    seq: null,
    occurredAt: inbox.updatedAt,
    actor: actorOf(principal),
    data: { inbox: policyOf(inbox), organization, changes },
  })
}
