export type { TapbackError, TapbackInput } from './act-on-line.ts'
export type { HeldBySoftware } from './assign-agent-identity.ts'
export { decideAssignAgentIdentity } from './assign-agent-identity.ts'
export type { AssignmentQueries } from './assignment-queries.ts'
export type { Assignments, AssignmentsPorts } from './assignments.ts'
export { createAssignments } from './assignments.ts'
export { ASSIGNMENT_TRIGGERS } from './auto-assign.ts'
export type { OpenConnection, ReachRefusal } from './connection-access.ts'
export { mayReach } from './connection-access.ts'
export type { ChannelLines, ConnectionPorts } from './connection-ports.ts'
export type { Connections } from './connections.ts'
export { createConnections } from './connections.ts'
export type { Assign, Held } from './decide-assignment.ts'
export { decideAssign } from './decide-assignment.ts'
export type { AutoAssign } from './decide-auto-assign.ts'
export { decideAutoAssign } from './decide-auto-assign.ts'
export { decideConnect, decideDisconnect, decideFirstConnect } from './decide-connection.ts'
export type { TapbackOnMessage } from './decide-line.ts'
export {
  decideDelivery,
  decideRead,
  decideSent,
  decideShowTyping,
  decideTapback,
  decideTapbackOff,
} from './decide-line.ts'
export type { LeaveToTeam, LeftTo } from './decide-team.ts'
export { decideTeam } from './decide-team.ts'
export { LINE_TRIGGERS } from './deliver-pending.ts'
export type { ConnectionKey } from './find-connection.ts'
export type { GatewayCarrier } from './gateway-carrier.ts'
export type { LineError, MessageOnLine } from './line-message.ts'
export type { InboundMessage, Received, ReceiveError } from './receive.ts'
export { DEPARTURES, releaseDeparted } from './release-departed.ts'
export { connectCommand, ROUTER_TEXTS, routerCommand } from './router-commands.ts'
export type { RouterLine } from './router-line.ts'
export type { LineInput, OutboundError } from './send-on-line.ts'
export type { InboundReaction, LineReport } from './tell-line.ts'
export { whoseTurn } from './whose-turn.ts'
