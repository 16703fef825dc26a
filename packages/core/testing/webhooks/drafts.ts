import type { NewDelivery, NewWebhookEndpoint, WebhookEndpoint, WorldPorts } from '../../src/index.ts'
import { inWork } from '../kernel/in-work.ts'
import type { StorageHarness } from '../kernel/storage-harness.ts'
import { aNewDelivery, aNewWebhookEndpoint } from './webhook.fixtures.ts'

type Ports = Pick<StorageHarness, 'storage' | 'world'>

/** An endpoint of the organization itself whose address nothing else has. */
export const newEndpoint = (
  { world }: { readonly world: WorldPorts },
  organizationId: NewWebhookEndpoint['organizationId'],
  overrides: Partial<NewWebhookEndpoint> = {},
): NewWebhookEndpoint => {
  const id = world.ids.next<'webhook_endpoint'>()
  const now = world.clock.now()
  const url = `https://hooks.acme.test/${id}`
  return aNewWebhookEndpoint({ id, organizationId, url, createdAt: now, updatedAt: now, ...overrides })
}

/** Adds an endpoint of the organization itself. */
export const addEndpoint = (
  ports: Ports,
  organizationId: NewWebhookEndpoint['organizationId'],
  overrides: Partial<NewWebhookEndpoint> = {},
): Promise<WebhookEndpoint> =>
  inWork(ports, organizationId, (tx) =>
    tx.webhookEndpoints.insert(newEndpoint(ports, organizationId, overrides)),
  )

/** A delivery to the endpoint of an event that nothing else is about, in a conversation of its own. */
export const newDelivery = (
  { world }: { readonly world: WorldPorts },
  endpoint: Pick<WebhookEndpoint, 'id' | 'organizationId'>,
  overrides: Partial<NewDelivery> = {},
): NewDelivery => {
  const id = world.ids.next<'delivery'>()
  return aNewDelivery({
    id,
    organizationId: endpoint.organizationId,
    endpointId: endpoint.id,
    eventId: world.ids.next(),
    conversationId: world.ids.next(),
    body: JSON.stringify({ id, text: 'Größe 👋' }),
    createdAt: world.clock.now(),
    ...overrides,
  })
}
