import {
  actorOf,
  type Forbidden,
  permit,
  type StaffPrincipal,
  type SystemPrincipal,
} from '../access/index.ts'
import type { ConnectionNotFound } from '../conversations/index.ts'
import { type AssignmentId, err, ok, type Result } from '../kernel/index.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { decideDisconnect } from './decide-connection.ts'

/** Ends a connection in the place of the human, who is not told. What was said stays readable. */
export const endConnection =
  (ports: ConnectionPorts) =>
  async (
    principal: StaffPrincipal | SystemPrincipal,
    id: AssignmentId,
  ): Promise<Result<null, Forbidden | ConnectionNotFound>> => {
    const permitted = permit(principal, 'connections:end')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const conversationId = await ports.connectionQueries.conversationOf(organizationId, id)
    if (!conversationId) return NOT_FOUND
    const now = ports.clock.now()
    const ended = await ports.conversationStore.change<{ readonly closed: boolean }, never>(
      { organizationId, id: conversationId },
      {
        at: now,
        actor: () => actorOf(principal),
        decide: (state) =>
          state.assignment?.id === id
            ? decideDisconnect(state, { now })
            : ok({ facts: [], answer: () => ({ closed: false }) }),
      },
    )
    return ended.ok && ended.value.closed ? ok(null) : NOT_FOUND
  }

const NOT_FOUND = err({ code: 'connection/not-found' } as const)
