import {
  type AgentIdentity,
  type AgentIdentityNotFound,
  agentIdentityEvent,
  audited,
  type Forbidden,
  permit,
} from '../access/index.ts'
import {
  auditedChanges,
  type CallOptions,
  err,
  type InboxId,
  ok,
  type Result,
  signingSecret,
  type Timestamp,
} from '../kernel/index.ts'
import { type ChangeInboxPorts, type InboxTransaction, inboxSubject } from './change-inbox.ts'
import type { Inbox } from './inbox.ts'
import type { InboxNotFound } from './inbox-errors.ts'
import { changesBetween, inboxEvents } from './inbox-events.ts'
import type { InboxKeeper } from './inbox-keeper.ts'

type Origin = Pick<CallOptions, 'origin'>

type Connected = Result<
  { readonly inbox: Inbox; readonly agentIdentity: AgentIdentity | null },
  Forbidden | InboxNotFound | AgentIdentityNotFound
>

/** Has an agent identity answer first in the inbox; null for nobody but its members. */
export const connectAgentIdentity =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (
    principal: InboxKeeper,
    number: number,
    identityNumber: number | null,
    { origin }: Origin = {},
  ): Promise<Connected> => {
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
      const changed = auditedChanges(before, inbox, ['agentIdentityId'])
      const news = { action: 'inbox.agent-identity-changed', subject: inboxSubject(inbox), ...changed }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok({ inbox, agentIdentity })
    })
  }

/** Signs what the inbox's webhook is told with another secret from now on. */
export const resetInboxSecret =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (
    principal: InboxKeeper,
    number: number,
    { origin }: Origin = {},
  ): Promise<Result<Inbox, Forbidden | InboxNotFound>> => {
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
      const news = { action: 'inbox.secret-reset', subject: inboxSubject(after) }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok(after)
    })
  }

/** Removes an inbox. It is gone at once; its conversations go soon after, in portions. */
export const removeInbox =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (
    principal: InboxKeeper,
    number: number,
    { origin }: Origin = {},
  ): Promise<Result<null, Forbidden | InboxNotFound>> => {
    const permitted = permit(principal, 'inboxes:write')
    if (!permitted.ok) return permitted
    const note = await inboxEvents(ports, principal)
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const inbox = await tx.inboxes.findByNumber(number)
      if (!inbox) return err({ code: 'inbox/not-found' })
      const at = ports.clock.now()
      // Without an address nothing is told any more.
      await ports.onInboxSaved(tx, { ...inbox, channel: { ...inbox.channel, webhookUrl: null } })
      await leaveChannel(ports, tx, { principal, inboxId: inbox.id, at })
      await tx.inboxes.remove(inbox.id, at)
      await tx.events.record([note('inbox.removed', { ...inbox, updatedAt: at })])
      const news = { action: 'inbox.removed', subject: inboxSubject(inbox), before: { name: inbox.name } }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok(null)
    })
  }

/** The agent identity whose inbox it is can't be talked to without it. */
const leaveChannel = async <Tx extends InboxTransaction>(
  ports: ChangeInboxPorts<Tx>,
  tx: Tx,
  {
    principal,
    inboxId,
    at,
  }: { readonly principal: InboxKeeper; readonly inboxId: InboxId; readonly at: Timestamp },
): Promise<void> => {
  const before = await tx.agentIdentities.findByInbox(inboxId)
  if (!before) return
  const identity: AgentIdentity = { ...before, imessageEnabled: false, inboxId: null, updatedAt: at }
  await tx.agentIdentities.update(identity)
  await tx.events.record([agentIdentityEvent(ports, principal, { type: 'agent-identity.updated', identity })])
}
