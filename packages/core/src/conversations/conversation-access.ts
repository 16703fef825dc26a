import {
  actorOf,
  type Forbidden,
  inTeam,
  type Operation,
  type Principal,
  permit,
  seesInbox,
} from '../access/index.ts'
import { isOpenChannel } from '../inboxes/index.ts'
import { type Actor, err, ok, type Result } from '../kernel/index.ts'
import type { AssignmentReleased, ConversationNotFound } from './conversation-errors.ts'
import type { ConversationState } from './conversation-state.ts'

export type AccessRefusal = Forbidden | ConversationNotFound | AssignmentReleased

/**
 * Whether the principal may do this to this conversation.
 *
 * A member needs the inbox, or to be in the conversation's team. A contact point reaches its own conversations only, and
 * of those it doesn't reach it learns nothing. On an open channel an agent identity answers like a member who sees every inbox; on any other it acts
 * through an active assignment, and one that was released refuses. A key that may be public reaches the conversations of
 * the person it speaks for.
 */
export const permitOn = (
  state: ConversationState,
  principal: Principal,
  operation: Operation,
): Result<null, AccessRefusal> => {
  const permitted = permit(principal, operation)
  if (!permitted.ok) return permitted
  switch (principal.type) {
    case 'member':
      return seesInbox(principal, state.inbox.id) || (state.team && inTeam(principal, state.team.id))
        ? permitted
        : err({ code: 'access/forbidden', operation })
    case 'contact_point':
      return reaches(state, principal) ? permitted : err({ code: 'conversation/not-found' })
    case 'agent_identity':
      return isOpenChannel(state.inbox.channelType) ||
        state.assignment?.holder.id === principal.agentIdentity.id
        ? permitted
        : err({ code: 'assignment/released' })
    case 'client_key':
      return principal.requesterEmail !== undefined && state.contact.email === principal.requesterEmail
        ? permitted
        : err({ code: 'conversation/not-found' })
    case 'server_key':
    case 'system':
      return ok(null)
  }
}

const reaches = (
  { inbox, contact, contactPoint }: ConversationState,
  principal: Extract<Principal, { type: 'contact_point' }>,
): boolean =>
  principal.verifiedContactId === contact.id ||
  (inbox.id === principal.inboxId && contactPoint.sourceId === principal.sourceId)

/** Who events name as the cause of what the principal does in this conversation. */
export const actorIn = (state: Pick<ConversationState, 'contact'>, principal: Principal): Actor =>
  principal.type === 'contact_point' ? { type: 'contact', id: state.contact.id } : actorOf(principal)
