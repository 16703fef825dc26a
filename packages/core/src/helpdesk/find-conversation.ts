import type { Operation } from '../access/index.ts'
import {
  type AccessRefusal,
  type ConversationNotFound,
  type ConversationQueries,
  type ConversationState,
  permitOn,
} from '../conversations/index.ts'
import { type ConversationId, err, ok, type Result } from '../kernel/index.ts'
import type { SupportPrincipal } from './open-conversation.ts'

const NOT_FOUND: ConversationNotFound = { code: 'conversation/not-found' }

/** A conversation in the support inbox that the caller reaches: of any other it learns nothing. */
export const findConversation = async (
  { conversationQueries }: { readonly conversationQueries: ConversationQueries },
  principal: SupportPrincipal,
  id: ConversationId,
  operation: Operation,
): Promise<Result<ConversationState, AccessRefusal>> => {
  const state = await conversationQueries.find(principal.organizationId, { id })
  if (state?.inbox.channelType !== 'support') return err(NOT_FOUND)
  const permitted = permitOn(state, principal, operation)
  return permitted.ok ? ok(state) : permitted
}
