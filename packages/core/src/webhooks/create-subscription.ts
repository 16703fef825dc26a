import {
  type AgentIdentityKeeper,
  type AgentIdentityNotFound,
  type AgentIdentityStore,
  audited,
  type Forbidden,
  newSigningKey,
  permit,
  reachesIdentity,
} from '../access/index.ts'
import {
  type AgentIdentityId,
  type Answer,
  type AuditRecorder,
  type CallOptions,
  type Clock,
  type EventRecorder,
  err,
  type IdempotencyKeyReused,
  type IdempotencyStore,
  type IdSource,
  ok,
  once,
  type Result,
  type Secrets,
  type UnitOfWork,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { endpointEvent } from './endpoint-event.ts'
import type { SubscriptionUrlTaken, TooManySubscriptions } from './subscription-errors.ts'
import { type SubscriptionChanges, subscriptionAfter, subscriptionProblems } from './subscription-settings.ts'
import type { WebhookEndpoint } from './webhook-endpoint.ts'
import type { WebhookEndpointStore } from './webhook-endpoint-store.ts'

/** The most subscriptions an agent identity may have. */
export const MOST_SUBSCRIPTIONS = 20

export interface SubscriptionPorts {
  readonly unitOfWork: UnitOfWork<{
    readonly webhookEndpoints: WebhookEndpointStore
    readonly agentIdentities: AgentIdentityStore
    readonly events: EventRecorder
    readonly audit: AuditRecorder
    readonly idempotency: IdempotencyStore
  }>
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  /** Whether http is as good as https; false when it is left out. */
  readonly allowHttpWebhooks?: boolean | undefined
}

export interface SubscriptionInput extends SubscriptionChanges {
  readonly agentIdentityId: AgentIdentityId
  readonly url: string
  readonly events: readonly string[]
}

/** A new subscription, and the key that signs what it is told if the identity had none before: that is told this once. */
export interface CreatedSubscription {
  readonly endpoint: WebhookEndpoint
  readonly signingKey: string | null
}

type CreateError =
  | Forbidden
  | ValidationFailed
  | AgentIdentityNotFound
  | TooManySubscriptions
  | SubscriptionUrlTaken

/** Has an agent identity told of its conversations at an address. The first one brings it the key that signs them all. */
export const createSubscription =
  (ports: SubscriptionPorts) =>
  async (
    principal: AgentIdentityKeeper,
    { agentIdentityId, ...input }: SubscriptionInput,
    options: CallOptions = {},
  ): Promise<Answer<CreatedSubscription, CreateError | IdempotencyKeyReused>> => {
    const operation = 'subscriptions:write'
    const permitted = permit(principal, operation)
    if (!permitted.ok) return permitted
    const problems = subscriptionProblems(input, { allowHttp: ports.allowHttpWebhooks ?? false })
    if (problems.length > 0) return err(validationFailed(...problems))
    if (!reachesIdentity(principal, { id: agentIdentityId }))
      return err({ code: 'access/forbidden', operation })
    const { organizationId } = principal
    const fresh = newSigningKey(ports)
    const made = await ports.unitOfWork.run(organizationId, (tx) =>
      once(tx, options.idempotency, async (): Promise<Result<Kept, CreateError>> => {
        // Whoever subscribes at the same moment waits: neither the bound nor the key is decided twice.
        if (!(await tx.agentIdentities.lock(agentIdentityId)))
          return err({ code: 'agent-identity/not-found' })
        const others = await tx.webhookEndpoints.subscriptionsOf(agentIdentityId)
        const settings = subscriptionAfter({ url: '', subscriptions: [] }, input)
        const room = roomFor(settings.url, others)
        if (!room.ok) return room
        const known = await tx.agentIdentities.signingKey(agentIdentityId)
        if (!known) await tx.agentIdentities.setSigningKey(agentIdentityId, fresh)
        const now = ports.clock.now()
        const endpoint = await tx.webhookEndpoints.insert({
          ...settings,
          id: ports.ids.next(),
          organizationId,
          owner: { type: 'agent_identity', agentIdentityId },
          format: 'agent_messaging',
          name: null,
          inboxId: null,
          secret: (known ?? fresh).key,
          ordered: true,
          state: 'enabled',
          failingSince: null,
          createdAt: now,
          updatedAt: now,
        })
        await tx.events.record([endpointEvent(ports, principal, { type: 'webhook.created', endpoint })])
        await tx.audit.record(
          audited(
            ports,
            { principal, origin: options.origin },
            {
              action: 'webhook.created',
              subject: { type: 'webhook_endpoint', id: endpoint.id },
              after: { url: endpoint.url, subscriptions: endpoint.subscriptions },
            },
          ),
        )
        return ok({ endpoint: { ...endpoint, secret: '' }, minted: !known })
      }),
    )
    if (!made.ok) return made
    // The key is not in the stored answer: what a repeated call is told is without it.
    const { endpoint, minted } = made.value
    return { ...made, value: { endpoint, signingKey: minted && !made.replayed ? fresh.key : null } }
  }

interface Kept {
  /** Without its secret. */
  readonly endpoint: WebhookEndpoint
  /** Whether the identity has its first key since. */
  readonly minted: boolean
}

const roomFor = (
  url: string,
  others: readonly WebhookEndpoint[],
): Result<null, TooManySubscriptions | SubscriptionUrlTaken> => {
  if (others.length >= MOST_SUBSCRIPTIONS)
    return err({ code: 'subscription/too-many', limit: MOST_SUBSCRIPTIONS })
  return others.some((other) => other.url === url) ? err({ code: 'subscription/url-taken', url }) : ok(null)
}
