import { contractOf } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { addInbox, seedOrganization } from '../seed.ts'
import { addEndpoint, newDelivery, newEndpoint } from './drafts.ts'

/** What every `WebhookEndpointStore` promises. */
export const webhookEndpointStoreContract = contractOf('WebhookEndpointStore', {
  'keeps and numbers an endpoint': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const draft = newEndpoint(given, organization.id, {
      name: 'Größe',
      subscriptions: ['message_created', 'conversation_status_changed'],
      inboxId: inbox.id,
      ordered: false,
      state: 'disabled',
      failingSince: given.world.clock.now() - 1,
    })
    await inWork(given, organization.id, async ({ webhookEndpoints }) => {
      const endpoint = await webhookEndpoints.insert(draft)
      given.expect(endpoint).toEqual({ ...draft, number: endpoint.number })
      given.expect(await webhookEndpoints.findByNumber(endpoint.number)).toEqual(endpoint)
      given.expect(await webhookEndpoints.findByNumber(2_000_000_000)).toBeNull()
      given.expect(await webhookEndpoints.find(endpoint.id)).toEqual(endpoint)
      given.expect(await webhookEndpoints.find(organization.id as never)).toBeNull()
      given.expect(await webhookEndpoints.findByUrl(draft.url, 'channel')).toEqual(endpoint)
      given.expect(await webhookEndpoints.findByUrl('https://hooks.acme.test/none', 'channel')).toBeNull()
    })
  },

  'tells endpoints of several formats apart, though they have one address': async (given) => {
    const { organization } = await seedOrganization(given)
    const channel = await addEndpoint(given, organization.id)
    const support = await addEndpoint(given, organization.id, {
      url: channel.url,
      format: 'support',
      subscriptions: ['message.created'],
    })
    await inWork(given, organization.id, async ({ webhookEndpoints }) => {
      given.expect(await webhookEndpoints.findByUrl(channel.url, 'channel')).toEqual(channel)
      given.expect(await webhookEndpoints.findByUrl(channel.url, 'support')).toEqual(support)
      given.expect(await webhookEndpoints.count()).toBe(2)
    })
    given.expect(await given.storage.webhookQueries.list(organization.id, 'support')).toEqual([support])
  },

  'gives every endpoint a number of its own': async (given) => {
    const { organization } = await seedOrganization(given)
    const made = await Promise.all([1, 2, 3, 4].map(() => addEndpoint(given, organization.id)))
    given.expect(new Set(made.map(({ number }) => number)).size).toBe(4)
  },

  "finds an inbox's endpoint, which is none of the organization's own": async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const other = await addInbox(given, organization.id)
    const own = await addEndpoint(given, organization.id)
    const owner = { type: 'inbox', inboxId: inbox.id } as const
    const endpoint = await addEndpoint(given, organization.id, { owner, inboxId: inbox.id })
    await inWork(given, organization.id, async ({ webhookEndpoints }) => {
      given.expect(await webhookEndpoints.ofInbox(inbox.id)).toEqual(endpoint)
      given.expect(await webhookEndpoints.ofInbox(other.id)).toBeNull()
      given.expect(await webhookEndpoints.findByUrl(endpoint.url, 'channel')).toBeNull()
      given.expect(await webhookEndpoints.findByUrl(own.url, 'channel')).toEqual(own)
      given.expect(await webhookEndpoints.count()).toBe(1)
    })
  },

  'replaces all that can be set': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const endpoint = await addEndpoint(given, organization.id)
    const changed = {
      ...endpoint,
      name: 'Changed',
      url: `${endpoint.url}/changed`,
      subscriptions: ['inbox_created'] as const,
      inboxId: inbox.id,
      ordered: false,
      state: 'disabled' as const,
      failingSince: 5,
      updatedAt: endpoint.updatedAt + 1,
    }
    await inWork(given, organization.id, async ({ webhookEndpoints }) => {
      await webhookEndpoints.update(changed)
      given.expect(await webhookEndpoints.findByNumber(endpoint.number)).toEqual(changed)
      given.expect(await webhookEndpoints.findByUrl(endpoint.url, 'channel')).toBeNull()
    })
  },

  'removes an endpoint with what was still to be delivered to it': async (given) => {
    const { organization } = await seedOrganization(given)
    const [gone, kept] = [
      await addEndpoint(given, organization.id),
      await addEndpoint(given, organization.id),
    ]
    const due = [gone, kept].map((endpoint) => newDelivery(given, endpoint))
    await given.storage.deliveryStore.enqueue(organization.id, due)
    await inWork(given, organization.id, async ({ webhookEndpoints }) => {
      await webhookEndpoints.remove(gone.id)
      given.expect(await webhookEndpoints.findByNumber(gone.number)).toBeNull()
      given.expect(await webhookEndpoints.findByUrl(gone.url, 'channel')).toBeNull()
      given.expect(await webhookEndpoints.count()).toBe(1)
      await webhookEndpoints.remove(gone.id)
    })
    const leased = await given.storage.deliveryStore.claim(organization.id, {
      now: given.world.clock.now(),
      lease: 60_000,
      limit: 64,
      perEndpoint: 64,
      orderPatience: 0,
    })
    given.expect(leased.map(({ endpoint }) => endpoint.id)).toEqual([kept.id])
  },

  'shows nothing of another organization': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const owner = { type: 'inbox', inboxId: inbox.id } as const
    const endpoints = [
      await addEndpoint(given, organization.id),
      await addEndpoint(given, organization.id, { owner }),
    ]
    await inWork(given, other.organization.id, async ({ webhookEndpoints }) => {
      given.expect(await webhookEndpoints.ofInbox(inbox.id)).toBeNull()
      given.expect(await webhookEndpoints.count()).toBe(0)
      for (const { id, number, url } of endpoints) {
        given.expect((await webhookEndpoints.findByNumber(number))?.id === id).toBe(false)
        given.expect(await webhookEndpoints.find(id)).toBeNull()
        given.expect(await webhookEndpoints.findByUrl(url, 'channel')).toBeNull()
        await webhookEndpoints.remove(id)
      }
    })
    given.expect(await given.storage.webhookQueries.enabled(organization.id)).toHaveLength(2)
  },
})
