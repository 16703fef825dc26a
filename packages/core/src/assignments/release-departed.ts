import type { AgentIdentity, AgentIdentityQueries, Member, SystemPrincipal } from '../access/index.ts'
import {
  type AccessRefusal,
  type ConversationQueries,
  type ConversationStore,
  type Holder,
  isConnected,
} from '../conversations/index.ts'
import {
  type Clock,
  type ConversationId,
  type IdSource,
  type OrganizationId,
  ok,
  type RecordedEvent,
} from '../kernel/index.ts'
import type { AssignmentQueries } from './assignment-queries.ts'
import { connectedIdentity } from './connected-identity.ts'
import { decideAssign } from './decide-assignment.ts'
import { decideDisconnect } from './decide-connection.ts'

export interface ReleaseDepartedPorts {
  readonly conversationStore: ConversationStore
  readonly assignmentQueries: AssignmentQueries
  readonly conversationQueries: ConversationQueries
  readonly agentIdentityQueries: AgentIdentityQueries
  readonly clock: Clock
  readonly ids: IdSource
}

/** The types of events after which somebody holds conversations who is gone. */
export const DEPARTURES: readonly string[] = ['member.removed', 'agent-identity.removed']

/** How many conversations are looked up at once. */
const PORTION = 100

/** The consumer of the log that takes conversations from members and agent identities who were removed, in portions. */
export const releaseDeparted =
  (ports: ReleaseDepartedPorts) =>
  async (organizationId: OrganizationId, events: readonly RecordedEvent[]): Promise<void> => {
    for (const event of events) {
      const id = departedIn(event)
      if (id !== null) await releaseAll(ports, organizationId, id)
    }
  }

const departedIn = ({ type, data }: RecordedEvent): Holder['id'] | null => {
  // Events of these types carry this data: each is recorded in one place.
  if (type === 'member.removed') return (data as { readonly member: Member }).member.id
  if (type !== 'agent-identity.removed') return null
  return (data as { readonly agentIdentity: AgentIdentity }).agentIdentity.id
}

const releaseAll = async (
  ports: ReleaseDepartedPorts,
  organizationId: OrganizationId,
  holderId: Holder['id'],
): Promise<void> => {
  // Every round takes what it found, so the next one finds others, and the last one few.
  for (let found = PORTION; found === PORTION; ) {
    const held = await ports.assignmentQueries.heldBy(organizationId, holderId, PORTION)
    for (const id of held) await release(ports, organizationId, { id, holderId })
    found = held.length
  }
}

const release = async (
  ports: ReleaseDepartedPorts,
  organizationId: OrganizationId,
  { id, holderId }: { readonly id: ConversationId; readonly holderId: Holder['id'] },
): Promise<void> => {
  const { conversationStore, clock, ids } = ports
  const principal: SystemPrincipal = { type: 'system', organizationId }
  const command = {
    principal,
    member: null,
    backTo: await connectedIdentity(ports, organizationId, { id }),
    ids: { assignment: ids.next<'assignment'>(), activity: ids.next<'message'>() },
    now: clock.now(),
  }
  const released = await conversationStore.change<object, AccessRefusal>(
    { organizationId, id },
    {
      at: command.now,
      actor: () => ({ type: 'system' }),
      // Somebody else may hold it by now.
      decide: (state) => {
        if (state.assignment?.holder.id !== holderId)
          return ok({ facts: [], answer: () => ({ assignee: null }) })
        // An agent identity that is gone is connected to nobody any more.
        return state.assignment.holder.type === 'agent_identity' && isConnected(state.conversation.connection)
          ? decideDisconnect(state, command)
          : decideAssign(state, command)
      },
    },
  )
  if (!released.ok && released.error.code !== 'conversation/not-found')
    throw new Error(`Releasing a conversation was refused: ${released.error.code}`)
}
