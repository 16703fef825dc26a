import { type Forbidden, type MemberPrincipal, permit, visibleInboxes } from '../access/index.ts'
import type { ConversationQueries, ConversationState, SentMessage } from '../conversations/index.ts'
import { type NumberedPage, ok, type Result } from '../kernel/index.ts'
import type { MessageQueries } from './message-queries.ts'

interface Ports {
  readonly conversationQueries: ConversationQueries
  readonly messageQueries: MessageQueries
}

/** A message that was found, and the conversation that it is in. */
export interface FoundMessage {
  readonly sent: SentMessage
  readonly state: ConversationState
}

/** Finds what people said in the inboxes that the member sees, newest first. */
export const searchMessages =
  ({ conversationQueries, messageQueries }: Ports) =>
  async (
    principal: MemberPrincipal,
    { text, page }: { readonly text: string; readonly page: NumberedPage },
  ): Promise<Result<readonly FoundMessage[], Forbidden>> => {
    const permitted = permit(principal, 'messages:read')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const found = await messageQueries.search(organizationId, {
      text,
      inboxIds: visibleInboxes(principal),
      page,
    })
    const ids = [...new Set(found.map(({ message }) => message.conversationId))]
    const states = await conversationQueries.findAll(organizationId, ids)
    const stateOf = new Map(states.map((state) => [state.conversation.id, state]))
    return ok(
      found.flatMap((sent) => {
        const state = stateOf.get(sent.message.conversationId)
        return state ? [{ sent, state }] : []
      }),
    )
  }
