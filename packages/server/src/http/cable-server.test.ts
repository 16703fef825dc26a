import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from '@jest/globals'
import { type CableOptions, createCable, createFeed, type Feed } from '@parlance/adapters-http'
import { createEngine, type Engine, type MemberPrincipal } from '@parlance/core'
import {
  addInbox,
  createMemoryStorage,
  createTestWorld,
  type Seeded,
  seedOrganization,
  until,
} from '@parlance/core/testing'
import { WebSocket } from 'ws'
import { type CableServer, createCableServer } from './cable-server.ts'

interface Line {
  readonly type?: string
  readonly identifier?: string
  readonly message?: { readonly event: string; readonly data: Record<string, unknown> }
  readonly reason?: string
  readonly reconnect?: boolean
}

interface Client {
  readonly socket: WebSocket
  readonly lines: readonly Line[]
  /** The names of what happened, in order, without who is there. */
  readonly heard: () => readonly string[]
  readonly data: (event: string) => Record<string, unknown> | undefined
  readonly send: (command: object) => void
  readonly closed: () => number | null
}

interface Opened {
  readonly engine: Engine
  readonly seeded: Seeded
  readonly other: Seeded
  readonly url: string
  readonly cable: CableServer
  readonly ports: Parameters<typeof seedOrganization>[0]
  readonly connect: (protocols?: string[]) => Promise<Client>
  /** Connects and subscribes; resolves when that is confirmed or refused. */
  readonly listenAs: (identifier: object) => Promise<Client>
}

let server: Server | undefined
let running: CableServer | undefined
const feeds: Feed[] = []
afterEach(async () => {
  for (const feed of feeds.splice(0)) feed.close()
  await running?.close(1_000)
  await new Promise<void>((resolve) => {
    server?.close(() => resolve())
    server?.closeAllConnections()
  })
})

const clientOn = async (socket: WebSocket): Promise<Client> => {
  const lines: Line[] = []
  let code: number | null = null
  socket.on('message', (text) => lines.push(JSON.parse(String(text)) as Line))
  socket.on('close', (given) => {
    code = given
  })
  socket.on('error', () => undefined)
  const messages = () => lines.flatMap(({ message }) => message ?? [])
  await until('the connection is there, or not', () => lines.length > 0 || code !== null)
  return {
    socket,
    lines,
    heard: () => messages().flatMap(({ event }) => (event === 'presence.update' ? [] : event)),
    data: (name) => messages().findLast(({ event }) => event === name)?.data,
    send: (command) => socket.send(JSON.stringify(command)),
    closed: () => code,
  }
}

const open = async (options: Partial<CableOptions> = {}): Promise<Opened> => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  const engine = createEngine({ ...storage, ...world })
  const seeded = await seedOrganization({ storage, world })
  const other = await seedOrganization({ storage, world })
  const nothing = (): void => undefined
  const logger = { debug: nothing, info: nothing, warn: nothing, error: nothing }
  const feed = createFeed({ ...storage, onError: nothing })
  feeds.push(feed)
  const cable = createCableServer({
    cable: createCable({ engine, feed, clock: world.clock, logger, ...options }),
    trustProxy: [],
    connectionsPerAddress: 1,
    onError: nothing,
  })
  const listening = createServer((_request, response) => response.end())
  listening.on('upgrade', cable.onUpgrade)
  server = listening
  running = cable
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const url = `ws://127.0.0.1:${(listening.address() as AddressInfo).port}`
  const connect = (protocols: string[] = ['actioncable-v1-json', 'actioncable-unsupported']) =>
    clientOn(new WebSocket(`${url}/cable`, protocols))
  return {
    engine,
    seeded,
    other,
    url,
    cable,
    ports: { storage, world },
    connect,
    listenAs: async (given) => {
      const client = await connect()
      const identifier = JSON.stringify({ channel: 'RoomChannel', ...given })
      client.send({ command: 'subscribe', identifier })
      await until('the subscription is answered', () =>
        client.lines.some((line) => line.identifier === identifier),
      )
      return client
    },
  }
}

const tokenOf = async (engine: Engine, principal: MemberPrincipal) => {
  const myself = await engine.access.profile(principal)
  return myself.ok ? myself.value.profile.pubsubToken : null
}

const asMember = async (engine: Engine, { organization }: Seeded, principal: MemberPrincipal) => ({
  pubsub_token: await tokenOf(engine, principal),
  user_id: principal.member.number,
  account_id: organization.number,
})

const asContact = ({ contactPoint }: Seeded) => ({ pubsub_token: contactPoint.pubsubToken })

const [SAID, NOTED] = [
  { private: false, content: 'Hello!' },
  { private: true, content: 'Psst' },
]

const say = (engine: Engine, seeded: Seeded, input: { private: boolean; content: string }) =>
  engine.messages.post(seeded.principals.owner, seeded.conversation.conversation.number, {
    kind: 'outgoing',
    contentType: 'text',
    contentAttributes: {},
    sourceId: null,
    ...input,
  })

const confirmed = ({ lines }: Client) => lines.some(({ type }) => type === 'confirm_subscription')

describe('the cable', () => {
  it('speaks the protocol that clients know', async () => {
    const { connect, engine, seeded } = await open({ beatInterval: 20 })
    const client = await connect()
    expect(client.socket.protocol).toBe('actioncable-v1-json')
    expect(client.lines[0]).toEqual({ type: 'welcome' })
    await until('there is a ping', () => client.lines.some(({ type }) => type === 'ping'))
    const identifier = JSON.stringify({
      channel: 'RoomChannel',
      ...(await asMember(engine, seeded, seeded.principals.owner)),
    })
    client.send({ command: 'subscribe', identifier })
    await until('it is confirmed', () => confirmed(client))
    client.send({ command: 'unsubscribe', identifier })
    client.socket.send('nonsense')
    client.send({ command: 'dance', identifier })
    client.send({ command: 'subscribe', identifier })
    await until(
      'it is confirmed again',
      () => client.lines.filter(({ type }) => type === 'confirm_subscription').length === 2,
    )
    expect(client.closed()).toBeNull()
  })

  it('lets nobody listen who cannot show why', async () => {
    const { listenAs, engine, seeded, other } = await open()
    const owner = await asMember(engine, seeded, seeded.principals.owner)
    const contact = asContact(seeded)
    for (const claim of [
      {},
      { pubsub_token: 'nonsense' },
      { pubsub_token: owner.pubsub_token },
      { ...owner, pubsub_token: contact.pubsub_token },
      { ...owner, account_id: other.organization.number },
      { ...owner, user_id: seeded.agents[0]?.number },
      { pubsub_token: contact.pubsub_token, user_id: 'x', account_id: 1 },
      { ...contact, channel: 'OtherChannel' },
    ]) {
      const client = await listenAs(claim)
      expect(client.lines.map(({ type }) => type)).toEqual(['welcome', 'reject_subscription'])
      client.socket.close()
    }
  })

  it('tells members everything, and contacts what is said to them', async () => {
    const { listenAs, engine, seeded } = await open()
    const member = await listenAs(await asMember(engine, seeded, seeded.principals.owner))
    const contact = await listenAs(asContact(seeded))
    await say(engine, seeded, NOTED)
    await say(engine, seeded, SAID)
    const expected = ['message.created', 'message.created', 'first.reply.created', 'conversation.updated']
    await until('everything is told', () => member.heard().length === expected.length)
    expect(member.heard()).toEqual(expected)
    await until('the contact is told', () => contact.heard().length === 2)
    expect(contact.heard()).toEqual(['message.created', 'conversation.updated'])
    expect(contact.data('message.created')).toMatchObject({
      content: 'Hello!',
      message_type: 1,
      account_id: seeded.organization.number,
      conversation_id: seeded.conversation.conversation.number,
      sender: { type: 'user', name: 'Olive' },
    })
    expect(JSON.stringify(contact.lines)).not.toContain('Psst')
  })

  it('tells contacts of their own conversations, and members of their own inboxes and accounts', async () => {
    const { listenAs, engine, seeded, other, ports } = await open()
    const inbox = await addInbox(ports, seeded.organization.id)
    const [agent] = seeded.principals.agents
    if (!agent) throw new Error('There is an agent')
    const insider = await listenAs(await asMember(engine, seeded, agent))
    await engine.inboxes.replaceMembers(seeded.principals.owner, {
      inboxNumber: seeded.inbox.number,
      memberNumbers: [],
    })
    await engine.inboxes.addMembers(seeded.principals.owner, {
      inboxNumber: inbox.number,
      memberNumbers: [agent.member.number],
    })
    const stranger = await listenAs(await asMember(engine, other, other.principals.owner))
    const contact = await listenAs(asContact(other))
    const owner = await listenAs(await asMember(engine, seeded, seeded.principals.owner))
    await say(engine, seeded, SAID)
    await until('the owner is told', () => owner.heard().includes('message.created'))
    await say(engine, other, SAID)
    await until('the others are told', () => contact.heard().length > 0 && stranger.heard().length > 0)
    expect(insider.heard()).toEqual([])
    expect(owner.heard().filter((event) => event === 'message.created')).toHaveLength(1)
    expect(contact.heard().filter((event) => event === 'message.created')).toHaveLength(1)
    expect(stranger.heard().filter((event) => event === 'message.created')).toHaveLength(1)
  })

  it('tells members who is there', async () => {
    const { listenAs, engine, seeded } = await open()
    const claim = await asMember(engine, seeded, seeded.principals.owner)
    const member = await listenAs(claim)
    await until('presence is told', () => member.data('presence.update') !== undefined)
    expect(member.data('presence.update')).toEqual({
      account_id: seeded.organization.number,
      users: { [seeded.owner.number]: 'online' },
      contacts: {},
    })
    const contact = await listenAs(asContact(seeded))
    const there = { [seeded.contact.number]: 'online' }
    await until('the contact is there', () => {
      const { contacts } = member.data('presence.update') ?? {}
      return JSON.stringify(contacts) === JSON.stringify(there)
    })
    contact.send({
      command: 'message',
      identifier: JSON.stringify({ channel: 'RoomChannel', ...asContact(seeded) }),
      data: JSON.stringify({ action: 'update_presence' }),
    })
    expect(contact.data('presence.update')).toBeUndefined()
    const people = await engine.presence.people(seeded.organization.id)
    expect(people).toEqual({
      members: [{ number: seeded.owner.number, availability: 'online' }],
      contacts: [seeded.contact.number],
    })
  })

  it('sends everybody away when the server stops', async () => {
    const { cable, listenAs, engine, seeded, connect } = await open()
    const member = await listenAs(await asMember(engine, seeded, seeded.principals.owner))
    await cable.close(1_000)
    await until('the connection is closed', () => member.closed() !== null)
    expect(member.closed()).toBe(1001)
    expect(member.lines.at(-1)).toEqual({ type: 'disconnect', reason: 'server_restart', reconnect: true })
    expect((await connect()).closed()).toBe(1006)
  })

  it('takes so many connections and no more, and none elsewhere', async () => {
    const { connect, url } = await open({ connections: 1 })
    await connect()
    const second = await connect()
    expect([second.lines, second.closed()]).toEqual([[], 1013])
    const elsewhere = await clientOn(new WebSocket(`${url}/somewhere`))
    expect(elsewhere.closed()).toBe(1006)
  })

  it('ends a connection that asks too much, and one that says too much', async () => {
    const { connect } = await open()
    const busy = await connect()
    for (let at = 0; at < 300; at += 1) busy.send({ command: 'message', identifier: 'x' })
    await until('it is closed', () => busy.closed() !== null)
    expect(busy.closed()).toBe(1008)
    const loud = await connect()
    loud.socket.send('x'.repeat(20_000))
    await until('it is closed', () => loud.closed() !== null)
    expect(loud.closed()).toBe(1009)
  })
})
