import type { SystemPrincipal } from '../access/index.ts'
import { type ContactId, type OrganizationId, ok, type RecordedEvent } from '../kernel/index.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import { NO_FILTER } from './conversation-queries.ts'
import { conversationWrites } from './conversation-writes.ts'

/** The events that something is to be removed after. */
export const REMOVAL_TRIGGERS: readonly string[] = ['contact.deleted']

/** Conversations that are looked up at once. */
const PORTION = 100

const MOST_ROUNDS = 10_000

/**
 * Removes what was said with contacts that were deleted, conversation by conversation, and then the contacts for good.
 * Doing it again does no harm: what is gone is gone.
 */
export const removeWithContact =
  (ports: ConversationPorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    for (const { type, aggregate } of events) {
      if (!REMOVAL_TRIGGERS.includes(type)) continue
      const contactId = aggregate.id as ContactId
      for (let round = 1; !(await removeContact(ports, organizationId, contactId)); round += 1) {
        if (round > MOST_ROUNDS) throw new Error('A deleted contact gets new conversations all the time')
        await removeConversations(ports, organizationId, contactId)
      }
    }
  }

/** False while it still has a conversation. */
const removeContact = async (
  { unitOfWork }: ConversationPorts,
  organizationId: OrganizationId,
  id: ContactId,
): Promise<boolean> => {
  const removed = await unitOfWork.run(organizationId, async (tx) => ok(await tx.contacts.remove(id)))
  return removed.value
}

const removeConversations = async (
  ports: ConversationPorts,
  organizationId: OrganizationId,
  contactId: ContactId,
): Promise<void> => {
  const system: SystemPrincipal = { type: 'system', organizationId }
  const { remove } = conversationWrites(ports)
  const conversations = await ports.conversationQueries.list(organizationId, {
    filter: { ...NO_FILTER, contactId },
    assignee: { type: 'all' },
    sort: 'created_at_asc',
    page: 1,
    perPage: PORTION,
  })
  for (const { conversation } of conversations) await remove(system, conversation.number)
}
