import type { AgentIdentityQueries, Directory } from '../access/index.ts'
import type { ContactQueries, ContactRuleQueries, ContactTransaction } from '../contacts/index.ts'
import type {
  CarriedOut,
  ChannelGateway,
  ConnectionQueries,
  ConversationQueries,
  ConversationStore,
} from '../conversations/index.ts'
import type {
  Clock,
  IdSource,
  OrganizationId,
  Secrets,
  StoredFile,
  Templates,
  UnitOfWork,
} from '../kernel/index.ts'

/** The outside lines of an installation, and who speaks on them. */
export interface ChannelLines {
  readonly gateway: ChannelGateway
  /** The line that humans text their commands to, in E.164. The only one that is ever shown. */
  readonly router: string
  /** The lines that carry connections: as many connections can one human have. */
  readonly pool: readonly string[]
  /** Where the gateway fetches a file; without it, files of members don't go out. */
  readonly fileUrl?: ((file: StoredFile) => string) | undefined
  /** What went out of one organization, or of all of them with null, where the gateway leads nowhere. */
  readonly loopback?: ((organizationId: OrganizationId | null) => readonly CarriedOut[]) | undefined
  /** Waits between attempts; without it they follow each other at once. */
  readonly pause?: ((milliseconds: number) => Promise<void>) | undefined
}

export interface ConnectionPorts {
  readonly unitOfWork: UnitOfWork<ContactTransaction>
  readonly conversationStore: ConversationStore
  readonly conversationQueries: ConversationQueries
  readonly connectionQueries: ConnectionQueries
  readonly contactQueries: ContactQueries
  readonly contactRuleQueries: ContactRuleQueries
  readonly agentIdentityQueries: AgentIdentityQueries
  readonly directory: Directory
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  readonly templates?: Templates | undefined
  readonly messagesPerMinute?: number | undefined
  /** Left out, nobody connects, and nothing goes out. */
  readonly channelLines?: ChannelLines | undefined
}
