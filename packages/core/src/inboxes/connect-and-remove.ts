import {
  type AgentIdentity,
  type AgentIdentityNotFound,
  agentIdentityEvent,
  type Forbidden,
  permit,
} from '../access/index.ts'
import { err, type InboxId, ok, type Result, signingSecret, type Timestamp } from '../kernel/index.ts'
import type { ChangeInboxPorts, InboxTransaction } from './change-inbox.ts'
import type { Inbox } from './inbox.ts'
import type { InboxNotFound } from './inbox-errors.ts'
import { changesBetween, inboxEvents } from './inbox-events.ts'
import type { InboxKeeper } from './inbox-keeper.ts'

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
      await leaveChannel(ports, tx, { principal, inboxId: inbox.id, at })
      await tx.inboxes.remove(inbox.id, at)
      await tx.events.record([note('inbox.removed', { ...inbox, updatedAt: at })])
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
