import type { InboxPolicy } from '../inboxes/index.ts'
import { type InboxId, type OrganizationId, ok, type RecordedEvent } from '../kernel/index.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import { NO_FILTER } from './conversation-queries.ts'
import { decideRemoval } from './decide-moment.ts'

/** The types of events after which there are conversations that nobody can reach. */
export const INBOX_REMOVALS: readonly string[] = ['inbox.removed']

/** How many conversations go at once. */
const PORTION = 100
/** How many contact points go at once. */
const POINTS = 1_000

/** The consumer of the log that removes what was in inboxes that were removed, in portions. */
export const emptyInboxes =
  (ports: ConversationPorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    for (const { type, data } of events) {
      if (type !== 'inbox.removed') continue
      // Events of this type carry this data: they are recorded in one place.
      const { inbox } = data as { readonly inbox: InboxPolicy }
      await removeConversations(ports, organizationId, inbox.id)
      await removePoints(ports, organizationId, inbox.id)
    }
  }

const removeConversations = async (
  { conversationQueries, conversationStore, clock }: ConversationPorts,
  organizationId: OrganizationId,
  inboxId: InboxId,
): Promise<void> => {
  const query = {
    filter: { ...NO_FILTER, inboxIds: [inboxId] },
    assignee: { type: 'all' },
    sort: 'created_at_asc',
    page: 1,
    perPage: PORTION,
  } as const
  const principal = { type: 'system', organizationId } as const
  // Every round removes what it found, so the next one finds others, and the last one few.
  for (let found = PORTION; found === PORTION; ) {
    const states = await conversationQueries.list(organizationId, query)
    const now = clock.now()
    const removed = await Promise.all(
      states.map(({ conversation: { id } }) =>
        conversationStore.change(
          { organizationId, id },
          {
            at: now,
            actor: () => ({ type: 'system' }),
            decide: (state) => decideRemoval(state, { principal, now }),
          },
        ),
      ),
    )
    const refused = removed.find((one) => !one.ok && one.error.code !== 'conversation/not-found')
    if (refused && !refused.ok) throw new Error(`Removing a conversation was refused: ${refused.error.code}`)
    found = states.length
  }
}

const removePoints = async (
  { unitOfWork }: ConversationPorts,
  organizationId: OrganizationId,
  inboxId: InboxId,
): Promise<void> => {
  for (let removed = POINTS; removed === POINTS; ) {
    const portion = await unitOfWork.run(organizationId, async (tx) =>
      ok(await tx.contacts.removePoints(inboxId, POINTS)),
    )
    removed = portion.value
  }
}
