import type {
  AgentIdentityStore,
  ApiKeyStore,
  MailedCodeStore,
  MemberStore,
  SecondFactorStore,
  SessionStore,
} from './access/index.ts'
import type { MeasurementStore } from './analytics/index.ts'
import type { ContactNoteStore, ContactRuleStore, ContactStore } from './contacts/index.ts'
import type { DraftStore, ParticipantStore } from './conversations/index.ts'
import type { FileStore } from './files/index.ts'
import type { InboxStore } from './inboxes/index.ts'
import type { AuditRecorder, EventRecorder, IdempotencyStore } from './kernel/index.ts'
import type { InvitationStore, TeamStore } from './teams/index.ts'
import type { WebhookEndpointStore } from './webhooks/index.ts'
import type { CannedResponseStore, TagStore } from './workspace/index.ts'

/** Every store that a unit of work can change, bound to one organization and one transaction. */
export interface Transaction {
  readonly members: MemberStore
  readonly sessions: SessionStore
  readonly mailedCodes: MailedCodeStore
  readonly secondFactors: SecondFactorStore
  readonly agentIdentities: AgentIdentityStore
  readonly apiKeys: ApiKeyStore
  readonly teams: TeamStore
  readonly invitations: InvitationStore
  readonly inboxes: InboxStore
  readonly contacts: ContactStore
  readonly contactNotes: ContactNoteStore
  readonly contactRules: ContactRuleStore
  readonly participants: ParticipantStore
  readonly drafts: DraftStore
  readonly tags: TagStore
  readonly cannedResponses: CannedResponseStore
  readonly webhookEndpoints: WebhookEndpointStore
  readonly measurements: MeasurementStore
  readonly files: FileStore
  readonly events: EventRecorder
  readonly audit: AuditRecorder
  readonly idempotency: IdempotencyStore
}
