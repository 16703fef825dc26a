import { permit } from '../access/index.ts'
import {
  type AccessRefusal,
  actorIn,
  type ConversationNotFound,
  type ConversationState,
  decideClose,
  type SentMessage,
} from '../conversations/index.ts'
import {
  type Answer,
  type CallOptions,
  type ConversationId,
  type IdempotencyKeyReused,
  ok,
  type Result,
} from '../kernel/index.ts'
import { findConversation } from './find-conversation.ts'
import { listSupportConversations } from './list-conversations.ts'
import { openConversation, type SupportPrincipal } from './open-conversation.ts'
import { postSupportMessage } from './post-message.ts'
import type { SupportPorts } from './support-ports.ts'
import type { ListPart } from './support-queries.ts'

/** Conversations with support: those of the inbox that an organization has for them. */
export interface Helpdesk {
  readonly open: ReturnType<typeof openConversation>
  readonly list: ReturnType<typeof listSupportConversations>
  readonly get: (
    principal: SupportPrincipal,
    id: ConversationId,
  ) => Promise<Result<ConversationState, AccessRefusal>>
  /** What was said, oldest first; notes are told to a backend only. */
  readonly messages: (
    principal: SupportPrincipal,
    id: ConversationId,
    part: ListPart,
  ) => Promise<Result<{ readonly count: number; readonly messages: readonly SentMessage[] }, AccessRefusal>>
  readonly post: ReturnType<typeof postSupportMessage>
  /** Closes a conversation; one that is closed stays as it is. */
  readonly close: (
    principal: SupportPrincipal,
    id: ConversationId,
    options?: CallOptions,
  ) => Promise<Answer<ConversationState, AccessRefusal | IdempotencyKeyReused>>
}

export const createHelpdesk = (ports: SupportPorts): Helpdesk => ({
  open: openConversation(ports),
  list: listSupportConversations(ports),
  get: (principal, id) => findConversation(ports, principal, id, 'conversations:read'),
  messages: async (principal, id, part) => {
    const state = await findConversation(ports, principal, id, 'messages:read')
    if (!state.ok) return state
    const withNotes = principal.type === 'server_key'
    return ok(await ports.supportQueries.messages(principal.organizationId, id, { ...part, withNotes }))
  },
  post: postSupportMessage(ports),
  close: close(ports),
})

const close =
  (ports: SupportPorts): Helpdesk['close'] =>
  async (principal, id, options = {}) => {
    const permitted = permit(principal, 'conversations:change-status')
    if (!permitted.ok) return permitted
    const state = await findConversation(ports, principal, id, 'conversations:change-status')
    if (!state.ok) return state
    const { ids, clock, conversationStore } = ports
    const now = clock.now()
    const made = { activity: ids.next<'message'>(), survey: ids.next<'message'>() }
    return conversationStore.change<ConversationState, ConversationNotFound>(
      { organizationId: principal.organizationId, id },
      {
        at: now,
        idempotency: options.idempotency,
        actor: (found) => actorIn(found, principal),
        decide: (found) => decideClose(found, { principal, ids: made, now }),
      },
    )
  }
