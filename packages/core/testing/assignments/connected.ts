import {
  type AgentIdentity,
  type AgentIdentityPrincipal,
  cachedStorage,
  createEngine,
  drainOnce,
  type Engine,
  type GatewayCarrier,
  type MemberPrincipal,
  type StoragePorts,
  type WorldPorts,
} from '../../src/index.ts'
import { succeeded } from '../kernel/in-work.ts'
import { type TestGateway, testGateway } from '../kernel/test-gateway.ts'

/** An organization whose agent identities people can talk to. */
export interface Installation {
  readonly engine: Engine
  readonly gateway: TestGateway
  readonly owner: MemberPrincipal
  readonly carrier: GatewayCarrier
  readonly identity: AgentIdentity
  /** As which the agent identity calls. */
  readonly agent: AgentIdentityPrincipal
  /** A number that nobody else in the storage has. */
  readonly human: string
  /** Another agent identity of the organization. */
  readonly enable: () => Promise<AgentIdentity>
  /** Texts to the router. */
  readonly command: (text: string, from?: string) => ReturnType<Engine['connections']['receive']>
  /** Says something on a line. */
  readonly say: (
    line: string,
    text: string,
    externalId?: string,
  ) => ReturnType<Engine['connections']['receive']>
  /** Connects the human to an agent identity; the line it is on. */
  readonly connect: (identity?: AgentIdentity) => Promise<string>
  /** Runs every consumer of the log until none has anything left to read. */
  readonly settle: () => Promise<void>
}

interface Ground {
  readonly storage: StoragePorts
  readonly world: WorldPorts
}

const textsOf = (world: WorldPorts) => ({
  handle: () => `agent-${world.ids.next()}`,
  id: (): string => world.ids.next(),
  /** Of digits of an id, so that two promises on one storage have two humans. */
  number: () =>
    `+1${BigInt(`0x${world.secrets.digest(world.ids.next()).slice(0, 14)}`) % 10_000_000_000n}`.padEnd(
      12,
      '7',
    ),
})

/** Founds an organization on the storage, with an agent identity that people can talk to. */
export const installed = async ({ storage, world }: Ground, pool = 8): Promise<Installation> => {
  const gateway = testGateway(pool)
  const engine = createEngine({
    ...cachedStorage(storage, world.clock),
    ...world,
    channelLines: gateway.lines,
  })
  const { handle, id, number } = textsOf(world)
  const founded = succeeded(
    await engine.access.createOrganization({ name: 'Lines', ownerEmail: `${id()}@lines.test` }),
  )
  const owner = succeeded(await engine.access.recognise(founded.accessToken)).principal
  const carrier = succeeded(await engine.connections.recogniseGateway(founded.gatewaySecret))
  const enable = async () =>
    succeeded(await engine.agentIdentities.create(owner, { handle: handle(), imessageEnabled: true }))
      .agentIdentity
  const identity = await enable()
  const human = number()
  const receive = (line: string, text: string, from: string, externalId: string) =>
    engine.connections.receive(carrier, { line, from, text, media: [], externalId, sentAt: null })
  const command: Installation['command'] = (text, from = human) =>
    receive(gateway.lines.router, text, from, id())
  return {
    engine,
    gateway,
    owner,
    carrier,
    identity,
    agent: { type: 'agent_identity', organizationId: owner.organizationId, agentIdentity: identity },
    human,
    enable,
    command,
    say: (line, text, externalId = id()) => receive(line, text, human, externalId),
    connect: async (to = identity) => {
      const { connection } = succeeded(await command(`connect @${to.handle}`))
      if (!connection) throw new Error('Nobody was connected')
      return connection.line
    },
    settle: async () => {
      for (const consumer of engine.consumers) {
        while ((await drainOnce(storage.eventLog, consumer, owner.organizationId)).length > 0) {
          // Another portion.
        }
      }
    },
  }
}
