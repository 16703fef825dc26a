import { type Forbidden, type MemberPrincipal, permit, visibleInboxes } from '../access/index.ts'
import type { ContactNotFound, ContactQueries } from '../contacts/index.ts'
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
    const found = await messageQueries.attachments(
      organizationId,
      { conversationId: state.conversation.id },
      wanted,
    )
    return ok({ ...found, state })
  }

/** What went along with the messages of a contact in the inboxes that the member sees, the newest first, 100 on a page. */
export const listAttachmentsOfContact =
  ({
    contactQueries,
    messageQueries,
  }: {
    readonly contactQueries: ContactQueries
    readonly messageQueries: MessageQueries
  }) =>
  async (
    principal: MemberPrincipal,
    contactNumber: number,
    page: number,
  ): Promise<Result<AttachmentPage, Forbidden | ContactNotFound>> => {
    const permitted = permit(principal, 'messages:read')
    if (!permitted.ok) return permitted
    const { organizationId } = principal
    const view = await contactQueries.findByNumber(organizationId, contactNumber)
    if (!view) return err({ code: 'contact/not-found' })
    const of = { contactId: view.contact.id, inboxIds: visibleInboxes(principal) }
    return ok(await messageQueries.attachments(organizationId, of, { page, perPage: ATTACHMENTS }))
  }
