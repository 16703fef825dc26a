import type { MemberQueries, SystemPrincipal } from '../access/index.ts'
import { type OrganizationId, ok, signingSecret } from '../kernel/index.ts'
import type { ChangeInboxPorts, InboxTransaction } from './change-inbox.ts'
import type { Inbox, NewInbox } from './inbox.ts'
import { inboxEvents } from './inbox-events.ts'
import type { InboxQueries } from './inbox-queries.ts'
import { DEFAULT_SETTINGS } from './inbox-settings.ts'

export interface SupportInboxPorts extends Omit<ChangeInboxPorts<InboxTransaction>, 'onInboxSaved'> {
  readonly inboxQueries: InboxQueries
  readonly memberQueries: MemberQueries
}

/**
 * The inbox of the organization's conversations with support, opened when it is first needed. Everybody who is a member
 * then belongs to it; afterwards it is an inbox like any other, with the members and the name that it is given.
 */
export const supportInbox =
  (ports: SupportInboxPorts) =>
  async (organizationId: OrganizationId): Promise<Inbox> => {
    const known = await ports.inboxQueries.ofChannel(organizationId, 'support')
    if (known) return known
    const opened = await openSupportInbox(ports, organizationId)
    // Null: somebody else has opened it a moment ago.
    const inbox = opened ?? (await ports.inboxQueries.ofChannel(organizationId, 'support'))
    if (!inbox) throw new Error('The support inbox was removed while it was opened')
    return inbox
  }

const openSupportInbox = async (
  ports: SupportInboxPorts,
  organizationId: OrganizationId,
): Promise<Inbox | null> => {
  const principal: SystemPrincipal = { type: 'system', organizationId }
  const members = await ports.memberQueries.list(organizationId)
  const note = await inboxEvents(ports, principal)
  const opened = await ports.unitOfWork.run(organizationId, async (tx) => {
    const inbox = await tx.inboxes.insertOnly(inboxOf(ports, organizationId))
    if (!inbox) return ok(null)
    await tx.inboxes.addMembers(
      inbox.id,
      members.map(({ id }) => id),
    )
    await tx.events.record([note('inbox.created', inbox)])
    return ok(inbox)
  })
  return opened.value
}

const inboxOf = (
  { ids, secrets, clock }: Pick<SupportInboxPorts, 'ids' | 'secrets' | 'clock'>,
  organizationId: OrganizationId,
): NewInbox => {
  const now = clock.now()
  return {
    ...DEFAULT_SETTINGS,
    name: 'Support',
    id: ids.next(),
    organizationId,
    channel: {
      type: 'support',
      identifier: secrets.token(18),
      hmacToken: secrets.token(18),
      secret: signingSecret(secrets),
      webhookUrl: null,
      hmacMandatory: false,
      additionalAttributes: {},
    },
    agentIdentityId: null,
    createdAt: now,
    updatedAt: now,
  }
}
