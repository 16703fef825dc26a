import type { AgentIdentity, Principal } from '../access/index.ts'
import { type Forbidden, permit } from '../access/index.ts'
import type { ActiveConnection, CarriedOut } from '../conversations/index.ts'
import { type AgentIdentityId, ok, type Result } from '../kernel/index.ts'
import { markReadOnLine, tapBackOnLine, typeOnLine } from './act-on-line.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { deliverPending } from './deliver-pending.ts'
import { endConnection } from './end-connection.ts'
import { type GatewayCarrier, recogniseGateway } from './gateway-carrier.ts'
import { createTurns } from './in-turn.ts'
import { receive } from './receive.ts'
import { type RouterLine, routerOf } from './router-line.ts'
import { sendOnLine } from './send-on-line.ts'
import { takeTapbackOff } from './take-tapback-off.ts'
import { deliveryStatus, receiveReaction } from './tell-line.ts'

/** Humans who are connected to agent identities, over lines outside. */
export interface Connections {
  /** Recognises the provider of the lines by its secret. */
  readonly recogniseGateway: ReturnType<typeof recogniseGateway>
  /** Takes in what the provider brings. */
  readonly receive: ReturnType<typeof receive>
  readonly deliveryStatus: ReturnType<typeof deliveryStatus>
  readonly receiveReaction: ReturnType<typeof receiveReaction>
  /** What went out, as far as the provider may know of it; null where there is an outside. */
  readonly loopback: (carrier: GatewayCarrier) => readonly CarriedOut[] | null
  /** How humans come to this identity, or to any; null where there are no lines. */
  readonly router: (identity: Pick<AgentIdentity, 'handle'> | null) => RouterLine | null
  /** Who is connected now, newest first; an agent identity sees its own. */
  readonly list: (
    principal: Principal,
    query: {
      readonly agentIdentityId: AgentIdentityId | null
      readonly limit: number
      readonly offset: number
    },
  ) => Promise<Result<readonly ActiveConnection[], Forbidden>>
  /** Says something to the human, through the gateway. */
  readonly send: ReturnType<typeof sendOnLine>
  readonly type: ReturnType<typeof typeOnLine>
  readonly markRead: ReturnType<typeof markReadOnLine>
  readonly tapBack: ReturnType<typeof tapBackOnLine>
  readonly takeTapbackOff: ReturnType<typeof takeTapbackOff>
  /** Ends it, as the human itself could. */
  readonly end: ReturnType<typeof endConnection>
  /** The consumer of the log that sends what was said through other APIs. */
  readonly deliverPending: ReturnType<typeof deliverPending>
}

export const createConnections = (ports: ConnectionPorts): Connections => {
  const turns = createTurns()
  return {
    recogniseGateway: recogniseGateway(ports),
    receive: receive(ports),
    deliveryStatus: deliveryStatus(ports),
    receiveReaction: receiveReaction(ports),
    loopback: ({ everywhere, organizationId }) =>
      ports.channelLines?.loopback?.(everywhere ? null : organizationId) ?? null,
    router: (identity) => routerOf(ports, identity),
    list: async (principal, { agentIdentityId, limit, offset }) => {
      const permitted = permit(principal, 'connections:read')
      if (!permitted.ok) return permitted
      const own = principal.type === 'agent_identity' ? principal.agentIdentity.id : agentIdentityId
      return ok(
        await ports.connectionQueries.active(principal.organizationId, {
          agentIdentityId: own,
          limit,
          offset,
        }),
      )
    },
    send: sendOnLine(ports, turns),
    type: typeOnLine(ports, turns),
    markRead: markReadOnLine(ports),
    tapBack: tapBackOnLine(ports),
    takeTapbackOff: takeTapbackOff(ports),
    end: endConnection(ports),
    deliverPending: deliverPending(ports, turns),
  }
}
