import type {
  AuditRecorder,
  CallOptions,
  Clock,
  EventRecorder,
  IdempotencyStore,
  IdSource,
  JsonObject,
  Secrets,
  UnitOfWork,
} from '../kernel/index.ts'
import type { ApiKey } from './api-key.ts'
import type { ApiKeyStore } from './api-key-store.ts'
import { audited } from './audited.ts'
import type { CredentialedPrincipal } from './identify.ts'
import { actorOf, type SystemPrincipal } from './principal.ts'

/** Whoever may ask to change keys. */
export type ApiKeyKeeper = CredentialedPrincipal | SystemPrincipal

export interface ApiKeyTransaction {
  readonly apiKeys: ApiKeyStore
  readonly events: EventRecorder
  readonly audit: AuditRecorder
  readonly idempotency: IdempotencyStore
}

export interface ApiKeyChangePorts {
  readonly unitOfWork: UnitOfWork<ApiKeyTransaction>
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}

interface Change {
  readonly principal: ApiKeyKeeper
  readonly type: 'api-key.created' | 'api-key.revoked'
  /** The key as it is by then. */
  readonly key: ApiKey
  readonly options: CallOptions
}

/** Tells the log and the audit log that a key was made or ended. */
export const recordKeyChange = async (
  ports: Pick<ApiKeyChangePorts, 'ids' | 'clock'>,
  tx: Pick<ApiKeyTransaction, 'events' | 'audit'>,
  { principal, type, key, options }: Change,
): Promise<void> => {
  const { id, organizationId } = key
  await tx.events.record([
    {
      id: ports.ids.next(),
      type,
      organizationId,
      aggregate: { type: 'api_key', id },
      seq: null,
      occurredAt: key.updatedAt,
      actor: actorOf(principal),
      data: { key },
    },
  ])
  const told = { action: type, subject: { type: 'api_key', id } }
  const state = shownOf(key)
  await tx.audit.record(
    audited(
      ports,
      { principal, origin: options.origin },
      type === 'api-key.created' ? { ...told, after: state } : { ...told, before: state },
    ),
  )
}

/** What the audit log tells of a key. */
const shownOf = ({ kind, name, displayPrefix, last4, ...key }: ApiKey): JsonObject => ({
  kind,
  name,
  displayPrefix,
  last4,
  agentIdentityId: key.agentIdentityId,
  allowedOrigins: key.allowedOrigins,
  allowedBundleIds: key.allowedBundleIds,
})
