import type { AgentIdentity } from '../access/index.ts'
import { contactByPhone } from '../contacts/index.ts'
import { type ConnectionOnLine, isConnected, isLineTaken } from '../conversations/index.ts'
import { type AssignmentId, type ConversationId, err, ok, type Result } from '../kernel/index.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { type Connected, decideConnect, decideDisconnect, decideFirstConnect } from './decide-connection.ts'
import { identityOf } from './find-connection.ts'

/** The human has a connection on every line. */
export interface NoLineFree {
  readonly code: 'connection/no-line-free'
}

/** How often a line is chosen anew after another connection took it at the same moment. */
const ATTEMPTS = 8

/**
 * Connects a human to an agent identity: a line of the pool that the human uses for nothing else carries it. Who is connected
 * already stays so. Two at the same moment never get one line: whoever comes second chooses another.
 */
export const connectHuman =
  (ports: ConnectionPorts) =>
  async (identity: AgentIdentity, remoteNumber: string): Promise<Result<Connected, NoLineFree>> => {
    const { organizationId, inboxId } = identity
    if (inboxId === null) throw new Error('An identity that can be talked to has an inbox')
    const { point } = await contactByPhone(ports)({ organizationId, inboxId, phoneNumber: remoteNumber })
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const line = await freeLine(ports, remoteNumber)
      if (line === null && !(await reclaimLine(ports, remoteNumber))) {
        return alreadyConnected(ports, identity, remoteNumber)
      }
      if (line === null) continue
      try {
        return ok(await open(ports, { identity, line, contactPointId: point.id }))
      } catch (error) {
        if (!isLineTaken(error)) throw error
      }
    }
    throw new Error('No line stayed free for long enough to take it')
  }

/** The first line of the pool that carries no connection of this human; null when all of them do. */
const freeLine = async (
  { connectionQueries, channelLines }: ConnectionPorts,
  remoteNumber: string,
): Promise<string | null> => {
  const used = new Set((await connectionQueries.connectionsOf(remoteNumber)).map(({ line }) => line))
  return channelLines?.pool.find((line) => !used.has(line)) ?? null
}

const alreadyConnected = async (
  ports: ConnectionPorts,
  identity: AgentIdentity,
  remoteNumber: string,
): Promise<Result<Connected, NoLineFree>> => {
  for (const one of await ports.connectionQueries.connectionsOf(remoteNumber)) {
    const there = await identityOn(ports, one)
    if (there?.id === identity.id)
      return ok({ conversationId: one.conversationId, line: one.line, opened: false })
  }
  return err({ code: 'connection/no-line-free' })
}

/** Whom a line connects the human to; null when it is gone. */
export const identityOn = async (
  ports: ConnectionPorts,
  { organizationId, conversationId }: ConnectionOnLine,
): Promise<AgentIdentity | null> => {
  const state = await ports.conversationQueries.find(organizationId, { id: conversationId })
  return state && isConnected(state.conversation.connection) ? identityOf(ports, organizationId, state) : null
}

/** Ends a connection to an agent identity that is gone; false when there is none. */
const reclaimLine = async (ports: ConnectionPorts, remoteNumber: string): Promise<boolean> => {
  for (const one of await ports.connectionQueries.connectionsOf(remoteNumber)) {
    if ((await identityOn(ports, one)) === null && (await close(ports, one))) return true
  }
  return false
}

/** Ends the connection of a conversation; false when there was none to end. */
export const close = async (
  { conversationStore, clock }: Pick<ConnectionPorts, 'conversationStore' | 'clock'>,
  { organizationId, conversationId: id }: Omit<ConnectionOnLine, 'line'>,
): Promise<boolean> => {
  const now = clock.now()
  const closed = await conversationStore.change<{ readonly closed: boolean }, never>(
    { organizationId, id },
    {
      at: now,
      actor: ({ contact }) => ({ type: 'contact', id: contact.id }),
      decide: (state) => decideDisconnect(state, { now }),
    },
  )
  return closed.ok && closed.value.closed
}

interface Opening {
  readonly identity: AgentIdentity
  readonly line: string
  readonly contactPointId: Parameters<ConnectionPorts['conversationStore']['start']>[0]['contactPointId']
}

/** In the conversation that there is, or in one that begins with it. */
const open = async (
  { conversationStore, clock, ids }: ConnectionPorts,
  { identity, line, contactPointId }: Opening,
): Promise<Connected> => {
  const { organizationId, inboxId } = identity
  if (inboxId === null) throw new Error('An identity that can be talked to has an inbox')
  const now = clock.now()
  const command = { identity, line, assignmentId: ids.next() as AssignmentId, now }
  const conversationId = ids.next() as ConversationId
  const started = await conversationStore.start<{ conversationId: ConversationId; begun: boolean }, never>(
    { organizationId, inboxId, contactPointId },
    {
      at: now,
      actor: ({ contact }) => ({ type: 'contact', id: contact.id }),
      decide: (state) => decideFirstConnect(state, { ...command, conversationId }),
    },
  )
  if (!started.ok) throw new Error('The inbox of the identity is gone')
  if (started.value.begun) return { conversationId: started.value.conversationId, line, opened: true }
  const connected = await conversationStore.change<Connected, never>(
    { organizationId, id: started.value.conversationId },
    {
      at: now,
      actor: ({ contact }) => ({ type: 'contact', id: contact.id }),
      decide: (state) => decideConnect(state, command),
    },
  )
  if (!connected.ok) throw new Error('The conversation is gone')
  return connected.value
}
