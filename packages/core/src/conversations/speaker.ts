import { type Principal, refOfAgentIdentity } from '../access/index.ts'
import type { ConversationState, Sender } from './conversation-state.ts'

/** Who speaks when the principal does, as events remember it; nobody when it is the engine itself, or a backend. */
export const speakerIn = (state: Pick<ConversationState, 'contact'>, principal: Principal): Sender | null => {
  switch (principal.type) {
    case 'member':
      return { type: 'member', member: principal.member }
    case 'contact_point':
    case 'client_key':
      return { type: 'contact', contact: state.contact }
    case 'agent_identity':
      return { type: 'agent_identity', ...refOfAgentIdentity(principal.agentIdentity) }
    case 'server_key':
    case 'system':
      return null
  }
}
