import type { MemberQueries } from '../access/index.ts'
import type { ContactPorts } from '../contacts/index.ts'
import type { ConversationQueries, ConversationStore } from '../conversations/index.ts'
import type { SupportInboxPorts } from '../inboxes/index.ts'
import type { Templates, UnitOfWork } from '../kernel/index.ts'
import type { SupportQueries } from './support-queries.ts'

type ContactTransactionOf = ContactPorts['unitOfWork'] extends UnitOfWork<infer Tx> ? Tx : never
type InboxTransactionOf = SupportInboxPorts['unitOfWork'] extends UnitOfWork<infer Tx> ? Tx : never

export interface SupportPorts
  extends Omit<SupportInboxPorts, 'unitOfWork'>,
    Omit<ContactPorts, 'unitOfWork' | 'contactPresence' | 'contactQueries'> {
  readonly unitOfWork: UnitOfWork<ContactTransactionOf & InboxTransactionOf>
  readonly conversationStore: ConversationStore
  readonly conversationQueries: ConversationQueries
  readonly memberQueries: MemberQueries
  readonly supportQueries: SupportQueries
  readonly templates?: Templates | undefined
  readonly messagesPerMinute?: number | undefined
}
