import { type AgentIdentity, toHandle } from '../access/index.ts'
import { err, ok, once } from '../kernel/index.ts'
import { close, connectHuman, identityOn } from './connect-human.ts'
import type { ConnectionPorts } from './connection-ports.ts'
import { verdictOn } from './find-connection.ts'
import { carries, type GatewayCarrier } from './gateway-carrier.ts'
import { ROUTER_TEXTS, type RouterCommand, routerCommand } from './router-commands.ts'

/** A text to the router. */
interface RouterText {
  readonly line: string
  readonly from: string
  readonly text: string | null
  readonly externalId: string
}

/** What the provider is to do with a command: what to answer the human, and the connection that it has from now on. */
export interface RouterAnswer {
  readonly reply?: { readonly line: string; readonly text: string }
  readonly connection?: {
    readonly line: string
    readonly agentHandle: string
    readonly status: 'active' | 'released'
  }
}

/**
 * Carries out what a human asks of the router. Each command may be carried out again: it does no more than the first time.
 * The answer is kept with the organization of the provider's secret, so that what comes twice is answered the same.
 */
export const answerCommand =
  (ports: ConnectionPorts) =>
  async (carrier: GatewayCarrier, text: RouterText): Promise<RouterAnswer> => {
    const { organizationId } = carrier
    const key = { scope: 'gateway router', key: text.externalId, fingerprint: '' }
    const earlier = await ports.unitOfWork.run(organizationId, async (tx) => {
      const stored = await tx.idempotency.claim(key)
      // Without an answer the claim is given back: the command is carried out outside of this transaction.
      return stored ? ok(stored.answer) : err(null)
    })
    if (earlier.ok) return earlier.value as RouterAnswer
    const answer = await carryOut(ports, carrier, text)
    const kept = await ports.unitOfWork.run(organizationId, (tx) => once(tx, key, async () => ok(answer)))
    return kept.ok ? kept.value : answer
  }

const carryOut = async (
  ports: ConnectionPorts,
  carrier: GatewayCarrier,
  { line, from, text }: RouterText,
): Promise<RouterAnswer> => {
  const command = routerCommand(text)
  const saying = (said: string): RouterAnswer => ({ reply: { line, text: said } })
  switch (command.type) {
    case 'connect':
      return connect(ports, carrier, { line, from, command })
    case 'disconnect':
      return disconnect(ports, carrier, { line, from, command })
    case 'list':
      return saying(ROUTER_TEXTS.connections(await handlesOf(ports, carrier, from)))
    case 'help':
      return saying(ROUTER_TEXTS.help)
  }
}

interface Naming {
  readonly line: string
  readonly from: string
  readonly command: Extract<RouterCommand, { readonly handle: string }>
}

/** The agent identity that a human names, as far as the human may know of it: not where a rule keeps them apart. */
const named = async (
  ports: ConnectionPorts,
  carrier: GatewayCarrier,
  { from, command }: Naming,
): Promise<AgentIdentity | null> => {
  const identity = await ports.directory.agentIdentityByHandle(toHandle(command.handle))
  if (!identity?.imessageEnabled || identity.inboxId === null) return null
  if (!carries(carrier, identity.organizationId)) return null
  const organization = await ports.directory.organization(identity.organizationId)
  if (organization?.status !== 'active') return null
  return (await verdictOn(ports, identity, from)).allowed ? identity : null
}

const connect = async (
  ports: ConnectionPorts,
  carrier: GatewayCarrier,
  naming: Naming,
): Promise<RouterAnswer> => {
  const { line, from, command } = naming
  const saying = (text: string): RouterAnswer => ({ reply: { line, text } })
  const identity = await named(ports, carrier, naming)
  if (!identity) return saying(ROUTER_TEXTS.unknown(command.handle))
  const connected = await connectHuman(ports)(identity, from)
  if (!connected.ok) return saying(ROUTER_TEXTS.full(ports.channelLines?.pool.length ?? 0))
  const { handle } = identity
  return {
    ...saying(ROUTER_TEXTS.connected(handle)),
    connection: { line: connected.value.line, agentHandle: handle, status: 'active' },
  }
}

/** Whoever is connected may end it, also where a rule keeps them apart by now. */
const disconnect = async (
  ports: ConnectionPorts,
  carrier: GatewayCarrier,
  { line, from, command }: Naming,
): Promise<RouterAnswer> => {
  const handle = toHandle(command.handle)
  const reply = { line, text: ROUTER_TEXTS.disconnected(handle) }
  for (const one of await ports.connectionQueries.connectionsOf(from)) {
    if (!carries(carrier, one.organizationId)) continue
    if ((await identityOn(ports, one))?.handle !== handle) continue
    await close(ports, one)
    return { reply, connection: { line: one.line, agentHandle: handle, status: 'released' } }
  }
  const known = await named(ports, carrier, { line, from, command })
  return known ? { reply } : { reply: { line, text: ROUTER_TEXTS.unknown(handle) } }
}

const handlesOf = async (
  ports: ConnectionPorts,
  carrier: GatewayCarrier,
  from: string,
): Promise<readonly string[]> => {
  const handles: string[] = []
  for (const one of await ports.connectionQueries.connectionsOf(from)) {
    const identity = carries(carrier, one.organizationId) ? await identityOn(ports, one) : null
    if (identity && (await verdictOn(ports, identity, from)).allowed) handles.push(identity.handle)
  }
  return handles.toSorted()
}
