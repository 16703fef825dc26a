import { type AgentIdentity, type Principal, refOfAgentIdentity } from '../access/index.ts'
import type { Contact } from '../contacts/index.ts'
import type { ConversationState, Sender, SenderRef } from '../conversations/index.ts'
import type { MessageInput } from './message-input.ts'

interface Speaking {
  readonly principal: Principal
  /** The agent identity in whose name a member speaks. */
  readonly speaker: AgentIdentity | null
  /** Somebody else on the contact's side who speaks. */
  readonly participant?: Contact | null | undefined
  readonly kind: MessageInput['kind']
}

/** Whatever comes in is the contact's, whoever carried it here. */
export const senderOf = (
  state: ConversationState,
  { principal, speaker, participant, kind }: Speaking,
): Sender | null => {
  if (kind === 'incoming') return { type: 'contact', contact: participant ?? state.contact }
  if (speaker) return { type: 'agent_identity', ...refOfAgentIdentity(speaker) }
  switch (principal.type) {
    case 'member':
      return { type: 'member', member: principal.member }
    case 'agent_identity':
      return { type: 'agent_identity', ...refOfAgentIdentity(principal.agentIdentity) }
    case 'server_key':
    case 'client_key':
    case 'contact_point':
    case 'system':
      return null
  }
}

/** A sender as a message remembers it. */
export const refOf = (sender: Sender | null): SenderRef | null => {
  switch (sender?.type) {
    case 'member':
      return { type: 'member', id: sender.member.id }
    case 'contact':
      return { type: 'contact', id: sender.contact.id }
    case 'agent_identity':
      return { type: 'agent_identity', id: sender.id }
    case undefined:
      return null
  }
}
