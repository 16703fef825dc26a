export {
  aMember,
  aNewKey,
  aNewMember,
  anAgentIdentity,
  anApiKey,
  anOrganization,
  asPrincipal,
} from './access/access.fixtures.ts'
export { addAgentIdentity } from './access/add-agent-identity.ts'
export { apiKeyContract } from './access/api-key.contract.ts'
export { directoryContract } from './access/directory.contract.ts'
export { memberQueriesContract } from './access/member-queries.contract.ts'
export { memberStoreContract } from './access/member-store.contract.ts'
export { reportQueriesContract } from './analytics/report-queries.contract.ts'
export { assignmentQueriesContract } from './assignments/assignment-queries.contract.ts'
export type { Installation } from './assignments/connected.ts'
export { installed } from './assignments/connected.ts'
export { auditContract } from './audit/audit.contract.ts'
export { aContact, aContactPoint, aNewContact, aNewContactPoint } from './contacts/contact.fixtures.ts'
export { contactQueriesContract } from './contacts/contact-queries.contract.ts'
export { contactStoreContract } from './contacts/contact-store.contract.ts'
export {
  aConnection,
  aConversation,
  aConversationEvent,
  aConversationState,
  anAssignment,
} from './conversations/conversation.fixtures.ts'
export { conversationQueriesContract } from './conversations/conversation-queries.contract.ts'
export { conversationStoreContract } from './conversations/conversation-store.contract.ts'
export type { Ground } from './conversations/facts.ts'
export { madeFact, messageFact, reassignedFacts, releasedFact, startedFact } from './conversations/facts.ts'
export type { RecordOptions, Refused } from './conversations/recording.ts'
export {
  REFUSED,
  recordIn,
  recordStartIn,
  say,
  startConversation,
  stateNow,
} from './conversations/recording.ts'
export {
  credentialOf,
  newContact,
  newContactPoint,
  newInbox,
  newMember,
  secretsOf,
} from './drafts.ts'
export type { OpenBlobStore } from './files/blob-store.contract.ts'
export { blobStoreContract } from './files/blob-store.contract.ts'
export { memoryBlobStore } from './files/blob-store.memory.ts'
export { aStoredFile, newKeptFile } from './files/file.fixtures.ts'
export { fileStoreContract } from './files/file-store.contract.ts'
export { inspectByFirstBytes } from './files/inspect-file.memory.ts'
export { aNewInbox, anApiChannel, anInbox } from './inboxes/inbox.fixtures.ts'
export { inboxQueriesContract } from './inboxes/inbox-queries.contract.ts'
export { inboxStoreContract } from './inboxes/inbox-store.contract.ts'
export type { Contract, Given, Promises } from './kernel/contract.ts'
export { allOf, contractOf } from './kernel/contract.ts'
export { eventLogContract } from './kernel/event-log.contract.ts'
export { housekeepingContract } from './kernel/housekeeping.contract.ts'
export { idempotencyStoreContract } from './kernel/idempotency-store.contract.ts'
export { inWork, succeeded } from './kernel/in-work.ts'
export { pause, until } from './kernel/polling.ts'
export { drain, eventsAbout, newConsumer } from './kernel/reading-log.ts'
export { anEvent } from './kernel/recorded-event.ts'
export type { StoppedClock } from './kernel/stopped-clock.ts'
export { START, stoppedClock } from './kernel/stopped-clock.ts'
export type { OpenStorage, StorageHarness } from './kernel/storage-harness.ts'
export type { Expectation, TestApi } from './kernel/test-api.ts'
export type { Carried, TestGateway } from './kernel/test-gateway.ts'
export { testGateway } from './kernel/test-gateway.ts'
export { countingIds, fixtureId } from './kernel/test-ids.ts'
export { testMailer } from './kernel/test-mailer.ts'
export { testSecrets } from './kernel/test-secrets.ts'
export type { TestWorld, TestWorldOptions } from './kernel/test-world.ts'
export { createTestWorld } from './kernel/test-world.ts'
export { unitOfWorkContract } from './kernel/unit-of-work.contract.ts'
export type { MemoryStorage } from './memory.ts'
export { createMemoryStorage } from './memory.ts'
export { aMessage, aSentMessage } from './messages/message.fixtures.ts'
export { messageQueriesContract } from './messages/message-queries.contract.ts'
export { surveyQueriesContract } from './messages/survey-queries.contract.ts'
export { listenerQueriesContract, presenceStoreContract } from './presence/presence.contract.ts'
export type { Seeded, SeedOptions } from './seed.ts'
export { addContact, addInbox, seedOrganization } from './seed.ts'
export { storageContract } from './storage.contract.ts'
export { invitationContract } from './teams/invitation.contract.ts'
export { teamContract } from './teams/team.contract.ts'
export { addTeam, aNewTeam, aTeam } from './teams/team.fixtures.ts'
export { deliveryStoreContract } from './webhooks/delivery-store.contract.ts'
export { addEndpoint, newDelivery, newEndpoint } from './webhooks/drafts.ts'
export {
  aDelivery,
  aNewDelivery,
  aNewWebhookEndpoint,
  anAttempt,
  aWebhookEndpoint,
} from './webhooks/webhook.fixtures.ts'
export { webhookEndpointStoreContract } from './webhooks/webhook-endpoint-store.contract.ts'
export { webhookQueriesContract } from './webhooks/webhook-queries.contract.ts'
export { workspaceContract } from './workspace/workspace.contract.ts'
