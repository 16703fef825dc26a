import type { Directory, MemberQueries } from '../access/index.ts'
import type { ContactQueries, ContactTransaction } from '../contacts/index.ts'
import type { InboxQueries } from '../inboxes/index.ts'
import type { Clock, IdSource, Mailer, Secrets, UnitOfWork } from '../kernel/index.ts'
import type { TeamQueries } from '../teams/index.ts'
import type { ConversationQueries } from './conversation-queries.ts'
import type { DraftStore, ParticipantStore } from './conversation-shelf.ts'
import type { ConversationStore } from './conversation-store.ts'

export interface ConversationTransaction extends ContactTransaction {
  readonly participants: ParticipantStore
  readonly drafts: DraftStore
}

export interface ConversationPorts {
  readonly unitOfWork: UnitOfWork<ConversationTransaction>
  readonly conversationStore: ConversationStore
  readonly conversationQueries: ConversationQueries
  readonly contactQueries: ContactQueries
  readonly inboxQueries: InboxQueries
  readonly memberQueries: MemberQueries
  readonly teamQueries: TeamQueries
  readonly directory: Directory
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
  readonly mailer?: Mailer | undefined
}
