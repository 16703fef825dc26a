import { type AgentIdentityStore, audited, type Directory, type Forbidden, permit } from '../access/index.ts'
import {
  type Answer,
  type AuditRecorder,
  auditedChanges,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type Result,
  type Secrets,
  signingSecret,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { type Inbox, isOpenChannel, type NewInbox } from './inbox.ts'
import type { InboxNotFound } from './inbox-errors.ts'
import { changesBetween, inboxEvents } from './inbox-events.ts'
import type { InboxKeeper } from './inbox-keeper.ts'
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
  readonly audit: AuditRecorder
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
        const news = { action: 'inbox.created', subject: inboxSubject(inbox), after: { name: inbox.name } }
        await tx.audit.record(audited(ports, { principal, ...options }, news))
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
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<Inbox, Forbidden | InboxNotFound | ValidationFailed>> => {
    const permitted = permit(principal, 'inboxes:write')
    if (!permitted.ok) return permitted
    const now = ports.clock.now()
    const note = await inboxEvents(ports, principal)
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.inboxes.findByNumber(number)
      if (!before) return err({ code: 'inbox/not-found' })
      const settings = {
        ...settingsAfter(before, changes),
        // A human and an agent identity have one conversation, however often they connect.
        ...(!isOpenChannel(before.channel.type) && { lockToSingleConversation: true }),
      }
      const channel = { ...before.channel, ...channelAfter(before.channel, changes.channel ?? {}) }
      const problems = settingsProblems(settings, channel)
      if (problems.length > 0) return err(validationFailed(...problems))
      const after: Inbox = { ...before, ...settings, channel, updatedAt: now }
      await tx.inboxes.update(after)
      await ports.onInboxSaved(tx, after)
      await tx.events.record([note('inbox.updated', after, changesBetween(before, after))])
      const changed = auditedChanges(auditView(before), auditView(after), AUDITED)
      const news = { action: 'inbox.updated', subject: inboxSubject(after), ...changed }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok(after)
    })
  }

/** What the audit log says that it was done to. */
export const inboxSubject = ({ id }: Pick<Inbox, 'id'>) => ({ type: 'inbox', id })

/** What of an inbox's settings decides who reaches what is said in it, and what is told of it elsewhere. */
const auditView = ({ name, channel }: Inbox) => ({
  name,
  webhookUrl: channel.webhookUrl,
  hmacMandatory: channel.hmacMandatory,
})

const AUDITED = ['name', 'webhookUrl', 'hmacMandatory'] as const
