import type {
  AgentIdentity,
  AgentIdentityId,
  Assignment,
  Attempt,
  Attempts,
  AuditEntry,
  CannedResponse,
  Contact,
  ContactNote,
  ContactPoint,
  ContactRule,
  Conversation,
  ConversationId,
  Credential,
  Delivery,
  IdempotencyRecord,
  Inbox,
  InboxId,
  InstallationKey,
  Invitation,
  KeptApiKey,
  KeptFile,
  LogCursor,
  LoggedEvent,
  MailedCode,
  Measurement,
  Member,
  MemberId,
  MemberProfile,
  Message,
  Organization,
  OrganizationId,
  Present,
  RecentMessages,
  Result,
  SecondFactor,
  SentMessage,
  Session,
  SigningKey,
  SurveyResponse,
  Tag,
  Team,
  TeamId,
  Timestamp,
  WebhookEndpoint,
} from '../src/index.ts'
import { createTable, type Rows, type Table, type WritableRows } from './kernel/memory-table.ts'

/** What each table keeps. */
export interface RowTypes {
  readonly organizations: Organization
  /** Those that were removed are kept: conversations go on naming them. */
  readonly members: {
    readonly member: Member
    readonly passwordHash: string | null
    readonly profile: MemberProfile
    readonly removedAt: Timestamp | null
  }
  /** Those that were removed are kept: conversations go on naming them. */
  readonly agentIdentities: {
    readonly identity: AgentIdentity
    readonly signingSecret: string
    readonly signingKey: SigningKey | null
    readonly removedAt: Timestamp | null
  }
  readonly credentials: Credential
  readonly apiKeys: KeptApiKey
  readonly sessions: Session
  readonly mailedCodes: MailedCode
  readonly secondFactors: { readonly factor: SecondFactor; readonly recovery: readonly string[] }
  readonly signInAttempts: { readonly key: string; readonly attempts: Attempts }
  readonly installationKeys: InstallationKey
  readonly inboxes: Inbox
  /** Those that were removed, by their ids: the inboxes stay for the conversations that are still to go. */
  readonly removedInboxes: { readonly at: Timestamp }
  readonly inboxMembers: { readonly inboxId: InboxId; readonly memberId: MemberId }
  /** With the moment when it was deleted, while what was said with it is being removed. */
  readonly contacts: Contact & { readonly deletedAt?: Timestamp }
  readonly contactNotes: ContactNote
  readonly contactPoints: ContactPoint
  readonly contactRules: ContactRule
  readonly tags: Tag
  readonly cannedResponses: CannedResponse
  readonly teams: Team
  readonly teamAgentIdentities: { readonly teamId: TeamId; readonly agentIdentityId: AgentIdentityId }
  readonly invitations: { readonly invitation: Invitation; readonly digest: string }
  readonly teamMembers: { readonly teamId: TeamId; readonly memberId: MemberId }
  readonly conversations: {
    readonly conversation: Conversation
    readonly teamId: TeamId | null
    readonly recent: RecentMessages
  }
  readonly messages: SentMessage
  readonly surveys: AskedSurvey
  /** By the human and the line. */
  readonly connectionLines: {
    readonly organizationId: OrganizationId
    readonly remoteNumber: string
    readonly line: string
    readonly conversationId: ConversationId
  }
  readonly assignments: Assignment
  readonly files: KeptFile
  readonly participants: {
    readonly conversationId: ConversationId
    readonly memberId: MemberId
    readonly at: Timestamp
  }
  readonly mentions: { readonly conversationId: ConversationId; readonly memberId: MemberId }
  readonly drafts: { readonly content: string }
  readonly endpoints: WebhookEndpoint
  /** Those that are out of use, by their ids: the endpoints stay for the log of what was delivered. */
  readonly retiredEndpoints: { readonly at: Timestamp }
  readonly deliveries: { readonly delivery: Delivery; readonly leasedUntil: Timestamp | null }
  readonly attempts: Attempt
  readonly measurements: Measurement
  readonly auditEntries: AuditEntry
  readonly presences: { readonly who: Present; readonly at: Timestamp }
  readonly idempotency: { readonly record: IdempotencyRecord; readonly at: Timestamp }
  readonly events: LoggedEvent
  readonly cursors: { readonly consumer: string; readonly passed: LogCursor }
  readonly counters: { readonly last: number }
}

/** A message that asked how satisfied the contact is, with what the contact answered. */
export interface AskedSurvey {
  readonly organizationId: OrganizationId
  readonly message: Message
  readonly response: SurveyResponse | null
  /** When it was first answered. */
  readonly respondedAt: Timestamp | null
}

type TableName = keyof RowTypes

export type Tables = { readonly [Name in TableName]: Rows<RowTypes[Name]> }
export type WritableTables = { readonly [Name in TableName]: WritableRows<RowTypes[Name]> }

/** Tables in memory. Transactions run one after the other; readers see what was committed and wait for nobody. */
export interface MemoryDatabase {
  readonly committed: Tables
  /** Commits what `work` did, unless it resolves to an error or throws. */
  readonly transaction: <R extends Result<unknown, unknown>>(
    work: (tables: WritableTables) => Promise<R> | R,
  ) => Promise<R>
  /** Commits what `work` did, unless it throws. */
  readonly write: <T>(work: (tables: WritableTables) => T) => Promise<T>
  /** Calls back with the organizations whose events a transaction recorded, after its commit. */
  readonly afterEvents: (listener: (organizations: readonly OrganizationId[]) => void) => void
}

const newTables = (): { readonly [Name in TableName]: Table<RowTypes[Name]> } => ({
  organizations: createTable(),
  members: createTable(),
  agentIdentities: createTable(),
  credentials: createTable(),
  apiKeys: createTable(),
  sessions: createTable(),
  mailedCodes: createTable(),
  secondFactors: createTable(),
  signInAttempts: createTable(),
  installationKeys: createTable(),
  inboxes: createTable(),
  removedInboxes: createTable(),
  inboxMembers: createTable(),
  tags: createTable(),
  cannedResponses: createTable(),
  teams: createTable(),
  teamMembers: createTable(),
  teamAgentIdentities: createTable(),
  invitations: createTable(),
  contacts: createTable(),
  contactNotes: createTable(),
  contactPoints: createTable(),
  contactRules: createTable(),
  conversations: createTable(),
  messages: createTable(),
  surveys: createTable(),
  connectionLines: createTable(),
  assignments: createTable(),
  files: createTable(),
  participants: createTable(),
  mentions: createTable(),
  drafts: createTable(),
  endpoints: createTable(),
  retiredEndpoints: createTable(),
  deliveries: createTable(),
  attempts: createTable(),
  measurements: createTable(),
  auditEntries: createTable(),
  presences: createTable(),
  idempotency: createTable(),
  events: createTable(),
  cursors: createTable(),
  counters: createTable(),
})

export const createMemoryDatabase = (): MemoryDatabase => {
  const tables = newTables()
  const each = Object.values(tables)
  const listeners: ((organizations: readonly OrganizationId[]) => void)[] = []
  let last: Promise<unknown> = Promise.resolve()

  const commit = () => {
    const recorded = tables.events.touched()
    for (const table of each) table.commit()
    if (recorded.length > 0) for (const listener of listeners) listener(recorded)
  }
  const rollback = () => {
    for (const table of each) table.rollback()
  }
  const current = viewOf(tables, 'current') as WritableTables
  const inTurn = <T>(work: (tables: WritableTables) => Promise<T> | T, keeps: (result: T) => boolean) => {
    const turn = last.then(async () => {
      try {
        const result = await work(current)
        if (keeps(result)) commit()
        return result
      } finally {
        // Nothing is left to undo after a commit.
        rollback()
      }
    })
    last = turn.catch(() => undefined)
    return turn
  }
  return {
    committed: viewOf(tables, 'committed') as Tables,
    transaction: (work) => inTurn(work, ({ ok }) => ok),
    write: (work) => inTurn(work, () => true),
    afterEvents: (listener) => {
      listeners.push(listener)
    },
  }
}

const viewOf = (tables: object, view: 'committed' | 'current'): object =>
  Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table[view]]))

/** The next of an organization's numbers of this kind: 1, 2, 3 … */
export const nextNumber = (tables: WritableTables, organizationId: OrganizationId, kind: string): number => {
  const number = (tables.counters.get(organizationId, kind)?.last ?? 0) + 1
  tables.counters.put(organizationId, kind, { last: number })
  return number
}
