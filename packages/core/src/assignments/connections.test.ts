import { beforeEach, describe, expect, it } from '@jest/globals'
import {
  createMemoryStorage,
  createTestWorld,
  succeeded,
  type TestGateway,
  type TestWorld,
  testGateway,
} from '../../testing/index.ts'
import {
  type AgentIdentity,
  type AgentIdentityPrincipal,
  cachedStorage,
  createEngine,
  drainOnce,
  type Engine,
  type GatewayCarrier,
  type MemberPrincipal,
  type MessageId,
  type StoragePorts,
} from '../index.ts'

const HUMAN = '+15557770001'

let world: TestWorld
let storage: StoragePorts
let engine: Engine
let owner: MemberPrincipal
let gateway: TestGateway
let carrier: GatewayCarrier
let identity: AgentIdentity
let agent: AgentIdentityPrincipal
let count = 0

const settle = async () => {
  for (const consumer of engine.consumers) {
    while ((await drainOnce(storage.eventLog, consumer, owner.organizationId)).length > 0) {
      // Another portion.
    }
  }
}

const text = (line: string, said: string | null, from = HUMAN, externalId = `in-${++count}`) => ({
  line,
  from,
  text: said,
  media: [],
  externalId,
  sentAt: null,
})

const toRouter = (said: string, from = HUMAN) =>
  engine.connections.receive(carrier, text(gateway.lines.router, said, from)).then(succeeded)

const onLine = (line: string, said: string, from = HUMAN, externalId?: string) =>
  engine.connections.receive(carrier, text(line, said, from, externalId)).then(succeeded)

const said = (content: string) => ({ text: content, media: [], sendStyle: null })

/** Who is connected, and has written. */
const connected = async (from = HUMAN) => {
  const { connection } = await toRouter('connect @rex', from)
  const line = connection?.line ?? ''
  const { conversationId } = await onLine(line, 'Hi Rex', from)
  if (!conversationId) throw new Error('Nothing was recorded')
  return { line, conversationId }
}

const found = async (name: string) => {
  const founded = succeeded(
    await engine.access.createOrganization({ name, ownerEmail: `${name.toLowerCase()}@acme.test` }),
  )
  return {
    principal: succeeded(await engine.access.recognise(founded.accessToken)).principal,
    carrier: succeeded(await engine.connections.recogniseGateway(founded.gatewaySecret)),
  }
}

const enabled = async (principal: MemberPrincipal, handle: string) =>
  succeeded(await engine.agentIdentities.create(principal, { handle, imessageEnabled: true })).agentIdentity

beforeEach(async () => {
  world = createTestWorld()
  storage = createMemoryStorage(world)
  gateway = testGateway(2)
  engine = createEngine({ ...cachedStorage(storage, world.clock), ...world, channelLines: gateway.lines })
  const first = await found('Acme')
  owner = first.principal
  carrier = first.carrier
  identity = await enabled(owner, 'rex')
  agent = { type: 'agent_identity', organizationId: owner.organizationId, agentIdentity: identity }
})

describe('connecting', () => {
  it('explains itself to whoever says something else', async () => {
    expect((await toRouter('hello?')).reply?.text).toContain('connect @handle')
    expect((await toRouter('connect @nobody')).reply?.text).toContain('no agent @nobody')
    expect((await toRouter('list')).reply?.text).toContain('connected to nobody')
  })

  it('unlocks the reply with the first words of the human', async () => {
    const { connection } = await toRouter('Connect @Rex')
    expect(connection).toEqual({ line: gateway.lines.pool[0], agentHandle: 'rex', status: 'active' })
    const to = { remoteNumber: HUMAN, agentIdentityId: null }
    expect(await engine.connections.send(agent, to, said('Hello'))).toMatchObject({
      error: { code: 'connection/no-inbound-yet' },
    })
    const { messageId } = await onLine(connection?.line ?? '', 'Hi Rex')
    expect(messageId).toBeDefined()
    const sent = succeeded(await engine.connections.send(agent, to, said('Hello')))
    expect(sent).toMatchObject({
      remoteNumber: HUMAN,
      sent: { message: { content: 'Hello', kind: 'outgoing', line: { status: 'queued' } } },
    })
    expect(gateway.carried).toMatchObject([
      { kind: 'message', line: connection?.line, remoteNumber: HUMAN, text: 'Hello' },
    ])
    expect(JSON.stringify(sent)).not.toContain(connection?.line)
  })

  it('gives each connection of a human a line of its own, and says when there is none left', async () => {
    await enabled(owner, 'ann')
    await enabled(owner, 'bob')
    const lines = [await toRouter('connect @rex'), await toRouter('connect @ann')]
    expect(new Set(lines.map(({ connection }) => connection?.line)).size).toBe(2)
    const full = await toRouter('connect @bob')
    expect(full.connection).toBeUndefined()
    expect(full.reply?.text).toContain('as many as there can be')
    expect((await toRouter('connect @rex')).connection?.line).toBe(lines[0]?.connection?.line)
    expect((await toRouter('list')).reply?.text).toBe('You are connected to @ann, @rex.')
    await toRouter('disconnect @rex')
    expect((await toRouter('connect @bob')).connection?.line).toBe(lines[0]?.connection?.line)
  })

  it('refuses who disconnected, and goes on in the same conversation when it comes back', async () => {
    const { conversationId, line } = await connected()
    const before = succeeded(
      await engine.connections.list(agent, { agentIdentityId: null, limit: 9, offset: 0 }),
    )
    expect(before).toMatchObject([{ remoteNumber: HUMAN }])
    expect((await toRouter('disconnect @rex')).connection?.status).toBe('released')
    for (const refused of [
      engine.connections.send(agent, { conversationId }, said('Still there?')),
      engine.connections.type(agent, { conversationId }),
      engine.connections.markRead(agent, { conversationId }),
    ]) {
      expect(await refused).toMatchObject({ error: { code: 'assignment/released' } })
    }
    expect(await engine.connections.receive(carrier, text(line, 'Too late'))).toMatchObject({
      error: { code: 'connection/not-connected', reply: { line } },
    })
    await toRouter('connect rex')
    expect((await onLine(line, 'Back again')).conversationId).toBe(conversationId)
    expect(await engine.connections.send(agent, { conversationId }, said('Welcome'))).toMatchObject({
      ok: true,
    })
    const history = await storage.conversationStore.assignments(owner.organizationId, conversationId)
    expect(history).toMatchObject([
      { status: 'released', releaseReason: 'disconnected' },
      { status: 'active' },
    ])
  })

  it('records what comes twice once, and answers it the same', async () => {
    const { line } = await connected()
    const first = await onLine(line, 'Once', HUMAN, 'the-same')
    expect(await onLine(line, 'Once', HUMAN, 'the-same')).toEqual(first)
    world.clock.advance(2 * 86_400_000)
    await storage.housekeeping.forgetIdempotencyKeys(owner.organizationId, world.clock.now(), 1_000)
    expect(await onLine(line, 'Once', HUMAN, 'the-same')).toEqual(first)
    const again = text(gateway.lines.router, 'disconnect @rex')
    const answer = succeeded(await engine.connections.receive(carrier, again))
    expect(succeeded(await engine.connections.receive(carrier, again))).toEqual(answer)
  })
})

describe('other organizations', () => {
  it('neither carry nor learn of what is not theirs, but for the first one, whose provider serves them all', async () => {
    const other = await found('Other')
    const { line, conversationId } = await connected()
    const foreign = other.carrier
    const receive = (said: ReturnType<typeof text>) =>
      engine.connections.receive(foreign, said).then(succeeded)
    expect(await engine.connections.receive(foreign, text(line, 'Forged'))).toMatchObject({
      error: { code: 'connection/not-connected' },
    })
    expect(
      (await receive(text(gateway.lines.router, 'connect @rex', '+15557770009'))).connection,
    ).toBeUndefined()
    expect((await receive(text(gateway.lines.router, 'list'))).reply?.text).toContain('connected to nobody')
    const { sent } = succeeded(await engine.connections.send(agent, { conversationId }, said('Hello')))
    const report = { reference: sent.message.id, status: 'delivered', error: null } as const
    expect(await engine.connections.deliveryStatus(foreign, report)).toMatchObject({ ok: false })
    expect(await engine.connections.deliveryStatus(carrier, report)).toMatchObject({ ok: true })

    await enabled(other.principal, 'zoe')
    const { connection } = await toRouter('connect @zoe')
    expect(connection?.line).not.toBe(line)
    expect((await onLine(connection?.line ?? '', 'Hi Zoe')).messageId).toBeDefined()
  })
})

describe('on a line', () => {
  it('records nothing that the gateway did not take', async () => {
    const { conversationId } = await connected()
    gateway.fail(1)
    const key = { scope: 'send', key: 'k', fingerprint: 'f' }
    const send = () => engine.connections.send(agent, { conversationId }, said('Hello'), { idempotency: key })
    expect(await send()).toMatchObject({ error: { code: 'gateway/failed' } })
    expect(await send()).toMatchObject({ ok: true, replayed: false })
    expect(await send()).toMatchObject({ ok: true, replayed: true })
    expect(gateway.carried).toHaveLength(1)
    gateway.fail(3)
    for (const failing of [
      engine.connections.type(agent, { conversationId }),
      engine.connections.markRead(agent, { conversationId }),
    ]) {
      expect(await failing).toMatchObject({ error: { code: 'gateway/failed' } })
    }
  })

  it('says once what a crash left unrecorded, when it is sent again under its key', async () => {
    const { conversationId } = await connected()
    let crashing = true
    const { conversationStore } = storage
    const crashed: typeof conversationStore = {
      ...conversationStore,
      change: (key, change) => {
        if (!crashing || !change.idempotency) return conversationStore.change(key, change)
        crashing = false
        throw new Error('The process is gone')
      },
    }
    const another = createEngine({
      ...storage,
      ...world,
      conversationStore: crashed,
      channelLines: gateway.lines,
    })
    const key = { scope: 'send', key: 'crash', fingerprint: 'f' }
    const send = (on: Engine) =>
      on.connections.send(agent, { conversationId }, said('Hello'), { idempotency: key })
    await expect(send(another)).rejects.toThrow('The process is gone')
    const [first, second] = (await Promise.all([send(another), send(engine)])).map(succeeded)
    expect(second).toEqual(first)
    expect(gateway.carried.filter(({ kind }) => kind === 'message')).toHaveLength(1)
    expect(await send(engine)).toMatchObject({ replayed: true, value: first })
    const other = { ...key, fingerprint: 'g' }
    expect(
      await engine.connections.send(agent, { conversationId }, said('Else'), { idempotency: other }),
    ).toMatchObject({ error: { code: 'idempotency/key-reused' } })
  })

  it('marks what the human said as read, and sends the receipt each time', async () => {
    const { conversationId, line } = await connected()
    await onLine(line, 'Hello?')
    const mark = () => engine.connections.markRead(agent, { conversationId }).then(succeeded)
    expect(await mark()).toEqual({ updatedCount: 2 })
    expect(await mark()).toEqual({ updatedCount: 0 })
    expect(gateway.carried.map(({ kind }) => kind)).toEqual(['read_receipt', 'read_receipt'])
  })

  it('shows that somebody writes until something was said', async () => {
    const { conversationId } = await connected()
    const state = () => storage.conversationQueries.find(owner.organizationId, { id: conversationId })
    expect(succeeded(await engine.connections.type(agent, { conversationId }))).toEqual({ shown: true })
    expect((await state())?.conversation.connection?.typingSince).not.toBeNull()
    const [, late] = await Promise.all([
      engine.connections.send(agent, { conversationId }, said('Here it is')),
      engine.connections.type(agent, { conversationId }),
    ])
    expect((await state())?.conversation.connection?.typingSince).toBeNull()
    expect(late).toMatchObject({ value: { shown: false } })
    expect(gateway.carried.at(-1)?.kind).toBe('message')
  })

  it('keeps one live tapback of each sender on a part', async () => {
    const { conversationId, line } = await connected()
    const { messageId } = await onLine(line, 'Nice')
    const target = messageId as MessageId
    const tap = (reaction: 'love' | 'like') =>
      engine.connections.tapBack(agent, { messageId: target, reaction, partIndex: 0 }).then(succeeded)
    await tap('love')
    const { target: after } = await tap('like')
    expect(after.sent.message.line?.reactions).toMatchObject([{ direction: 'outbound', reaction: 'like' }])
    expect(gateway.carried.map(({ kind }) => kind)).toEqual(['reaction', 'reaction'])
    const { sent } = succeeded(await engine.connections.send(agent, { conversationId }, said('Thanks')))
    const human = { from: HUMAN, customEmoji: null, partIndex: 0, removed: false }
    const react = (more: object) =>
      engine.connections.receiveReaction(carrier, {
        ...human,
        reference: sent.message.id,
        reaction: 'laugh',
        ...more,
      })
    await react({})
    const live = async () =>
      (await storage.conversationStore.message(owner.organizationId, sent.message.id))?.message.line
        ?.reactions
    expect(await live()).toMatchObject([{ direction: 'inbound', reaction: 'laugh' }])
    await react({ removed: true })
    expect(await live()).toEqual([])
    expect(await react({ from: '+15557779999' })).toMatchObject({ error: { code: 'message/not-found' } })
    expect(await react({ reaction: 'custom' })).toMatchObject({ error: { code: 'validation/failed' } })
  })

  it('follows a message to its end, and never back', async () => {
    const { conversationId } = await connected()
    const { sent } = succeeded(await engine.connections.send(agent, { conversationId }, said('Hello')))
    const { id, line } = sent.message
    const tell = (status: 'sent' | 'delivered' | 'error', reference: string = id) =>
      engine.connections.deliveryStatus(carrier, { reference, status, error: { code: '7', message: 'No' } })
    const now = async () => (await storage.conversationStore.message(owner.organizationId, id))?.message
    await tell('sent', line?.externalId ?? '')
    expect((await now())?.line?.status).toBe('sent')
    await tell('delivered')
    await tell('sent')
    await tell('error')
    expect(await now()).toMatchObject({ status: 'delivered', line: { status: 'delivered', errorCode: null } })
    expect(await tell('sent', 'unknown')).toMatchObject({ error: { code: 'message/not-found' } })
  })
})

describe('a rule that keeps a human out', () => {
  it('keeps what it says where nobody hears it, and refuses every answer with the rule', async () => {
    const { conversationId, line } = await connected()
    const rule = succeeded(
      await engine.contactRules.create(owner, identity.id, { action: 'block', number: HUMAN }),
    )
    const { messageId } = await onLine(line, 'Are you there?')
    const kept = await storage.conversationStore.message(owner.organizationId, messageId as MessageId)
    expect(kept?.message.line?.isBlocked).toBe(true)
    expect(kept?.message.contentAttributes).toEqual({ is_blocked: true })
    const refused = { error: { code: 'contact/blocked-by-rule', ruleId: rule.id } }
    expect(await engine.connections.send(agent, { conversationId }, said('No'))).toMatchObject(refused)
    expect(await engine.connections.type(agent, { conversationId })).toMatchObject(refused)
    expect((await toRouter('connect @rex')).reply?.text).toContain('There is no agent @rex')
  })
})

describe('a member', () => {
  it('takes over from the agent identity and hands back, and the human sees one thread', async () => {
    const { conversationId, line } = await connected()
    const { number } = (await storage.conversationQueries.find(owner.organizationId, { id: conversationId }))
      ?.conversation ?? { number: 0 }
    await engine.assignments.assign(owner, number, owner.member.number)
    expect(await engine.connections.send(agent, { conversationId }, said('Me!'))).toMatchObject({
      error: { code: 'assignment/released' },
    })
    const answer = {
      kind: 'outgoing' as const,
      private: false,
      content: 'A human here',
      contentType: 'text' as const,
      contentAttributes: {},
      sourceId: null,
    }
    const { sent } = succeeded(await engine.messages.post(owner, number, answer))
    expect(sent.message.line?.status).toBe('pending')
    gateway.fail(1)
    await settle()
    expect(gateway.carried).toMatchObject([{ kind: 'message', line, text: 'A human here' }])
    const kept = await storage.conversationStore.message(owner.organizationId, sent.message.id)
    expect(kept?.message.line?.status).toBe('queued')
    await engine.messages.post(owner, number, { ...answer, private: true })
    await engine.assignments.assign(owner, number, null)
    expect(await engine.connections.send(agent, { conversationId }, said('Me again'))).toMatchObject({
      ok: true,
    })
    const history = await storage.conversationStore.assignments(owner.organizationId, conversationId)
    expect(history.map((one) => ('releaseReason' in one ? one.releaseReason : one.status))).toEqual([
      'taken_over',
      'handed_back',
      'active',
    ])
    expect(gateway.carried.map(({ text: words }) => words)).toEqual(['A human here', 'Me again'])
  })

  it('learns when a message failed for good', async () => {
    const { conversationId } = await connected()
    const { number } = (await storage.conversationQueries.find(owner.organizationId, { id: conversationId }))
      ?.conversation ?? { number: 0 }
    gateway.fail(5)
    const { sent } = succeeded(
      await engine.messages.post(owner, number, {
        kind: 'outgoing',
        private: false,
        content: 'Hello?',
        contentType: 'text',
        contentAttributes: {},
        sourceId: null,
      }),
    )
    await settle()
    const kept = await storage.conversationStore.message(owner.organizationId, sent.message.id)
    expect(kept?.message).toMatchObject({
      status: 'failed',
      line: { status: 'error', errorCode: 'gateway_failed' },
    })
  })
})
