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
import type { AssignmentQueries } from './assignment-queries.ts'
import { decideAutoAssign } from './decide-auto-assign.ts'
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
/** How many are looked at when one who had enough can be given another. */
const NEXT = 10

/** Who of the members is connected. */
export const connectedMembers = async (
  { presenceStore, clock }: Pick<AutoAssignPorts, 'presenceStore' | 'clock'>,
  organizationId: OrganizationId,
): Promise<Connected> => {
  const { members } = await presenceStore.since(organizationId, clock.now() - PRESENCE)
  return new Set(members.map(({ number }) => number))
}

/** Gives the conversation to the member of the inbox whose turn it is; leaves it be when nobody takes work. */
export const autoAssign =
  (ports: AutoAssignPorts) =>
  async (organizationId: OrganizationId, id: ConversationId, inboxId: InboxId): Promise<void> => {
    const { conversationStore, assignmentQueries, clock, ids } = ports
    // Asked once without a lock, so that an inbox where nobody takes work costs little.
    const candidates = await assignmentQueries.candidates(organizationId, inboxId)
    if (!whoseTurn(candidates, new Set())) return
    const mayBeOnline = candidates.some(({ member }) => member.autoOffline)
    const principal: SystemPrincipal = { type: 'system', organizationId }
    const command = {
      principal,
      connected: mayBeOnline ? await connectedMembers(ports, organizationId) : new Set<number>(),
      ids: { assignment: ids.next<'assignment'>(), activity: ids.next<'message'>() },
      now: clock.now(),
    }
    const assigned = await conversationStore.changeInTurn(
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
 * Reacts to conversations that become open without anybody of the inbox holding them, to changes after which somebody
 * takes those that wait, and to members who had enough and are done with one. One after the other, so that turns are
 * taken in order.
 */
export const whenSomebodyIsNeeded =
  (ports: AutoAssignPorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    const assign = autoAssign(ports)
    const giveOut = async (limit: number, only: InboxId | null) => {
      const waiting = await ports.assignmentQueries.waiting(organizationId, limit, only)
      for (const { conversationId, inboxId } of waiting) await assign(organizationId, conversationId, inboxId)
    }
    for (const event of events) {
      const state = stateIn(event)
      if (state && mayWait(state)) await assign(organizationId, state.conversation.id, state.inbox.id)
      if (state && freesSomebody(state)) await giveOut(NEXT, state.inbox.id)
      if (SOMEBODY_COMES.includes(event.type)) await giveOut(WAITING, null)
    }
  }

type State = ConversationEventData['state']

const OF_CONVERSATIONS = ['conversation.started', 'conversation.status-changed', 'conversation.team-changed']
const SOMEBODY_COMES: readonly string[] = ['inbox.members-changed', 'inbox.updated', 'team.members-changed']

/** The types of events after which somebody may be needed, or there. */
export const ASSIGNMENT_TRIGGERS: readonly string[] = [...OF_CONVERSATIONS, ...SOMEBODY_COMES]

/** Events of these types carry this data: they are recorded in one place. */
const stateIn = ({ type, data }: RecordedEvent): State | null =>
  OF_CONVERSATIONS.includes(type) ? (data as ConversationEventData).state : null

/** Open, and held by nobody, or by a member who may have left the inbox. */
const mayWait = ({ conversation, inbox, assignment }: State): boolean =>
  conversation.status === 'open' && inbox.enableAutoAssignment && assignment?.holder.type !== 'agent_identity'

/** Whoever held as many as the inbox allows holds one less. */
const freesSomebody = ({ conversation, inbox, assignment }: State): boolean =>
  conversation.status !== 'open' && inbox.assignmentLimit !== null && assignment?.holder.type === 'member'
