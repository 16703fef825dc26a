import { beforeEach, describe, expect, it } from '@jest/globals'
import { webhookBodies } from '@parlance/contracts'
import {
  AGENT_IDENTITY_SUBSCRIPTIONS,
  type AgentIdentityId,
  type AttributeChanges,
  type ConversationEventData,
  INBOX_SUBSCRIPTIONS,
  type Inbox,
  type LogConsumer,
  lineOf,
  type NewWebhookEndpoint,
  ok,
  type RecordedEvent,
  type StoragePorts,
  type WebhookEndpoint,
} from '@parlance/core'
import {
  aConversationEvent,
  aConversationState,
  aNewWebhookEndpoint,
  anAgentIdentity,
  aSentMessage,
  createMemoryStorage,
  createTestWorld,
  type Seeded,
  seedOrganization,
  type TestWorld,
} from '@parlance/core/testing'
import { createFanOut } from './fan-out.ts'

let world: TestWorld
let storage: StoragePorts
let seeded: Seeded
let fanOut: LogConsumer

beforeEach(async () => {
  world = createTestWorld()
  storage = createMemoryStorage(world)
  seeded = await seedOrganization({ storage, world })
  fanOut = createFanOut({ ...storage, ...world })
})

const endpoint = async (overrides: Partial<NewWebhookEndpoint> = {}): Promise<WebhookEndpoint> => {
  const draft = {
    id: world.ids.next<'webhook_endpoint'>(),
    organizationId: seeded.organization.id,
    ...overrides,
  }
  const kept = await storage.unitOfWork.run(seeded.organization.id, async (tx) =>
    ok(await tx.webhookEndpoints.insert(aNewWebhookEndpoint(draft))),
  )
  return kept.value
}

const ofInbox = ({ id }: Pick<Inbox, 'id'>) =>
  endpoint({ owner: { type: 'inbox', inboxId: id }, subscriptions: INBOX_SUBSCRIPTIONS })

const deliveriesOf = ({ id }: WebhookEndpoint) =>
  storage.deliveryStore.ofEndpoint(seeded.organization.id, id, 200)

const namesOf = async (target: WebhookEndpoint) =>
  (await deliveriesOf(target)).map(({ eventName }) => eventName).toSorted()

/** A message that makes its contact wait: two wire events. */
const recorded = (): RecordedEvent => {
  const message = aSentMessage({ id: world.ids.next() })
  const data = {
    state: { ...aConversationState(), ...seeded.conversation },
    changes: { waitingSince: { previous: null, current: world.clock.now() } },
    message,
  }
  return {
    ...aConversationEvent({ type: 'message.recorded', seq: 2, data }, data.state),
    id: world.ids.next(),
  }
}

const created = (): RecordedEvent => ({
  ...recorded(),
  type: 'contact.created',
  aggregate: { type: 'contact', id: seeded.contact.id },
  seq: null,
  data: { contact: seeded.contact, organization: seeded.organization, changes: {} },
})

const handle = (...events: readonly RecordedEvent[]) => fanOut.handle(seeded.organization.id, events)

describe('fanning out', () => {
  it('makes a delivery of each wire event, with the body as it was', async () => {
    const target = await endpoint()
    const event = recorded()
    await handle(event)
    const kept = (await deliveriesOf(target)).toSorted((a, b) => (a.id < b.id ? -1 : 1))
    const [message, conversation] = webhookBodies(event)
    const shared = {
      organizationId: seeded.organization.id,
      endpointId: target.id,
      eventId: event.id,
      conversationId: seeded.conversation.conversation.id,
      seq: 2,
      status: 'pending',
      attempts: 0,
      createdAt: world.clock.now(),
    }
    const { message: sent } = event.data as { message: ReturnType<typeof aSentMessage> }
    expect(kept).toMatchObject([
      {
        ...shared,
        eventName: 'message_created',
        messageId: sent.message.id,
        body: JSON.stringify(message?.body),
      },
      {
        ...shared,
        eventName: 'conversation_updated',
        messageId: null,
        body: JSON.stringify(conversation?.body),
      },
    ])
  })

  it('gives an endpoint what it asked for', async () => {
    const messages = await endpoint({ subscriptions: ['message_created'] })
    const contacts = await endpoint({ subscriptions: ['contact_created', 'contact_updated'] })
    const disabled = await endpoint({ state: 'disabled' })
    await handle(recorded(), created())
    expect(await namesOf(messages)).toEqual(['message_created'])
    expect(await namesOf(contacts)).toEqual(['contact_created'])
    expect(await namesOf(disabled)).toEqual([])
  })

  it('gives an inbox’s own endpoint what happens in that inbox, and no more', async () => {
    const own = await ofInbox(seeded.inbox)
    const other = await ofInbox({ id: world.ids.next() })
    const greedy = await endpoint({
      owner: { type: 'inbox', inboxId: seeded.inbox.id },
      subscriptions: ['contact_created'],
    })
    await handle(recorded(), created())
    expect(await namesOf(own)).toEqual(['conversation_updated', 'message_created'])
    expect(await namesOf(other)).toEqual([])
    expect(await namesOf(greedy)).toEqual([])
  })

  it('gives an agent identity’s own endpoint what happens in the conversations that it answers', async () => {
    const { state } = recorded().data as ConversationEventData
    const identity = anAgentIdentity()
    const its = await endpoint({
      owner: { type: 'agent_identity', agentIdentityId: identity.id },
      subscriptions: AGENT_IDENTITY_SUBSCRIPTIONS,
    })
    const inState = (changed: Partial<ConversationEventData['state']>, changes: AttributeChanges) => ({
      ...recorded(),
      type: 'conversation.status-changed',
      data: { state: { ...state, ...changed }, changes, message: null },
    })
    const resolved = { ...state.conversation, status: 'resolved' } as const
    const status = { status: { previous: 'open', current: 'resolved' } }
    await handle(inState({ conversation: resolved }, status))
    expect(await namesOf(its)).toEqual([])
    await handle(inState({ conversation: resolved, agentIdentity: identity }, status))
    expect(await namesOf(its)).toEqual([
      'conversation_resolved',
      'conversation_status_changed',
      'conversation_updated',
    ])
    const inbox = { ...state.inbox, agentIdentityId: identity.id }
    await handle(inState({ inbox }, { status: { previous: 'resolved', current: 'open' } }))
    expect(await namesOf(its)).toContain('conversation_opened')
  })

  it('gives what an agent identity subscribed with what is said to it, and nobody else', async () => {
    const { state, message } = recorded().data as ConversationEventData
    const identity = anAgentIdentity({ imessageEnabled: true })
    const subscribed = (agentIdentityId: AgentIdentityId) =>
      endpoint({
        owner: { type: 'agent_identity', agentIdentityId },
        format: 'agent_messaging',
        subscriptions: ['imessage.received'],
      })
    await storage.unitOfWork.run(seeded.organization.id, async (tx) => {
      const { number: _number, ...draft } = identity
      return tx.agentIdentities.insert(
        { ...draft, organizationId: seeded.organization.id },
        { signingSecret: 'secret', credentials: [] },
      )
    })
    const [its, other] = [await subscribed(identity.id), await subscribed(world.ids.next())]
    if (!message) throw new Error('There is a message')
    const said = { ...message, message: { ...message.message, line: lineOf('received') } }
    const inbox = { ...state.inbox, channelType: 'imessage' } as const
    await handle({
      ...recorded(),
      data: { state: { ...state, inbox, agentIdentity: identity }, changes: {}, message: said },
    })
    const [delivery] = await deliveriesOf(its)
    expect(delivery).toMatchObject({ eventName: 'imessage.received', url: its.url, messageId: null })
    expect(await namesOf(other)).toEqual([])
  })

  it('tells events of contacts without a place in any order', async () => {
    const target = await endpoint()
    await handle(created())
    expect(await deliveriesOf(target)).toMatchObject([
      { eventName: 'contact_created', conversationId: null, seq: null, messageId: null },
    ])
  })

  it('bears repetition', async () => {
    const target = await endpoint()
    const events = [recorded(), created()]
    await handle(...events)
    const once = await deliveriesOf(target)
    await handle(...events)
    expect(await deliveriesOf(target)).toEqual(once)
    expect(once).toHaveLength(3)
  })

  it('makes nothing of events that are not told, and nothing where nobody listens', async () => {
    await handle(recorded())
    const target = await endpoint()
    await handle({ ...recorded(), type: 'something.else' })
    expect(await deliveriesOf(target)).toEqual([])
  })

  it('keeps what is many in portions', async () => {
    const sizes: number[] = []
    const target = await endpoint()
    const counting = createFanOut({
      ...world,
      webhookQueries: { enabled: async () => [target] },
      deliveryStore: {
        enqueue: async (_, deliveries) => {
          sizes.push(deliveries.length)
        },
      },
    })
    await counting.handle(
      seeded.organization.id,
      Array.from({ length: 300 }, () => recorded()),
    )
    expect(sizes).toEqual([500, 100])
  })
})
