import type { SystemPrincipal } from '../access/index.ts'
import type { ConversationEventData, ConversationStore } from '../conversations/index.ts'
import type {
  Clock,
  ConversationId,
  IdSource,
  InboxId,
  OrganizationId,
  RecordedEvent,
} from '../kernel/index.ts'
import { PRESENCE, type PresenceStore } from '../presence/index.ts'
import type { AssignmentQueries, Candidate } from './assignment-queries.ts'
import { decideAutoAssign } from './decide-assignment.ts'
import { type Connected, whoseTurn } from './whose-turn.ts'

export interface AutoAssignPorts {
  readonly conversationStore: ConversationStore
  readonly assignmentQueries: AssignmentQueries
  readonly presenceStore: PresenceStore
  readonly clock: Clock
  readonly ids: IdSource
}

/** How many conversations that waited for somebody are given out when somebody comes. */
const WAITING = 100

/** Who of them is connected; asked only when it decides about somebody. */
const connectedOf = async (
  { presenceStore, clock }: Pick<AutoAssignPorts, 'presenceStore' | 'clock'>,
  organizationId: OrganizationId,
  candidates: readonly Candidate[],
): Promise<Connected> => {
  if (!candidates.some(({ member }) => member.autoOffline)) return new Set()
  const { members } = await presenceStore.since(organizationId, clock.now() - PRESENCE)
  return new Set(members.map(({ number }) => number))
}

/** Gives the conversation to the member of the inbox whose turn it is; leaves it be when nobody takes work. */
export const autoAssign =
  (ports: AutoAssignPorts) =>
  async (organizationId: OrganizationId, id: ConversationId, inboxId: InboxId): Promise<void> => {
    const { conversationStore, assignmentQueries, clock, ids } = ports
    const candidates = await assignmentQueries.candidates(organizationId, inboxId)
    const member = whoseTurn(candidates, await connectedOf(ports, organizationId, candidates))
    if (!member) return
    const principal: SystemPrincipal = { type: 'system', organizationId }
    const command = {
      principal,
      member,
      ids: { assignment: ids.next<'assignment'>(), activity: ids.next<'message'>() },
      now: clock.now(),
    }
    const assigned = await conversationStore.change(
      { organizationId, id },
      {
        at: command.now,
        actor: () => ({ type: 'system' }),
        decide: (state) => decideAutoAssign(state, command),
      },
    )
    if (!assigned.ok && assigned.error.code !== 'conversation/not-found') {
      throw new Error(`Automatic assignment was refused: ${assigned.error.code}`)
    }
  }

/**
 * Reacts to conversations that become open without anybody holding them, and to members who join an inbox where some
 * wait. One after the other, so that turns are taken in order.
 */
export const whenSomebodyIsNeeded =
  (ports: AutoAssignPorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    const assign = autoAssign(ports)
    for (const event of events) {
      const state = waitingIn(event)
      if (state) await assign(organizationId, state.conversation.id, state.inbox.id)
      if (event.type === 'inbox.members-changed') {
        const waiting = await ports.assignmentQueries.waiting(organizationId, WAITING)
        for (const { conversationId, inboxId } of waiting)
          await assign(organizationId, conversationId, inboxId)
      }
    }
  }

const BECOMES_OPEN = ['conversation.started', 'conversation.status-changed']

/** The types of events after which somebody may be needed, or there. */
export const ASSIGNMENT_TRIGGERS: readonly string[] = [...BECOMES_OPEN, 'inbox.members-changed']

/** The state in an event that leaves a conversation open and held by nobody; null in any other. */
const waitingIn = (event: RecordedEvent): ConversationEventData['state'] | null => {
  if (!BECOMES_OPEN.includes(event.type)) return null
  // Events of these types carry this data: they are recorded in one place.
  const { state } = event.data as ConversationEventData
  const waits = state.conversation.status === 'open' && !state.assignment && state.inbox.enableAutoAssignment
  return waits ? state : null
}
