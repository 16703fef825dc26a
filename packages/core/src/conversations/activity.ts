import type { Principal } from '../access/index.ts'
import type { MessageId, Timestamp } from '../kernel/index.ts'
import type { ConversationStatus } from './conversation.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'

/** A line in the conversation that says what happened in it. Members see it; contacts and webhooks don't. */
export const activityFact = (
  state: Pick<ConversationState, 'conversation' | 'inbox'>,
  activity: {
    readonly id: MessageId
    readonly at: Timestamp
    readonly text: string
    readonly status?: ConversationStatus
  },
): ConversationFact => ({
  type: 'message.recorded',
  at: activity.at,
  sender: null,
  message: {
    id: activity.id,
    conversationId: state.conversation.id,
    inboxId: state.inbox.id,
    kind: 'activity',
    private: false,
    content: activity.text,
    contentType: 'text',
    contentAttributes: activity.status
      ? { activity: { type: 'conversation_status_changed', status: activity.status } }
      : {},
    additionalAttributes: {},
    status: 'sent',
    sender: null,
    sourceId: null,
    createdAt: activity.at,
    updatedAt: activity.at,
  },
})

/** What activities call the principal. */
export const nameOf = (principal: Principal, state: Pick<ConversationState, 'contact'>): string => {
  switch (principal.type) {
    case 'member':
      return principal.member.name
    case 'agent_identity':
      return principal.agentIdentity.name
    case 'contact_point':
    case 'client_key':
      return state.contact.name
    case 'server_key':
      return principal.key.name
    case 'system':
      return 'System'
  }
}
