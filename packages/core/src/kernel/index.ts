export type { Actor } from './actor.ts'
export type { Afterwards } from './afterwards.ts'
export { ATTRIBUTE_LENGTH, ATTRIBUTES_LENGTH, attributesProblems } from './attributes.ts'
export type {
  AuditActor,
  AuditEntry,
  AuditEntryId,
  AuditNews,
  AuditOutcome,
  AuditSubject,
} from './audit-entry.ts'
export { auditEntryOf, fitAuditEntry, INSTALLATION } from './audit-entry.ts'
export type { AuditRecorder, AuditSink } from './audit-recorder.ts'
export { auditedChanges, picked } from './audited-changes.ts'
export type { CallOptions, CallOrigin } from './call.ts'
export type { Clock, Timestamp } from './clock.ts'
export { DAY, HOUR, MINUTE, SECOND } from './clock.ts'
export type { Attribute, Condition, Conditions, CustomOf, Operator, Test } from './conditions.ts'
export { WRITTEN_DAY, WRITTEN_NUMBER } from './conditions.ts'
export { isEmail } from './email.ts'
export type { Aggregate, AttributeChange, AttributeChanges, RecordedEvent } from './event.ts'
export type { EventLog, LogCursor, LoggedEvent } from './event-log.ts'
export type { EventRecorder } from './event-recorder.ts'
export {
  blank,
  defined,
  LONG_TEXT,
  mergeDeep,
  mergeShallow,
  presence,
  SHORT_TEXT,
  tooLong,
} from './fields.ts'
export { escapeHtml } from './html.ts'
export { notHttpUrl, URL_LENGTH } from './http-url.ts'
export type {
  AgentIdentityId,
  ApiKeyId,
  AssignmentId,
  BlobId,
  CannedResponseId,
  ContactId,
  ContactNoteId,
  ContactPointId,
  ContactRuleId,
  ConversationId,
  DeliveryId,
  EventId,
  Id,
  IdSource,
  InboxId,
  InvitationId,
  MemberId,
  MessageId,
  OrganizationId,
  ReactionId,
  SessionId,
  TagId,
  TeamId,
  WebhookEndpointId,
} from './id.ts'
export type {
  Answer,
  Answered,
  IdempotencyKey,
  IdempotencyKeyReused,
  IdempotencyRecord,
  IdempotencyStore,
} from './idempotency.ts'
export { answered, IDEMPOTENCY_RETENTION } from './idempotency.ts'
export type { JsonObject, JsonValue } from './json.ts'
export { lazily } from './lazily.ts'
export type { Mail, Mailer, MailOutcome, MailUnavailable } from './mailer.ts'
export { once } from './once.ts'
export type { NumberedPage } from './page.ts'
export type { AskedCondition, InvalidFilter, KeyRule, Language } from './read-conditions.ts'
export { readConditions, SAMPLED_ITEMS, unknownKeys } from './read-conditions.ts'
export type { FieldProblem, ValidationFailed } from './refusal.ts'
export { validationFailed } from './refusal.ts'
export type { Err, Ok, Result } from './result.ts'
export { err, ok } from './result.ts'
export type { Secrets } from './secrets.ts'
export { signingSecret } from './signing-secret.ts'
export type { StoredFile } from './stored-file.ts'
export { MOST_TAGS, tagProblems, toTags } from './tags.ts'
export type { Templates } from './templates.ts'
export type { UnitOfWork } from './unit-of-work.ts'
export type { Vault } from './vault.ts'
