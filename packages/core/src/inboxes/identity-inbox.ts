import type { AgentIdentityChange, AgentIdentityKeeper, KeepInbox } from '../access/index.ts'
import { type InboxId, signingSecret } from '../kernel/index.ts'
import type { ChangeInboxPorts, InboxTransaction } from './change-inbox.ts'
import type { NewInbox } from './inbox.ts'
import { changesBetween, inboxEvents } from './inbox-events.ts'
import { DEFAULT_SETTINGS } from './inbox-settings.ts'

/**
 * Opens the inbox of an agent identity when it is first enabled on the messaging channel, and calls it as the identity is
 * called, until somebody gives it a name of its own. It stays when the identity is disabled: its history can be read.
 */
export const keepIdentityInbox =
  <Tx extends InboxTransaction>(ports: ChangeInboxPorts<Tx>) =>
  async (principal: AgentIdentityKeeper): Promise<KeepInbox<Tx>> => {
    // Looked up before there is a transaction: one connection may be all there is.
    const note = await inboxEvents(ports, principal)
    return (tx, change) => keepInbox(ports, tx, { ...change, note })
  }

const keepInbox = async <Tx extends InboxTransaction>(
  ports: ChangeInboxPorts<Tx>,
  tx: Tx,
  { before, after, note }: AgentIdentityChange & { readonly note: Awaited<ReturnType<typeof inboxEvents>> },
): Promise<InboxId | null> => {
  if (after.inboxId === null && !after.imessageEnabled) return null
  if (after.inboxId === null) {
    const inbox = await tx.inboxes.insert(inboxOf(ports, after))
    await tx.events.record([note('inbox.created', inbox)])
    return inbox.id
  }
  if (before?.name === after.name) return after.inboxId
  const inbox = await tx.inboxes.find(after.inboxId)
  if (inbox?.name === before?.name && inbox) {
    const renamed = { ...inbox, name: after.name, updatedAt: after.updatedAt }
    await tx.inboxes.update(renamed)
    await tx.events.record([note('inbox.updated', renamed, changesBetween(inbox, renamed))])
  }
  return after.inboxId
}

/** Nobody is given its conversations by themselves: who is connected to the identity talks to the identity. */
const inboxOf = (
  { ids, secrets }: Pick<ChangeInboxPorts<InboxTransaction>, 'ids' | 'secrets'>,
  { organizationId, name, updatedAt }: AgentIdentityChange['after'],
): NewInbox => ({
  ...DEFAULT_SETTINGS,
  name,
  enableEmailCollect: false,
  enableAutoAssignment: false,
  lockToSingleConversation: true,
  id: ids.next(),
  organizationId,
  channel: {
    type: 'imessage',
    identifier: secrets.token(18),
    hmacToken: secrets.token(18),
    secret: signingSecret(secrets),
    webhookUrl: null,
    hmacMandatory: false,
    additionalAttributes: {},
  },
  agentIdentityId: null,
  createdAt: updatedAt,
  updatedAt,
})
