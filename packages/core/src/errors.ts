import type { AccessError } from './access/index.ts'
import type { AnalyticsError } from './analytics/index.ts'
import type { ContactError } from './contacts/index.ts'
import type { ConversationError } from './conversations/index.ts'
import type { FileError } from './files/index.ts'
import type { InboxError } from './inboxes/index.ts'
import type { IdempotencyKeyReused, InvalidFilter, ValidationFailed } from './kernel/index.ts'
import type { TeamError } from './teams/index.ts'
import type { WebhookError } from './webhooks/index.ts'
import type { WorkspaceError } from './workspace/index.ts'

/** Every way in which the engine refuses. Each API maps every `code` in one table; a missing one does not compile. */
export type Refusal =
  | AccessError
  | FileError
  | InboxError
  | ContactError
  | ConversationError
  | TeamError
  | WorkspaceError
  | WebhookError
  | AnalyticsError
  | ValidationFailed
  | InvalidFilter
  | IdempotencyKeyReused

export type RefusalCode = Refusal['code']
