import {
  audited,
  type Forbidden,
  permit,
  type StaffPrincipal,
  type SystemPrincipal,
} from '../access/index.ts'
import {
  type Answer,
  type AuditRecorder,
  auditedChanges,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  picked,
  type Result,
  type Secrets,
  signingSecret,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
  type WebhookEndpointId,
} from '../kernel/index.ts'
import { endpointEvent } from './endpoint-event.ts'
import type { NewWebhookEndpoint, WebhookEndpoint, WebhookFormat } from './webhook-endpoint.ts'
import type { WebhookEndpointStore } from './webhook-endpoint-store.ts'
import type { TooManyWebhooks, WebhookNotFound } from './webhook-errors.ts'
import { problemsOf, settingsOf, subscriptionsOf, type WebhookChanges } from './webhook-settings.ts'

/** The most endpoints an organization may have, those of its inboxes apart. */
export const MOST_ENDPOINTS = 100

/** An endpoint of the channel's by its number, or one of any format by its id. */
export type WebhookKey = number | { readonly id: WebhookEndpointId; readonly format: WebhookFormat }

export interface WebhookPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly webhookEndpoints: WebhookEndpointStore
    readonly events: EventRecorder
    readonly audit: AuditRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}

type Keeper = StaffPrincipal | SystemPrincipal
type ChangeError = Forbidden | ValidationFailed

const URL_TAKEN = validationFailed({ field: 'url', problem: 'taken' })

/** Registers an endpoint of the organization, with a secret that only administrators see. */
export const createWebhook =
  (ports: WebhookPorts) =>
  async (
    principal: Keeper,
    input: WebhookChanges & { readonly url: string; readonly format?: WebhookFormat },
    options: CallOptions = {},
  ): Promise<Answer<WebhookEndpoint, ChangeError | TooManyWebhooks | IdempotencyKeyReused>> => {
    const permitted = permit(principal, 'webhooks:write')
    if (!permitted.ok) return permitted
    const settings = settingsOf(input, { url: input.url, name: null, inboxId: null })
    const format = input.format ?? 'channel'
    const problems = problemsOf(input, { url: settings.url, format })
    if (problems.length > 0) return err(validationFailed(...problems))
    const now = ports.clock.now()
    const draft: NewWebhookEndpoint = {
      ...settings,
      id: ports.ids.next(),
      organizationId: principal.organizationId,
      owner: { type: 'organization' },
      format,
      subscriptions: subscriptionsOf(input.subscriptions, format),
      secret: signingSecret(ports.secrets),
      ordered: true,
      state: 'enabled',
      failingSince: null,
      createdAt: now,
      updatedAt: now,
    }
    return ports.unitOfWork.run(principal.organizationId, (tx) =>
      once(tx, options.idempotency, async () => {
        if ((await tx.webhookEndpoints.count()) >= MOST_ENDPOINTS) {
          return err({ code: 'webhook/too-many', limit: MOST_ENDPOINTS })
        }
        if (await tx.webhookEndpoints.findByUrl(settings.url, format)) return err(URL_TAKEN)
        const endpoint = await tx.webhookEndpoints.insert(draft)
        await tx.events.record([endpointEvent(ports, principal, { type: 'webhook.created', endpoint })])
        const news = {
          action: 'webhook.created',
          subject: subjectOf(endpoint),
          after: picked(endpoint, TOLD),
        }
        await tx.audit.record(audited(ports, { principal, ...options }, news))
        return ok(endpoint)
      }),
    )
  }

/** Changes an endpoint of the organization; the secret stays. An endpoint that was disabled is enabled again. */
export const updateWebhook =
  (ports: WebhookPorts) =>
  async (
    principal: Keeper,
    key: WebhookKey,
    changes: WebhookChanges,
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<WebhookEndpoint, ChangeError | WebhookNotFound>> => {
    const permitted = permit(principal, 'webhooks:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await ownEndpoint(tx.webhookEndpoints, key)
      if (!before) return err({ code: 'webhook/not-found' })
      const settings = settingsOf(changes, before)
      const problems = problemsOf(changes, { url: settings.url, format: before.format })
      if (problems.length > 0) return err(validationFailed(...problems))
      const other = await tx.webhookEndpoints.findByUrl(settings.url, before.format)
      if (other && other.id !== before.id) return err(URL_TAKEN)
      const { subscriptions } = changes
      const endpoint: WebhookEndpoint = {
        ...before,
        ...settings,
        subscriptions:
          subscriptions === undefined ? before.subscriptions : subscriptionsOf(subscriptions, before.format),
        state: 'enabled',
        failingSince: null,
        updatedAt: ports.clock.now(),
      }
      await tx.webhookEndpoints.update(endpoint)
      await tx.events.record([endpointEvent(ports, principal, { type: 'webhook.updated', endpoint })])
      const changed = auditedChanges(before, endpoint, TOLD)
      const news = { action: 'webhook.updated', subject: subjectOf(endpoint), ...changed }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok(endpoint)
    })
  }

/** Removes an endpoint of the organization; what was still to be delivered to it is dropped. */
export const removeWebhook =
  (ports: WebhookPorts) =>
  async (
    principal: Keeper,
    key: WebhookKey,
    { origin }: Pick<CallOptions, 'origin'> = {},
  ): Promise<Result<null, Forbidden | WebhookNotFound>> => {
    const permitted = permit(principal, 'webhooks:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const endpoint = await ownEndpoint(tx.webhookEndpoints, key)
      if (!endpoint) return err({ code: 'webhook/not-found' })
      await tx.webhookEndpoints.remove(endpoint.id)
      await tx.events.record([endpointEvent(ports, principal, { type: 'webhook.removed', endpoint })])
      const before = picked(endpoint, TOLD)
      const news = { action: 'webhook.removed', subject: subjectOf(endpoint), before }
      await tx.audit.record(audited(ports, { principal, origin }, news))
      return ok(null)
    })
  }

const subjectOf = ({ id }: Pick<WebhookEndpoint, 'id'>) => ({ type: 'webhook_endpoint', id })

/** What the audit log tells of an endpoint. */
const TOLD = ['name', 'url', 'subscriptions', 'format', 'state', 'ordered'] as const

/** The organization's own endpoint that the key names. */
const ownEndpoint = async (
  endpoints: WebhookEndpointStore,
  key: WebhookKey,
): Promise<WebhookEndpoint | null> => {
  const byNumber = typeof key === 'number'
  const found = byNumber ? await endpoints.findByNumber(key) : await endpoints.find(key.id)
  const format = byNumber ? 'channel' : key.format
  return found?.owner.type === 'organization' && found.format === format ? found : null
}
