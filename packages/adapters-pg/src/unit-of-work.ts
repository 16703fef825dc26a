import type { Clock, OrganizationId, Transaction, UnitOfWork } from '@parlance/core'
import {
  createAgentIdentityStore,
  createApiKeyStore,
  createMailedCodeStore,
  createMemberStore,
  createSecondFactorStore,
  createSessionStore,
} from './access/index.ts'
import { createMeasurementStore } from './analytics/index.ts'
import { createAuditRecorder } from './audit/index.ts'
import { createContactNoteStore, createContactRuleStore, createContactStore } from './contacts/index.ts'
import { createDraftStore, createParticipantStore } from './conversations/index.ts'
import { createFileStore } from './files/index.ts'
import { createInboxStore } from './inboxes/index.ts'
import type { Database, Executor } from './kernel/database.ts'
import { createEventRecorder } from './kernel/event-recorder.ts'
import { createIdempotencyStore } from './kernel/idempotency-store.ts'
import { rollingBack } from './kernel/rolling-back.ts'
import { createInvitationStore, createTeamStore } from './teams/index.ts'
import { createWebhookEndpointStore } from './webhooks/index.ts'
import { createCannedResponseStore, createTagStore } from './workspace/index.ts'

interface UnitOfWorkParts {
  readonly db: Database
  readonly clock: Clock
  /** Called after a commit that recorded events. */
  readonly onRecorded: (organizationId: OrganizationId) => void
}

/** Units of work on the database; each store is bound to the organization and the transaction. */
export const createUnitOfWork = ({ db, clock, onRecorded }: UnitOfWorkParts): UnitOfWork<Transaction> => ({
  run: async (organizationId, work) => {
    let recorded = false
    const result = await rollingBack(db.of(organizationId), (tx) => {
      recorded = false
      return work(
        bind(tx, organizationId, clock, () => {
          recorded = true
        }),
      )
    })
    if (recorded && result.ok) onRecorded(organizationId)
    return result
  },
})

const bind = (
  tx: Executor,
  organizationId: OrganizationId,
  clock: Clock,
  onRecord: () => void,
): Transaction => ({
  members: createMemberStore(tx, organizationId),
  sessions: createSessionStore(tx, organizationId),
  mailedCodes: createMailedCodeStore(tx, organizationId),
  secondFactors: createSecondFactorStore(tx, organizationId),
  agentIdentities: createAgentIdentityStore(tx, organizationId),
  apiKeys: createApiKeyStore(tx, organizationId),
  teams: createTeamStore(tx, organizationId),
  invitations: createInvitationStore(tx, organizationId),
  tags: createTagStore(tx, organizationId),
  cannedResponses: createCannedResponseStore(tx, organizationId),
  inboxes: createInboxStore(tx, organizationId),
  contacts: createContactStore(tx, organizationId),
  contactNotes: createContactNoteStore(tx, organizationId),
  contactRules: createContactRuleStore(tx, organizationId),
  participants: createParticipantStore(tx, organizationId),
  drafts: createDraftStore(tx, organizationId),
  webhookEndpoints: createWebhookEndpointStore(tx, organizationId),
  measurements: createMeasurementStore(tx, organizationId),
  files: createFileStore(tx, organizationId),
  events: createEventRecorder(tx, organizationId, onRecord),
  audit: createAuditRecorder(tx, organizationId),
  idempotency: createIdempotencyStore(tx, organizationId, clock),
})
