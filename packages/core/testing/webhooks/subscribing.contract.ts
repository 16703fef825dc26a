import type { AgentIdentity, OrganizationId, WebhookEndpoint } from '../../src/index.ts'
import { anAgentIdentity } from '../access/access.fixtures.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { seedOrganization } from '../seed.ts'
import { addEndpoint, newDelivery } from './drafts.ts'

const NO_FILTER = { agentIdentityId: null, url: null, eventName: null }
const NO_QUERY = {
  format: 'agent_messaging',
  agentIdentityId: null,
  endpointId: null,
  eventName: null,
  delivered: null,
  limit: 50,
  offset: 0,
} as const

/** An agent identity that people can talk to. */
const addIdentity = async (given: Given, organizationId: OrganizationId): Promise<AgentIdentity> => {
  const { number: _number, ...draft } = anAgentIdentity()
  const id = given.world.ids.next<'agent_identity'>()
  return inWork(given, organizationId, async (tx) =>
    succeeded(
      await tx.agentIdentities.insert(
        { ...draft, id, handle: `subscriber-${id}`, organizationId, imessageEnabled: true },
        { signingSecret: 'secret', credentials: [] },
      ),
    ),
  )
}

const subscribe = (
  given: Given,
  { id, organizationId }: AgentIdentity,
  overrides: Partial<WebhookEndpoint> = {},
): Promise<WebhookEndpoint> =>
  addEndpoint(given, organizationId, {
    owner: { type: 'agent_identity', agentIdentityId: id },
    format: 'agent_messaging',
    subscriptions: ['imessage.received', 'imessage.sent'],
    ...overrides,
  })

const claimed = (given: Given, organizationId: OrganizationId) =>
  given.storage.deliveryStore.claim(organizationId, {
    now: given.world.clock.now(),
    lease: 60_000,
    limit: 64,
    perEndpoint: 64,
    orderPatience: 0,
  })

const subscribed = async (given: Given) => {
  const { organization } = await seedOrganization(given)
  const identity = await addIdentity(given, organization.id)
  return { organization, identity, endpoint: await subscribe(given, identity) }
}

/** What stores promise about what agent identities subscribe with. */
export const subscribingContract = contractOf('subscriptions of agent identities', {
  'are as many as an identity makes, and none of them is the one of its address': async (given) => {
    const { organization, identity, endpoint } = await subscribed(given)
    const contextConfig = { texts: { mode: 'count', count: 5 } }
    const second = await subscribe(given, identity, { contextConfig })
    const own = await addEndpoint(given, organization.id, { owner: endpoint.owner })
    await subscribe(given, await addIdentity(given, organization.id))
    await inWork(given, organization.id, async ({ webhookEndpoints }) => {
      given.expect(await webhookEndpoints.subscriptionsOf(identity.id)).toEqual([endpoint, second])
      given.expect(await webhookEndpoints.ofAgentIdentity(identity.id)).toEqual(own)
      given.expect(await webhookEndpoints.count()).toBe(0)
      given.expect(second.contextConfig).toEqual(contextConfig)
    })
  },

  'are listed by what they are asked for': async (given) => {
    const { organization, identity, endpoint } = await subscribed(given)
    const other = await addIdentity(given, organization.id)
    const theirs = await subscribe(given, other, { subscriptions: ['imessage.delivered'] })
    await addEndpoint(given, organization.id)
    const { webhookQueries: queries } = given.storage
    const list = (filter: object) => queries.subscriptions(organization.id, { ...NO_FILTER, ...filter })
    given.expect(await list({})).toEqual([endpoint, theirs])
    given.expect(await list({ agentIdentityId: identity.id })).toEqual([endpoint])
    given.expect(await list({ url: theirs.url })).toEqual([theirs])
    given.expect(await list({ eventName: 'imessage.delivered' })).toEqual([theirs])
    given.expect(await queries.find(organization.id, theirs.id)).toEqual(theirs)
    const foreign = await seedOrganization(given)
    given.expect(await queries.subscriptions(foreign.organization.id, NO_FILTER)).toEqual([])
    given.expect(await queries.find(foreign.organization.id, theirs.id)).toBeNull()
  },

  'are told while the identity is on the channel': async (given) => {
    const { organization, identity, endpoint } = await subscribed(given)
    const enabled = () => given.storage.webhookQueries.enabled(organization.id)
    given.expect(await enabled()).toEqual([endpoint])
    await inWork(given, organization.id, (tx) =>
      tx.agentIdentities.update({ ...identity, imessageEnabled: false }),
    )
    given.expect(await enabled()).toEqual([])
  },

  'are gone once they are retired, and what was delivered can be listed': async (given) => {
    const { organization, identity, endpoint } = await subscribed(given)
    const delivery = newDelivery(given, endpoint, { eventName: 'imessage.sent', url: endpoint.url })
    const { deliveryStore, webhookQueries } = given.storage
    await deliveryStore.enqueue(organization.id, [delivery])
    await inWork(given, organization.id, async ({ webhookEndpoints }) => {
      await webhookEndpoints.retire(endpoint.id, given.world.clock.now())
      given.expect(await webhookEndpoints.find(endpoint.id)).toBeNull()
      given.expect(await webhookEndpoints.subscriptionsOf(identity.id)).toEqual([])
    })
    given.expect(await webhookQueries.subscriptions(organization.id, NO_FILTER)).toEqual([])
    given.expect(await webhookQueries.find(organization.id, endpoint.id)).toBeNull()
    given.expect(await webhookQueries.enabled(organization.id)).toEqual([])
    given.expect(await claimed(given, organization.id)).toEqual([])
    const [report] = await deliveryStore.reports(organization.id, NO_QUERY)
    given.expect(report?.endpoint.retired).toBe(true)
    given.expect(report?.delivery).toMatchObject({ status: 'failed', nextAttemptAt: null, url: endpoint.url })
    const late = newDelivery(given, endpoint, { eventName: 'imessage.sent' })
    await deliveryStore.enqueue(organization.id, [late])
    given.expect(await deliveryStore.report(organization.id, late.id)).toBeNull()
    given.expect((await subscribe(given, identity, { url: endpoint.url })).url).toBe(endpoint.url)
  },

  'are told an event once, and once more for every replay': async (given) => {
    const { organization, endpoint } = await subscribed(given)
    const delivery = newDelivery(given, endpoint, { eventName: 'imessage.sent' })
    const { deliveryStore } = given.storage
    const replays = [1, 2].map(() => ({
      ...delivery,
      id: given.world.ids.next<'delivery'>(),
      replayOf: delivery.id,
    }))
    await deliveryStore.enqueue(organization.id, [delivery, ...replays])
    await deliveryStore.enqueue(organization.id, [{ ...delivery, id: given.world.ids.next<'delivery'>() }])
    const reports = await deliveryStore.reports(organization.id, NO_QUERY)
    const ids = reports.map((report) => report.delivery.id)
    given.expect(ids.toSorted()).toEqual([delivery.id, ...replays.map(({ id }) => id)].toSorted())
    const replay = await deliveryStore.report(organization.id, replays[0]?.id ?? delivery.id)
    given.expect(replay?.delivery.replayOf).toBe(delivery.id)
  },

  'have a log that is narrowed to what is asked for, newest first': async (given) => {
    const { organization, identity, endpoint } = await subscribed(given)
    const other = await subscribe(given, await addIdentity(given, organization.id))
    const channel = await addEndpoint(given, organization.id)
    const at = given.world.clock.now()
    const made = [endpoint, other, endpoint, channel].map((one, place) =>
      newDelivery(given, one, {
        eventName: place === 2 ? 'imessage.received' : 'imessage.sent',
        createdAt: at - 10 + place,
      }),
    )
    const { deliveryStore } = given.storage
    await deliveryStore.enqueue(organization.id, made)
    const [first, second, third] = made.map(({ id }) => id)
    const leased = (await claimed(given, organization.id)).find(({ delivery }) => delivery.id === first)
    if (!leased) throw new Error('It was not leased')
    const attempt = {
      deliveryId: leased.delivery.id,
      attempt: 1,
      startedAt: at,
      duration: 12,
      responseStatus: 204,
      responseExcerpt: null,
      error: null,
    }
    await deliveryStore.settle(organization.id, [
      { delivery: leased.delivery, attempt, outcome: { type: 'delivered' }, endpoint: { type: 'healthy' } },
    ])
    const list = async (query: object) => {
      const reports = await deliveryStore.reports(organization.id, { ...NO_QUERY, ...query })
      return reports.map(({ delivery }) => delivery.id)
    }
    given.expect(await list({})).toEqual([third, second, first])
    given.expect(await list({ limit: 1, offset: 1 })).toEqual([second])
    given.expect(await list({ agentIdentityId: identity.id })).toEqual([third, first])
    given.expect(await list({ endpointId: other.id })).toEqual([second])
    given.expect(await list({ eventName: 'imessage.received' })).toEqual([third])
    given.expect(await list({ delivered: true })).toEqual([first])
    given.expect(await list({ delivered: false })).toEqual([third, second])
    const report = await deliveryStore.report(organization.id, leased.delivery.id)
    given.expect(report?.lastAttempt).toEqual(attempt)
    given
      .expect(report?.endpoint)
      .toEqual({ owner: endpoint.owner, format: 'agent_messaging', retired: false })
    const foreign = await seedOrganization(given)
    given.expect(await deliveryStore.report(foreign.organization.id, leased.delivery.id)).toBeNull()
    given.expect(await deliveryStore.reports(foreign.organization.id, NO_QUERY)).toEqual([])
  },
})
