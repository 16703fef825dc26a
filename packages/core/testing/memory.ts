import type { FileKeeping, StoragePorts, Transaction, WorldPorts } from '../src/index.ts'
import { memoryAgentIdentityQueries, memoryAgentIdentityStore } from './access/agent-identity.memory.ts'
import { memoryApiKeyQueries, memoryApiKeyStore, memoryApiKeyUses } from './access/api-key.memory.ts'
import { memoryDirectory } from './access/directory.memory.ts'
import { memoryMemberQueries, memoryMemberStore } from './access/member.memory.ts'
import {
  memoryInstallationKeys,
  memoryMailedCodeStore,
  memorySecondFactorStore,
  memorySessionStore,
  memorySignInAttempts,
  memorySignInDirectory,
} from './access/sign-in.memory.ts'
import { memoryMeasurementStore, memoryReportQueries } from './analytics/analytics.memory.ts'
import { memoryAssignmentQueries } from './assignments/assignment-queries.memory.ts'
import { memoryAuditRecorder, memoryAuditStore } from './audit/audit.memory.ts'
import { memoryContactNoteStore } from './contacts/contact-note-store.memory.ts'
import { memoryContactQueries } from './contacts/contact-queries.memory.ts'
import { memoryContactRuleQueries, memoryContactRuleStore } from './contacts/contact-rule.memory.ts'
import { memoryContactStore } from './contacts/contact-store.memory.ts'
import { memoryConnectionQueries } from './conversations/connection-queries.memory.ts'
import { memoryConversationQueries } from './conversations/conversation-queries.memory.ts'
import { memoryDraftStore, memoryParticipantStore } from './conversations/conversation-shelf.memory.ts'
import { memoryConversationStore } from './conversations/conversation-store.memory.ts'
import { memoryBlobStore } from './files/blob-store.memory.ts'
import { memoryFileQueries, memoryFileStore } from './files/file-store.memory.ts'
import { inspectByFirstBytes } from './files/inspect-file.memory.ts'
import { memorySupportQueries } from './helpdesk/support-queries.memory.ts'
import { memoryInboxQueries, memoryInboxStore } from './inboxes/inbox.memory.ts'
import { memoryEventLog, memoryEventRecorder } from './kernel/event-log.memory.ts'
import { memoryHousekeeping, memoryIdempotencyStore } from './kernel/idempotency.memory.ts'
import { createMemoryDatabase } from './memory-database.ts'
import { memoryLineQueries } from './messages/line-queries.memory.ts'
import { memoryMessageQueries } from './messages/message-queries.memory.ts'
import { memorySurveyQueries } from './messages/survey-queries.memory.ts'
import { memoryListenerQueries, memoryPresenceStore } from './presence/presence.memory.ts'
import { memoryInvitationQueries, memoryInvitationStore } from './teams/invitation.memory.ts'
import { memoryTeamQueries, memoryTeamStore } from './teams/team.memory.ts'
import { memoryDeliveryStore } from './webhooks/delivery-store.memory.ts'
import { memoryWebhookEndpointStore, memoryWebhookQueries } from './webhooks/webhook-endpoint.memory.ts'
import { memoryCannedResponseQueries, memoryCannedResponseStore } from './workspace/canned-response.memory.ts'
import { memoryTagQueries, memoryTagStore } from './workspace/tag.memory.ts'

/** Storage in memory, with a place for files. */
export interface MemoryStorage extends StoragePorts {
  readonly fileKeeping: FileKeeping
}

/**
 * Storage that keeps its promises and forgets everything when the process ends: for tests of what is built on the
 * ports. Changes run one after the other, and what it gives out can't be changed.
 */
export const createMemoryStorage = (world: Pick<WorldPorts, 'clock' | 'ids'>): MemoryStorage => {
  const database = createMemoryDatabase()
  const tables = database.committed
  return {
    unitOfWork: {
      run: (organizationId, work) =>
        database.transaction((writable) => {
          const tx: Transaction = {
            members: memoryMemberStore(writable, organizationId),
            sessions: memorySessionStore(writable, organizationId),
            mailedCodes: memoryMailedCodeStore(writable, organizationId),
            secondFactors: memorySecondFactorStore(writable, organizationId),
            agentIdentities: memoryAgentIdentityStore(writable, organizationId),
            apiKeys: memoryApiKeyStore(writable, organizationId),
            tags: memoryTagStore(writable, organizationId),
            cannedResponses: memoryCannedResponseStore(writable, organizationId),
            teams: memoryTeamStore(writable, organizationId),
            invitations: memoryInvitationStore(writable, organizationId),
            inboxes: memoryInboxStore(writable, organizationId),
            contacts: memoryContactStore(writable, organizationId),
            contactNotes: memoryContactNoteStore(writable, organizationId),
            contactRules: memoryContactRuleStore(writable, organizationId),
            participants: memoryParticipantStore(writable, organizationId),
            drafts: memoryDraftStore(writable, organizationId),
            webhookEndpoints: memoryWebhookEndpointStore(writable, organizationId),
            measurements: memoryMeasurementStore(writable, organizationId),
            files: memoryFileStore(writable, organizationId),
            events: memoryEventRecorder(writable, organizationId),
            audit: memoryAuditRecorder(writable, organizationId),
            idempotency: memoryIdempotencyStore(writable, organizationId, world.clock),
          }
          return work(tx)
        }),
    },
    conversationStore: memoryConversationStore(database, world.ids),
    directory: memoryDirectory(database),
    apiKeyQueries: memoryApiKeyQueries(tables),
    apiKeyUses: memoryApiKeyUses(database),
    signInDirectory: memorySignInDirectory(tables),
    signInAttempts: memorySignInAttempts(database),
    installationKeys: memoryInstallationKeys(database),
    memberQueries: memoryMemberQueries(tables),
    agentIdentityQueries: memoryAgentIdentityQueries(tables),
    tagQueries: memoryTagQueries(tables),
    cannedResponseQueries: memoryCannedResponseQueries(tables),
    teamQueries: memoryTeamQueries(tables),
    invitationQueries: memoryInvitationQueries(tables),
    inboxQueries: memoryInboxQueries(tables),
    contactQueries: memoryContactQueries(tables),
    contactRuleQueries: memoryContactRuleQueries(tables),
    conversationQueries: memoryConversationQueries(tables),
    connectionQueries: memoryConnectionQueries(tables),
    messageQueries: memoryMessageQueries(tables),
    lineQueries: memoryLineQueries(tables),
    surveyQueries: memorySurveyQueries(tables),
    assignmentQueries: memoryAssignmentQueries(tables),
    fileQueries: memoryFileQueries(tables),
    fileKeeping: { blobs: memoryBlobStore(), inspect: inspectByFirstBytes },
    webhookQueries: memoryWebhookQueries(tables),
    reportQueries: memoryReportQueries(tables),
    supportQueries: memorySupportQueries(tables),
    listenerQueries: memoryListenerQueries(tables),
    auditStore: memoryAuditStore(database),
    presenceStore: memoryPresenceStore(database),
    eventLog: memoryEventLog(database),
    deliveryStore: memoryDeliveryStore(database),
    housekeeping: memoryHousekeeping(database),
  }
}
