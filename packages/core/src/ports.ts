import type {
  AgentIdentityQueries,
  ApiKeyQueries,
  ApiKeyUses,
  CommonPasswords,
  Directory,
  InstallationKeys,
  MemberQueries,
  OneTimeCodes,
  OpenSignInKeys,
  SignInAttempts,
  SignInDirectory,
} from './access/index.ts'
import type { ReportQueries } from './analytics/index.ts'
import type { AssignmentQueries, ChannelLines } from './assignments/index.ts'
import type { AuditBufferPorts, AuditStore } from './audit/index.ts'
import type { ContactQueries, ContactRuleQueries } from './contacts/index.ts'
import type { ConnectionQueries, ConversationQueries, ConversationStore } from './conversations/index.ts'
import type { FetchFile, FileKeeping, FileQueries } from './files/index.ts'
import type { SupportQueries } from './helpdesk/index.ts'
import type { InboxQueries } from './inboxes/index.ts'
import type {
  Afterwards,
  Clock,
  EventLog,
  IdSource,
  Mailer,
  OrganizationId,
  Secrets,
  Templates,
  Timestamp,
  UnitOfWork,
} from './kernel/index.ts'
import type { LineQueries, MessageQueries, SurveyQueries } from './messages/index.ts'
import type { ListenerQueries, PresenceStore } from './presence/index.ts'
import type { InvitationQueries, TeamQueries } from './teams/index.ts'
import type { Transaction } from './transaction.ts'
import type { DeliveryStore, WebhookQueries } from './webhooks/index.ts'
import type { CannedResponseQueries, TagQueries } from './workspace/index.ts'

/** What keeps and finds: one adapter gives all of it. */
export interface StoragePorts {
  readonly unitOfWork: UnitOfWork<Transaction>
  readonly conversationStore: ConversationStore
  readonly directory: Directory
  readonly apiKeyQueries: ApiKeyQueries
  readonly apiKeyUses: ApiKeyUses
  readonly signInDirectory: SignInDirectory
  readonly signInAttempts: SignInAttempts
  readonly installationKeys: InstallationKeys
  readonly memberQueries: MemberQueries
  readonly agentIdentityQueries: AgentIdentityQueries
  readonly teamQueries: TeamQueries
  readonly invitationQueries: InvitationQueries
  readonly inboxQueries: InboxQueries
  readonly contactQueries: ContactQueries
  readonly contactRuleQueries: ContactRuleQueries
  readonly conversationQueries: ConversationQueries
  readonly connectionQueries: ConnectionQueries
  readonly messageQueries: MessageQueries
  readonly lineQueries: LineQueries
  readonly surveyQueries: SurveyQueries
  readonly assignmentQueries: AssignmentQueries
  readonly fileQueries: FileQueries
  readonly tagQueries: TagQueries
  readonly cannedResponseQueries: CannedResponseQueries
  readonly webhookQueries: WebhookQueries
  readonly reportQueries: ReportQueries
  readonly supportQueries: SupportQueries
  readonly listenerQueries: ListenerQueries
  readonly presenceStore: PresenceStore
  readonly auditStore: AuditStore
  readonly eventLog: EventLog
  readonly deliveryStore: DeliveryStore
  readonly housekeeping: Housekeeping
}

/** Port. Removes what has served its time, in bounded portions. */
export interface Housekeeping {
  /** Idempotency keys older than `before`; tells how many went, at most `limit`. */
  readonly forgetIdempotencyKeys: (
    organizationId: OrganizationId,
    before: Timestamp,
    limit: number,
  ) => Promise<number>
  /** Every organization, in the order of their numbers, after the given one. */
  readonly organizations: (
    afterNumber: number,
    limit: number,
  ) => Promise<readonly { readonly id: OrganizationId; readonly number: number }[]>
}

/** What the world gives the domain. */
export interface WorldPorts {
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  readonly signInKeys: OpenSignInKeys
  readonly oneTimeCodes: OneTimeCodes
  readonly commonPasswords: CommonPasswords
  readonly afterwards: Afterwards
  /** Left out, no mail is sent, and whoever asks for one is refused. */
  readonly mailer?: Mailer | undefined
  /** Texts that somebody wrote are sent as they are when it is left out. */
  readonly templates?: Templates | undefined
}

/** What is set about the domain, each with a standard. */
export interface EngineSettings {
  /** How many messages a conversation may have in a minute; 200 when left out. */
  readonly messagesPerMinute?: number | undefined
  /** Whether anybody may found an organization by registering; left out, anybody may. */
  readonly openRegistration?: boolean | undefined
  /** Whether agent identities may subscribe with addresses that are not https; they may not when it is left out. */
  readonly allowHttpWebhooks?: boolean | undefined
}

export interface EnginePorts extends StoragePorts, WorldPorts, EngineSettings {
  /** Told when entries of the audit log could not be written. */
  readonly onAuditLost?: AuditBufferPorts['onAuditLost']
  /** Where files are kept; left out, none are taken. */
  readonly fileKeeping?: FileKeeping | undefined
  /** Lines outside, on which humans talk with agent identities; left out, nobody connects. */
  readonly channelLines?: ChannelLines | undefined
  /** Fetches pictures of contacts; left out, none are. */
  readonly fetchFile?: FetchFile | undefined
}
