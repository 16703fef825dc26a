import {
  type Delivery,
  type NewDelivery,
  type NewWebhookEndpoint,
  type OrganizationId,
  ok,
  type StoragePorts,
  type WebhookEndpoint,
} from '@parlance/core'
import {
  aNewDelivery,
  aNewWebhookEndpoint,
  createMemoryStorage,
  createTestWorld,
  seedOrganization,
  succeeded,
  type TestWorld,
} from '@parlance/core/testing'
import { createSender, type Sender } from '../send.ts'
import { type Answer, openSink, type Sink } from '../sink.fixtures.ts'
import { createDispatcher, type Dispatcher, type DispatcherOptions } from './index.ts'

/** Storage in memory, a stopped clock, receivers on this machine, and dispatchers between them. */
export interface Ground {
  readonly world: TestWorld
  readonly storage: StoragePorts
  readonly organizationId: OrganizationId
  readonly newOrganization: () => Promise<OrganizationId>
  readonly sink: (answer?: Answer) => Promise<Sink>
  readonly endpoint: (url: string, overrides?: Partial<NewWebhookEndpoint>) => Promise<WebhookEndpoint>
  /** Enqueues deliveries to the endpoint, each of a conversation of its own unless it is said. */
  readonly enqueue: (
    endpoint: WebhookEndpoint,
    ...deliveries: readonly Partial<NewDelivery>[]
  ) => Promise<readonly NewDelivery[]>
  readonly dispatcher: (options?: Partial<DispatcherOptions>) => Dispatcher
  readonly deliveries: (endpoint: WebhookEndpoint) => Promise<readonly Delivery[]>
  readonly errors: unknown[]
  readonly close: () => Promise<void>
}

export const openGround = async (): Promise<Ground> => {
  const world = createTestWorld()
  const storage = createMemoryStorage(world)
  const sender: Sender = createSender({ clock: world.clock, allowHttp: true, allowPrivate: ['127.0.0.0/8'] })
  const sinks: Sink[] = []
  const dispatchers: Dispatcher[] = []
  const errors: unknown[] = []
  const newOrganization = async () => (await seedOrganization({ storage, world })).organization.id
  const organizationId = await newOrganization()
  return {
    world,
    storage,
    organizationId,
    newOrganization,
    errors,
    sink: async (answer) => {
      const sink = await openSink(answer)
      sinks.push(sink)
      return sink
    },
    endpoint: async (url, overrides = {}) => {
      const draft = aNewWebhookEndpoint({ id: world.ids.next(), organizationId, url, ...overrides })
      const kept = storage.unitOfWork.run(draft.organizationId, async (tx) =>
        ok(await tx.webhookEndpoints.insert(draft)),
      )
      return succeeded(await kept)
    },
    enqueue: async (endpoint, ...deliveries) => {
      const drafts = deliveries.map((overrides) =>
        aNewDelivery({
          id: world.ids.next(),
          organizationId: endpoint.organizationId,
          endpointId: endpoint.id,
          eventId: world.ids.next(),
          conversationId: world.ids.next(),
          createdAt: world.clock.now(),
          ...overrides,
        }),
      )
      await storage.deliveryStore.enqueue(endpoint.organizationId, drafts)
      return drafts
    },
    dispatcher: (options = {}) => {
      const dispatcher = createDispatcher({
        deliveryStore: storage.deliveryStore,
        send: sender.send,
        clock: world.clock,
        random: () => 0.5,
        onError: (error) => errors.push(error),
        pollInterval: 20,
        ...options,
      })
      dispatchers.push(dispatcher)
      dispatcher.start()
      return dispatcher
    },
    deliveries: ({ organizationId, id }) => storage.deliveryStore.ofEndpoint(organizationId, id, 200),
    close: async () => {
      await Promise.all(dispatchers.map((dispatcher) => dispatcher.stop(0)))
      await sender.close()
      await Promise.all(sinks.map((sink) => sink.close()))
    },
  }
}

/** Holds every answer back until it is let go. */
export const gate = () => {
  const opened = Promise.withResolvers<void>()
  const answer: Answer = (_, response) => {
    void opened.promise.then(() => response.writeHead(204).end())
  }
  return { answer, open: opened.resolve }
}
