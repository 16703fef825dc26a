import {
  actorOf,
  type Forbidden,
  type MemberPrincipal,
  permit,
  type SystemPrincipal,
} from '../access/index.ts'
import {
  type Answer,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type FieldProblem,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  type InboxId,
  notHttpUrl,
  ok,
  once,
  type RecordedEvent,
  type Result,
  type Secrets,
  SHORT_TEXT,
  signingSecret,
  tooLong,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import {
  DEFAULT_SUBSCRIPTIONS,
  isSubscription,
  type NewWebhookEndpoint,
  type Subscription,
  type WebhookEndpoint,
} from './webhook-endpoint.ts'
import type { WebhookEndpointStore } from './webhook-endpoint-store.ts'
import type { TooManyWebhooks, WebhookNotFound } from './webhook-errors.ts'

/** The most endpoints an organization may have, those of its inboxes apart. */
export const MOST_ENDPOINTS = 100

export interface WebhookChanges {
  readonly url?: string | undefined
  readonly name?: string | null | undefined
  /** Null, and nothing at creation, stand for the default ones. */
  readonly subscriptions?: readonly string[] | null | undefined
  /** An inbox that the caller has looked up. */
  readonly inboxId?: InboxId | null | undefined
}

export interface WebhookPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly webhookEndpoints: WebhookEndpointStore
    readonly events: EventRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}

type Keeper = MemberPrincipal | SystemPrincipal
type ChangeError = Forbidden | ValidationFailed
type EndpointEvent = 'webhook.created' | 'webhook.updated' | 'webhook.removed'

const settingsOf = (changes: WebhookChanges, before: Pick<WebhookEndpoint, 'url' | 'name' | 'inboxId'>) => ({
  url: changes.url?.trim() ?? before.url,
  name: changes.name === undefined ? before.name : changes.name,
  inboxId: changes.inboxId === undefined ? before.inboxId : changes.inboxId,
})

const problemsOf = (changes: WebhookChanges, url: string): readonly FieldProblem[] => {
  const { subscriptions, name } = changes
  const sound = !subscriptions || (subscriptions.length > 0 && subscriptions.every(isSubscription))
  return [
    ...notHttpUrl('url', url),
    ...(sound ? [] : [{ field: 'subscriptions', problem: 'not_included' } as const]),
    ...tooLong('name', name, SHORT_TEXT),
  ]
}

const subscriptionsOf = (names: readonly string[] | null | undefined): readonly Subscription[] =>
  names ? [...new Set(names.filter(isSubscription))] : DEFAULT_SUBSCRIPTIONS

const URL_TAKEN = validationFailed({ field: 'url', problem: 'taken' })

/** Registers an endpoint of the organization, with a secret that only administrators see. */
export const createWebhook =
  (ports: WebhookPorts) =>
  async (
    principal: Keeper,
    input: WebhookChanges & { readonly url: string },
    options: CallOptions = {},
  ): Promise<Answer<WebhookEndpoint, ChangeError | TooManyWebhooks | IdempotencyKeyReused>> => {
    const permitted = permit(principal, 'webhooks:write')
    if (!permitted.ok) return permitted
    const settings = settingsOf(input, { url: input.url, name: null, inboxId: null })
    const problems = problemsOf(input, settings.url)
    if (problems.length > 0) return err(validationFailed(...problems))
    const now = ports.clock.now()
    const draft: NewWebhookEndpoint = {
      ...settings,
      id: ports.ids.next(),
      organizationId: principal.organizationId,
      owner: { type: 'organization' },
      subscriptions: subscriptionsOf(input.subscriptions),
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
        if (await tx.webhookEndpoints.findByUrl(settings.url)) return err(URL_TAKEN)
        const endpoint = await tx.webhookEndpoints.insert(draft)
        await tx.events.record([eventOf(ports, principal, { type: 'webhook.created', endpoint })])
        return ok(endpoint)
      }),
    )
  }

/** Changes an endpoint of the organization; the secret stays. An endpoint that was disabled is enabled again. */
export const updateWebhook =
  (ports: WebhookPorts) =>
  async (
    principal: Keeper,
    number: number,
    changes: WebhookChanges,
  ): Promise<Result<WebhookEndpoint, ChangeError | WebhookNotFound>> => {
    const permitted = permit(principal, 'webhooks:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const before = await tx.webhookEndpoints.findByNumber(number)
      if (before?.owner.type !== 'organization') return err({ code: 'webhook/not-found' })
      const settings = settingsOf(changes, before)
      const problems = problemsOf(changes, settings.url)
      if (problems.length > 0) return err(validationFailed(...problems))
      const other = await tx.webhookEndpoints.findByUrl(settings.url)
      if (other && other.id !== before.id) return err(URL_TAKEN)
      const { subscriptions } = changes
      const endpoint: WebhookEndpoint = {
        ...before,
        ...settings,
        subscriptions: subscriptions === undefined ? before.subscriptions : subscriptionsOf(subscriptions),
        state: 'enabled',
        failingSince: null,
        updatedAt: ports.clock.now(),
      }
      await tx.webhookEndpoints.update(endpoint)
      await tx.events.record([eventOf(ports, principal, { type: 'webhook.updated', endpoint })])
      return ok(endpoint)
    })
  }

/** Removes an endpoint of the organization; what was still to be delivered to it is dropped. */
export const removeWebhook =
  (ports: WebhookPorts) =>
  async (principal: Keeper, number: number): Promise<Result<null, Forbidden | WebhookNotFound>> => {
    const permitted = permit(principal, 'webhooks:write')
    if (!permitted.ok) return permitted
    return ports.unitOfWork.run(principal.organizationId, async (tx) => {
      const endpoint = await tx.webhookEndpoints.findByNumber(number)
      if (endpoint?.owner.type !== 'organization') return err({ code: 'webhook/not-found' })
      await tx.webhookEndpoints.remove(endpoint.id)
      await tx.events.record([eventOf(ports, principal, { type: 'webhook.removed', endpoint })])
      return ok(null)
    })
  }

/** Events of an endpoint tell everything about it but its secret. */
const eventOf = (
  { ids, clock }: WebhookPorts,
  principal: Keeper,
  { type, endpoint }: { readonly type: EndpointEvent; readonly endpoint: WebhookEndpoint },
): RecordedEvent => {
  const { secret: _secret, ...told } = endpoint
  return {
    id: ids.next(),
    type,
    organizationId: endpoint.organizationId,
    aggregate: { type: 'webhook_endpoint', id: endpoint.id },
    seq: null,
    occurredAt: clock.now(),
    actor: actorOf(principal),
    data: { endpoint: told },
  }
}
