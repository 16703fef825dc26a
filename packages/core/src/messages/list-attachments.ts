import type { MemberPrincipal } from '../access/index.ts'
import {
  type AccessRefusal,
  type ConversationQueries,
  type ConversationState,
  permitOn,
} from '../conversations/index.ts'
import { err, ok, type Result } from '../kernel/index.ts'
import type { AttachmentPage, MessageQueries } from './message-queries.ts'

/** Some attachments of a conversation, with what they are shown with. */
export interface AttachmentsOfConversation extends AttachmentPage {
  readonly state: ConversationState
}

/** Attachments on a page. */
const ATTACHMENTS = 100

/** What went along with the messages of a conversation, the newest first, 100 on a page. */
export const listAttachments =
  ({
    conversationQueries,
    messageQueries,
  }: {
    readonly conversationQueries: ConversationQueries
    readonly messageQueries: MessageQueries
  }) =>
  async (
    principal: MemberPrincipal,
    conversationNumber: number,
    page: number,
  ): Promise<Result<AttachmentsOfConversation, AccessRefusal>> => {
    const { organizationId } = principal
    const state = await conversationQueries.find(organizationId, { number: conversationNumber })
    if (!state) return err({ code: 'conversation/not-found' })
    const permitted = permitOn(state, principal, 'messages:read')
    if (!permitted.ok) return permitted
    const wanted = { page, perPage: ATTACHMENTS }
    const found = await messageQueries.attachments(organizationId, state.conversation.id, wanted)
    return ok({ ...found, state })
  }
