import type { ConversationId, OrganizationId } from '@parlance/core'

/** Leads from a tag, in lower case, to the conversations that have it; an index on the conversation would cost each message. */
export interface ConversationTagTable {
  organization_id: OrganizationId
  tag: string
  conversation_id: ConversationId
}
