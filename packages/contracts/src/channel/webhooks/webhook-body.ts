import type { AgentIdentityId, EventName } from '@parlance/core'

/** One wire event: its name, and the JSON object that is posted. */
export interface WebhookBody {
  readonly name: EventName
  readonly body: object
  /** True: only the receiver of the inbox that it happened in is told. */
  readonly ownInboxOnly?: boolean
  /** The agent identity that is told, and no other. */
  readonly agentIdentityId?: AgentIdentityId
}
