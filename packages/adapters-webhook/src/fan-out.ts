import { completeFileUrls, completeSurveyUrls, FORMAT_BODIES, type WebhookBody } from '@parlance/contracts'
import type {
  Clock,
  ConversationEventData,
  ConversationId,
  DeliveryStore,
  IdSource,
  LogConsumer,
  NewDelivery,
  OrganizationId,
  RecordedEvent,
  WebhookEndpoint,
  WebhookQueries,
} from '@parlance/core'

export interface FanOutPorts {
  readonly webhookQueries: Pick<WebhookQueries, 'enabled'>
  readonly deliveryStore: Pick<DeliveryStore, 'enqueue'>
  readonly ids: IdSource
  readonly clock: Clock
  /** Told of an organization that has something to deliver now. */
  readonly onEnqueued?: (organizationId: OrganizationId) => void
  /** Where the server is reached, without a slash at the end; bodies tell paths when it is left out. */
  readonly publicUrl?: string
}

/** What the fan-out is called as a consumer of the log. */
export const FAN_OUT_NAME = 'webhooks'

/** Rows per statement: an event can go to a thousand endpoints. */
const PORTION = 500

/**
 * The consumer of the log that makes deliveries: one for every event that an enabled endpoint asked for. The bodies
 * come from the events, so being given an event twice makes the same deliveries, and the store keeps the first.
 */
export const createFanOut = ({
  webhookQueries,
  deliveryStore,
  ids,
  clock,
  onEnqueued,
  publicUrl = '',
}: FanOutPorts): LogConsumer => ({
  name: FAN_OUT_NAME,
  // Most organizations have no endpoint most of the time, and then nobody needs to read what happened.
  interest: async (organizationId) =>
    (await webhookQueries.enabled(organizationId)).length === 0 ? [] : null,
  handle: async (organizationId, events) => {
    const endpoints = await webhookQueries.enabled(organizationId)
    if (endpoints.length === 0) return
    const makeDelivery = deliveryMaker({ ids, clock, publicUrl })
    const byFormat = [...Map.groupBy(endpoints, ({ format }) => format)]
    const deliveries = events.flatMap((event) =>
      byFormat.flatMap(([format, listening]) =>
        FORMAT_BODIES[format](event).flatMap((told) => {
          const targets = listening.filter((endpoint) => wants(endpoint, told, event))
          return targets.length === 0 ? [] : makeDelivery(event, told, targets)
        }),
      ),
    )
    for (let start = 0; start < deliveries.length; start += PORTION) {
      await deliveryStore.enqueue(organizationId, deliveries.slice(start, start + PORTION))
    }
    if (deliveries.length > 0) onEnqueued?.(organizationId)
  },
})

/** An inbox's own endpoint is told about that inbox's conversations; an agent identity's about those that it answers. */
const wants = (
  endpoint: WebhookEndpoint,
  { name, ownInboxOnly = false, agentIdentityId }: WebhookBody,
  event: RecordedEvent,
): boolean => {
  if (!endpoint.subscriptions.includes(name)) return false
  const { owner } = endpoint
  if (ownInboxOnly && owner.type !== 'inbox') return false
  if (owner.type === 'organization') return true
  if (agentIdentityId !== undefined)
    return owner.type === 'agent_identity' && owner.agentIdentityId === agentIdentityId
  const state = conversationData(event)?.state
  if (!state) return false
  if (owner.type === 'inbox') return state.inbox.id === owner.inboxId
  const { agentIdentityId: id } = owner
  return state.inbox.agentIdentityId === id || state.agentIdentity?.id === id
}

const conversationData = (event: RecordedEvent): ConversationEventData | null =>
  event.aggregate.type === 'conversation' ? (event.data as ConversationEventData) : null

/** Bodies are made without knowing where the server is. */
const withAddresses = (json: string, publicUrl: string): string =>
  completeSurveyUrls(completeFileUrls(json, publicUrl), publicUrl)

const MESSAGE_NAME = /^message[._]/

const deliveryMaker =
  ({ ids, clock, publicUrl }: Required<Pick<FanOutPorts, 'ids' | 'clock' | 'publicUrl'>>) =>
  (event: RecordedEvent, told: WebhookBody, targets: readonly WebhookEndpoint[]): readonly NewDelivery[] => {
    const about = conversationData(event)
    const shared = {
      organizationId: event.organizationId,
      eventId: event.id,
      eventName: told.name,
      conversationId: about ? (event.aggregate.id as ConversationId) : null,
      seq: event.seq,
      messageId: MESSAGE_NAME.test(told.name) ? (about?.message?.message.id ?? null) : null,
      body: withAddresses(JSON.stringify(told.body), publicUrl),
      createdAt: clock.now(),
    }
    return targets.map(({ id, url, format }) => ({
      ...shared,
      id: ids.next(),
      endpointId: id,
      ...(format === 'agent_messaging' && { url }),
    }))
  }
