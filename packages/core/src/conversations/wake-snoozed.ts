import type { OrganizationId } from '../kernel/index.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import { decideWakeUp } from './decide-status.ts'

/** Organizations that one round serves. */
const ORGANIZATIONS = 100
/** Conversations of one organization that one round opens. */
const PORTION = 100

/**
 * Opens conversations whose snooze is over, a portion of each organization: whoever calls it does so again and again.
 * Several may do so at once. What fails does not hold up the others, and is thrown at the end.
 *
 * @returns how many were due.
 */
export const wakeSnoozed = (ports: ConversationPorts) => async (): Promise<number> => {
  const now = ports.clock.now()
  const organizations = await ports.conversationQueries.organizationsToWake(now, ORGANIZATIONS)
  let due = 0
  const failures: unknown[] = []
  for (const organizationId of organizations) {
    const results = await wakeIn(ports, organizationId)
    due += results.length
    for (const result of results) if (result.status === 'rejected') failures.push(result.reason)
  }
  if (failures.length > 0) throw failures[0]
  return due
}

/** All of a portion at once: the store writes them together. */
const wakeIn = async (
  { conversationQueries, conversationStore, clock, ids }: ConversationPorts,
  organizationId: OrganizationId,
): Promise<readonly PromiseSettledResult<unknown>[]> => {
  const now = clock.now()
  const due = await conversationQueries.conversationsToWake(organizationId, now, PORTION)
  return Promise.allSettled(
    due.map((id) => {
      const activity = ids.next<'message'>()
      return conversationStore.change(
        { organizationId, id },
        {
          at: now,
          actor: () => ({ type: 'system' }),
          decide: (state) => decideWakeUp(state, { now, activity }),
        },
      )
    }),
  )
}
