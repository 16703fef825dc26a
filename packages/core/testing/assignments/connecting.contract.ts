import { contractOf, type Given } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { until } from '../kernel/polling.ts'
import { type Installation, installed } from './connected.ts'

const said = (text: string) => ({ text, media: [], sendStyle: null })

/** Somebody who is connected, and has written. */
const connected = async (given: Given) => {
  const life = await installed(given)
  const line = await life.connect()
  const { conversationId, messageId } = succeeded(await life.say(line, 'Hello'))
  if (!conversationId || !messageId) throw new Error('Nothing was recorded')
  return { life, line, conversationId, messageId }
}

const linesOf = async ({ storage }: Given, { human }: Installation): Promise<readonly string[]> =>
  (await storage.connectionQueries.connectionsOf(human)).map(({ line }) => line)

/** What storage promises of connections: all of it beside what is promised of conversations. */
export const connectingContract = contractOf('connections', {
  'keep the line, and lead from it to their conversation': async (given) => {
    const { life, line, conversationId } = await connected(given)
    const { connectionQueries, conversationQueries } = given.storage
    const { organizationId } = life.owner
    given
      .expect(await connectionQueries.connectionOn(line, life.human))
      .toEqual({ line, organizationId, conversationId })
    given.expect(await connectionQueries.connectionOn(line, '+15550009999')).toBeNull()
    const state = await conversationQueries.find(organizationId, { id: conversationId })
    given.expect(state?.conversation.connection).toMatchObject({
      line,
      disconnectedAt: null,
      unread: 1,
      readThrough: 0,
    })
    given.expect(state?.assignment?.holder).toEqual({ type: 'agent_identity', id: life.identity.id })
  },

  'keep what is read, tapped and delivered': async (given) => {
    const { life, conversationId, messageId } = await connected(given)
    const { engine, agent, carrier } = life
    const { organizationId } = life.owner
    const read = () => engine.connections.markRead(agent, { conversationId }).then(succeeded)
    given.expect(await read()).toEqual({ updatedCount: 1 })
    given.expect(await read()).toEqual({ updatedCount: 0 })
    succeeded(await engine.connections.tapBack(agent, { messageId, reaction: 'love', partIndex: 0 }))
    const tapped = await given.storage.conversationStore.message(organizationId, messageId)
    given.expect(tapped?.message.line?.reactions).toMatchObject([{ reaction: 'love', direction: 'outbound' }])
    const { sent } = succeeded(await engine.connections.send(agent, { conversationId }, said('Hi')))
    const { id, line } = sent.message
    for (const reference of [id, line?.externalId ?? '']) {
      given
        .expect(await given.storage.connectionQueries.lineMessage(reference))
        .toEqual({ organizationId, messageId: id })
    }
    const report = { reference: id, status: 'error', error: { code: '5', message: 'Gone' } } as const
    succeeded(await engine.connections.deliveryStatus(carrier, report))
    const failed = await given.storage.conversationStore.message(organizationId, id)
    given.expect(failed?.message).toMatchObject({
      status: 'failed',
      line: { status: 'error', errorCode: '5', errorMessage: 'Gone' },
    })
    const state = await given.storage.conversationQueries.find(organizationId, { id: conversationId })
    given.expect(state?.recent.lastPublic?.message).toEqual(failed?.message)
    given.expect(state?.conversation.connection).toMatchObject({ unread: 0 })
  },

  'have a line each, however many come at the same moment': async (given) => {
    const life = await installed(given, 6)
    const other = await installed(given)
    const identities = [life.identity, ...(await Promise.all([life.enable(), life.enable(), life.enable()]))]
    const lines = await Promise.all(identities.map((identity) => life.connect(identity)))
    given.expect(new Set(lines).size).toBe(identities.length)
    // Of another organization, over which the lines belong just so.
    const { handle } = other.identity
    const foreign = succeeded(await other.command(`connect @${handle}`, life.human))
    given.expect(lines).not.toContain(foreign.connection?.line)
    given.expect((await linesOf(given, life)).length).toBe(identities.length + 1)
  },

  'take a line again that was left, and come back to their conversation': async (given) => {
    const { life, line, conversationId } = await connected(given)
    const { organizationId } = life.owner
    succeeded(await life.command(`disconnect @${life.identity.handle}`))
    given.expect(await linesOf(given, life)).toEqual([])
    const other = await life.enable()
    given.expect(await life.connect(other)).toBe(line)
    const again = await life.connect()
    given.expect(again).not.toBe(line)
    given.expect(succeeded(await life.say(again, 'Back')).conversationId).toBe(conversationId)
    const history = await given.storage.conversationStore.assignments(organizationId, conversationId)
    given
      .expect(history.map((one) => ('releaseReason' in one ? one.releaseReason : one.status)))
      .toEqual(['disconnected', 'active'])
  },

  'are listed while they are active, newest first': async (given) => {
    const { life } = await connected(given)
    const other = await life.enable()
    await life.connect(other)
    const { organizationId } = life.owner
    const active = (agentIdentityId: typeof other.id | null, limit = 10, offset = 0) =>
      given.storage.connectionQueries.active(organizationId, { agentIdentityId, limit, offset })
    const holders = async (...query: Parameters<typeof active>) =>
      (await active(...query)).map(({ assignment }) => assignment.holder.id).toSorted()
    given.expect(await holders(null)).toEqual([life.identity.id, other.id].toSorted())
    given.expect(await holders(other.id)).toEqual([other.id])
    given.expect(await active(null, 1, 1)).toMatchObject([{ remoteNumber: life.human }])
    succeeded(await life.command(`disconnect @${other.handle}`))
    given.expect(await holders(null)).toEqual([life.identity.id])
  },

  'record once what comes several times at the same moment': async (given) => {
    const { life, line, conversationId } = await connected(given)
    const all = await Promise.all(Array.from({ length: 8 }, () => life.say(line, 'Once', 'the-same')))
    given.expect(new Set(all.map((one) => succeeded(one).messageId)).size).toBe(1)
    const state = await given.storage.conversationQueries.find(life.owner.organizationId, {
      id: conversationId,
    })
    given.expect(state?.conversation.connection?.unread).toBe(2)
  },

  'go with their conversation, and free its line': async (given) => {
    const { life, conversationId, messageId } = await connected(given)
    const { engine, owner } = life
    const state = await given.storage.conversationQueries.find(owner.organizationId, { id: conversationId })
    succeeded(await engine.conversations.remove(owner, state?.conversation.number ?? 0))
    given.expect(await linesOf(given, life)).toEqual([])
    given.expect(await given.storage.connectionQueries.lineMessage(messageId)).toBeNull()
  },

  'carry what members say, in its order, and say when it failed for good': async (given) => {
    const { life, conversationId } = await connected(given)
    const { engine, owner, gateway } = life
    const { organizationId } = owner
    const { number } = (await given.storage.conversationQueries.find(organizationId, { id: conversationId }))
      ?.conversation ?? { number: 0 }
    const post = async (content: string) =>
      succeeded(
        await engine.messages.post(owner, number, {
          kind: 'outgoing',
          private: false,
          content,
          contentType: 'text',
          contentAttributes: {},
          sourceId: null,
        }),
      ).sent.message.id
    const lost = await post('Lost')
    const first = await post('First')
    gateway.fail(5)
    // What was recorded just now cannot be read while a transaction that began before it goes on, anywhere on the server.
    await until('one of them is carried', async () => {
      await life.settle()
      return gateway.carried.length > 0
    })
    given.expect(gateway.carried.map(({ text }) => text)).toEqual(['First'])
    const status = async (id: typeof first) =>
      (await given.storage.conversationStore.message(organizationId, id))?.message.line?.status
    given.expect(await status(lost)).toBe('error')
    given.expect(await status(first)).toBe('queued')
  },
})
