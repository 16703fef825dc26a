import type { ConversationId, MemberId, OrganizationId } from '@parlance/core'
import type { Moment } from '../kernel/moment.ts'

export interface ParticipantTable {
  organization_id: OrganizationId
  conversation_id: ConversationId
  member_id: MemberId
  created_at: Moment
}

export interface DraftTable {
  organization_id: OrganizationId
  conversation_id: ConversationId
  content: string
  updated_at: Moment
}
