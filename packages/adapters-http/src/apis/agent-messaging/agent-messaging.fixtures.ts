import type { GatewayCarrier } from '@parlance/core'
import { type Answer, openTestServer, type TestServer } from '../../testing/test-server.fixtures.ts'

export const IMESSAGE = '/api/v1/imessage'

/** Who calls with what key. */
export interface Ask {
  (method: string, path: string, body?: unknown): Promise<Answer>
  /** The key itself. */
  readonly key: string
}

/** A server with an identity that people can connect to, and keys to call with. */
export interface MessagingServer {
  readonly server: TestServer
  /** The identity `rex`. */
  readonly identityId: string
  /** Another identity of the organization, `ann`. */
  readonly otherId: string
  /** Of the other organization. */
  readonly foreignId: string
  /** With the key of `rex`. */
  readonly asAgent: Ask
  /** With a key of the organization. */
  readonly asAdmin: Ask
  /** With the key of the other identity. */
  readonly asOther: Ask
  /** With a key of another organization. */
  readonly asForeigner: Ask
  /** What the provider brings: a text of this human to a line, the router when none is given. */
  readonly bring: (from: string, text: string, line?: string) => Promise<Brought>
  /** Connects a human to an identity, and has it write; answers the line and the conversation. */
  readonly connected: (from: string, handle?: string, text?: string) => Promise<Connected>
}

export interface Brought {
  readonly messageId: string
  readonly conversationId: string
  readonly line: string
}

export type Connected = Brought

type Minted = { readonly api_key: string }

/** Opens it. Whoever opens it closes its server. */
export const openMessagingServer = async (): Promise<MessagingServer> => {
  const server = await openTestServer()
  const { owner } = server.seeded.tokens
  const make = async (token: string, handle: string): Promise<string> => {
    const body = { agent_handle: handle, imessage_enabled: true }
    return ((await server.ask('POST', '/api/v1/identities/', { token, body })).json as { id: string }).id
  }
  const mint = async (token: string, body: object): Promise<Ask> => {
    const { api_key } = (await server.ask('POST', '/api/v1/api-keys', { token, body })).json as Minted
    const ask = (method: string, path: string, sent?: unknown) =>
      server.ask(method, path, { headers: { 'x-api-key': api_key }, body: sent })
    return Object.assign(ask, { key: api_key })
  }
  const foreigner = server.other.tokens.owner
  const [identityId, otherId, foreignId] = [
    await make(owner, 'rex'),
    await make(owner, 'ann'),
    await make(foreigner, 'zoe'),
  ]
  const carrier: GatewayCarrier = { organizationId: server.seeded.organization.id, everywhere: true }
  let count = 0
  const bring: MessagingServer['bring'] = async (from, text, line = server.gateway.lines.router) => {
    count += 1
    const externalId = `in-${count}`
    const message = { line, from, text, media: [], externalId, sentAt: null }
    const received = await server.engine.connections.receive(carrier, message)
    if (!received.ok) throw new Error(JSON.stringify(received.error))
    const { messageId = '', conversationId = '', connection } = received.value
    return { messageId, conversationId, line: connection?.line ?? line }
  }
  return {
    server,
    identityId,
    otherId,
    foreignId,
    asAgent: await mint(owner, { label: 'Rex', scoped_identity_id: identityId }),
    asOther: await mint(owner, { label: 'Ann', scoped_identity_id: otherId }),
    asAdmin: await mint(owner, { name: 'Backend', key_type: 'server' }),
    asForeigner: await mint(foreigner, { name: 'Backend', key_type: 'server' }),
    bring,
    connected: async (from, handle = 'rex', text = 'Hi') => {
      const { line } = await bring(from, `connect @${handle}`)
      return bring(from, text, line)
    },
  }
}
