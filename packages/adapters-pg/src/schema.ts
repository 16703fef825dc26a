import type { AgentHandleTable, AgentIdentityTable } from './access/agent-identity-rows.ts'
import type { ApiKeyIdTable, ApiKeyTable } from './access/api-key-rows.ts'
import type {
  MemberPasswordTable,
  MemberProfileTable,
  MemberTable,
  SignInEmailTable,
} from './access/member-rows.ts'
import type {
  AccountNumberTable,
  CredentialTable,
  OrganizationCounterTable,
  OrganizationTable,
} from './access/organization-rows.ts'
import type {
  InstallationKeyTable,
  MailedCodeTable,
  RecoveryCodeTable,
  SecondFactorTable,
  SessionTable,
  SignInAttemptTable,
} from './access/sign-in-rows.ts'
import type { MeasurementTable } from './analytics/measurement-rows.ts'
import type { AuditEntryTable } from './audit/audit-rows.ts'
import type { ContactNoteTable } from './contacts/contact-note-rows.ts'
import type { ContactPointTable } from './contacts/contact-point-rows.ts'
import type { ContactTable } from './contacts/contact-rows.ts'
import type { ContactRuleTable } from './contacts/contact-rule-rows.ts'
import type { AssignmentTable } from './conversations/assignment-rows.ts'
import type { ConnectionLineTable, LineMessageTable } from './conversations/connection-rows.ts'
import type { ConversationTable } from './conversations/conversation-rows.ts'
import type { ConversationMentionTable } from './conversations/mention-rows.ts'
import type { MessageTable } from './conversations/message-rows.ts'
import type { DraftTable, ParticipantTable } from './conversations/shelf-rows.ts'
import type { SurveyLinkTable, SurveyTable } from './conversations/survey-rows.ts'
import type { ConversationTagTable } from './conversations/tag-table.ts'
import type { ConversationTallyTable } from './conversations/tallies.ts'
import type { BlobTable } from './files/file-rows.ts'
import type { InboxIdentifierTable, InboxMemberTable, InboxTable } from './inboxes/inbox-rows.ts'
import type { ConsumerCursorTable, EventTable } from './kernel/event-rows.ts'
import type { IdempotencyKeyTable } from './kernel/idempotency-rows.ts'
import type { PresenceTable } from './presence/presence-rows.ts'
import type { InvitationTable } from './teams/invitation-rows.ts'
import type { TeamAgentIdentityTable, TeamMemberTable, TeamTable } from './teams/team-rows.ts'
import type { DeliveryAttemptTable, DeliveryTable } from './webhooks/delivery-rows.ts'
import type { WebhookEndpointTable } from './webhooks/webhook-endpoint-rows.ts'
import type { CannedResponseTable } from './workspace/canned-response-rows.ts'
import type { TagTable } from './workspace/tag-rows.ts'

/** Written by the library that counts requests. */
interface RateLimitTable {
  key: string
  points: number
  expire: number | null
}

/** Every table by its name. */
export interface Schema {
  organizations: OrganizationTable
  organization_counters: OrganizationCounterTable
  account_numbers: AccountNumberTable
  sign_in_emails: SignInEmailTable
  rate_limits: RateLimitTable
  credentials: CredentialTable
  api_key_ids: ApiKeyIdTable
  api_keys: ApiKeyTable
  inbox_identifiers: InboxIdentifierTable
  members: MemberTable
  member_passwords: MemberPasswordTable
  member_profiles: MemberProfileTable
  agent_handles: AgentHandleTable
  sessions: SessionTable
  mailed_codes: MailedCodeTable
  second_factors: SecondFactorTable
  recovery_codes: RecoveryCodeTable
  sign_in_attempts: SignInAttemptTable
  installation_keys: InstallationKeyTable
  agent_identities: AgentIdentityTable
  teams: TeamTable
  tags: TagTable
  canned_responses: CannedResponseTable
  team_members: TeamMemberTable
  team_agent_identities: TeamAgentIdentityTable
  invitations: InvitationTable
  inboxes: InboxTable
  inbox_members: InboxMemberTable
  contacts: ContactTable
  contact_points: ContactPointTable
  contact_notes: ContactNoteTable
  contact_rules: ContactRuleTable
  conversations: ConversationTable
  conversation_mentions: ConversationMentionTable
  conversation_tags: ConversationTagTable
  conversation_tallies: ConversationTallyTable
  messages: MessageTable
  connection_lines: ConnectionLineTable
  line_messages: LineMessageTable
  surveys: SurveyTable
  survey_links: SurveyLinkTable
  blobs: BlobTable
  assignments: AssignmentTable
  conversation_participants: ParticipantTable
  conversation_drafts: DraftTable
  events: EventTable
  consumer_cursors: ConsumerCursorTable
  idempotency_keys: IdempotencyKeyTable
  webhook_endpoints: WebhookEndpointTable
  deliveries: DeliveryTable
  delivery_attempts: DeliveryAttemptTable
  measurements: MeasurementTable
  presences: PresenceTable
  audit_entries: AuditEntryTable
}
