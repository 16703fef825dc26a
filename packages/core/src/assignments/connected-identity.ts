import type { AgentIdentity, AgentIdentityQueries } from '../access/index.ts'
import { type ConversationQueries, isConnected } from '../conversations/index.ts'
import type { ConversationId, OrganizationId } from '../kernel/index.ts'

/** The agent identity that the human of a conversation is connected to; null on any other channel, and where nobody is. */
export const connectedIdentity = async (
  ports: {
    readonly conversationQueries: ConversationQueries
    readonly agentIdentityQueries: AgentIdentityQueries
  },
  organizationId: OrganizationId,
  key: { readonly id: ConversationId } | { readonly number: number },
): Promise<AgentIdentity | null> => {
  const state = await ports.conversationQueries.find(organizationId, key)
  if (!state || !isConnected(state.conversation.connection)) return null
  return ports.agentIdentityQueries.findByInbox(organizationId, state.inbox.id)
}
