import type { AgentIdentityQueries } from '../access/index.ts'
import type { ConversationStore } from '../conversations/index.ts'
import type { Clock, IdSource, Templates } from '../kernel/index.ts'
import type { MessageQueries } from './message-queries.ts'
import type { PostWithFilesPorts } from './post-with-files.ts'

export interface MessagesPorts extends PostWithFilesPorts {
  readonly conversationStore: ConversationStore
  readonly messageQueries: MessageQueries
  readonly agentIdentityQueries: AgentIdentityQueries
  readonly clock: Clock
  readonly ids: IdSource
  /** Texts are left as they are when it is left out. */
  readonly templates?: Templates | undefined
  /** How many messages a conversation may have in a minute; `MESSAGES_PER_MINUTE` when left out. */
  readonly messagesPerMinute?: number | undefined
}

/** How many messages a conversation may have in a minute, unless it is set: more is two programs that answer each other. */
export const MESSAGES_PER_MINUTE = 200
