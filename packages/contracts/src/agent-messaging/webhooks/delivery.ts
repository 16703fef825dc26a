import type { DeliveryId, DeliveryReport, EventId, WebhookEndpointId } from '@parlance/core'
import { z } from 'zod'
import { isoMillis } from '../../channel/push/index.ts'
import { isoSchema, presentOrganizationId } from '../kernel/index.ts'

/** The id of an event as this API tells it: the same whenever the event is told. */
export const presentEventId = (id: EventId): string => `evt_${id.replaceAll('-', '')}`

export const webhookDeliverySchema = z
  .object({
    id: z.uuid().describe('The id of the delivery: what `X-Inkbox-Request-ID` tells'),
    organization_id: z.string().describe('The organization that it belongs to'),
    webhook_subscription_id: z.uuid().nullable().describe('The subscription; null when it is gone'),
    phone_number_id: z.null().describe('The telephone number that it is about: always null'),
    event_id: z.string().describe('The id of the event, which every delivery of it tells'),
    event_type: z.string().describe('What happened'),
    url: z.string().describe('Where it was to go'),
    request_payload: z.string().describe('What is posted, as it is signed'),
    response_status: z.int().nullable().describe('The status of the last answer; null when there was none'),
    response_body: z.string().nullable().describe('The beginning of the last answer'),
    error_detail: z.string().nullable().describe('Why there was no good answer'),
    duration_ms: z.int().nullable().describe('How long the last attempt took; null before the first one'),
    is_replay: z.boolean().describe('Whether it repeats a delivery'),
    created_at: isoSchema.describe('When it was made'),
  })
  .meta({ id: 'WebhookDelivery', description: 'An event on its way to a subscription' })

export const webhookDeliveryListSchema = z
  .object({ deliveries: z.array(webhookDeliverySchema).describe('Newest first') })
  .meta({ id: 'WebhookDeliveryList', description: 'Deliveries' })

/** A delivery with what came of it. */
export const presentWebhookDelivery = ({
  delivery,
  endpoint,
  lastAttempt,
}: DeliveryReport): z.output<typeof webhookDeliverySchema> => ({
  id: delivery.id,
  organization_id: presentOrganizationId(delivery.organizationId),
  webhook_subscription_id: endpoint.retired ? null : delivery.endpointId,
  phone_number_id: null,
  event_id: presentEventId(delivery.eventId),
  event_type: delivery.eventName,
  url: delivery.url ?? '',
  request_payload: delivery.body,
  response_status: lastAttempt?.responseStatus ?? null,
  response_body: lastAttempt?.responseExcerpt ?? null,
  error_detail: lastAttempt?.error ?? null,
  duration_ms: lastAttempt ? Math.round(lastAttempt.duration) : null,
  is_replay: delivery.replayOf !== undefined,
  created_at: isoMillis(delivery.createdAt),
})

const MOST = 200

const limit = z
  .string()
  .regex(/^-?\d{1,9}$/)
  .transform((text) => Math.min(MOST, Math.max(1, Number(text))))

export const webhookDeliveriesQuerySchema = z.object({
  subscription_id: z
    .uuid()
    .transform((id) => id.toLowerCase() as WebhookEndpointId)
    .optional()
    .describe('Only those to one subscription'),
  phone_number_id: z.uuid().optional().describe('There are none of telephone numbers here'),
  event_type: z.string().max(255).optional().describe('Only those of one kind of event'),
  success: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('`true`: what was answered with a 2xx; `false`: what was not, or not yet'),
  limit: limit
    .default(50)
    .describe(`1–${MOST}, and what lies outside counts as the nearer of the two; 50 when left out`),
  offset: z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .default(0)
    .describe('How many are passed over'),
})

export const webhookDeliveryParamsSchema = z.object({
  id: z
    .uuid()
    .transform((id) => id.toLowerCase() as DeliveryId)
    .describe('The id of the delivery'),
})
