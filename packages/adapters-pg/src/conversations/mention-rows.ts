import { type ConversationId, type MemberId, mentionedNumbers, type OrganizationId } from '@parlance/core'
import { type Moment, toIso } from '../kernel/moment.ts'
import { statement } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

export interface ConversationMentionTable {
  organization_id: OrganizationId
  conversation_id: ConversationId
  member_id: MemberId
  mentioned_at: Moment
}

/** Whoever is named by a note, and sees the inbox, is mentioned in the conversation and takes part in it from then on. */
export const WRITE_MENTIONS = statement(
  'conversations-mention',
  `with mentioned as (
     select row.conversation_id, members.id as member_id, max(row.at) as at
     from json_to_recordset($2::json) as row (conversation_id uuid, inbox_id uuid, number bigint, at timestamptz)
     join members on members.organization_id = $1 and members.number = row.number
     where members.role <> 'agent' or exists (
       select from inbox_members
       where inbox_members.organization_id = $1 and inbox_members.inbox_id = row.inbox_id
         and inbox_members.member_id = members.id
     )
     group by row.conversation_id, members.id
   ), taking_part as (
     insert into conversation_participants (organization_id, conversation_id, member_id, created_at)
     select $1, conversation_id, member_id, at from mentioned
     on conflict do nothing
   )
   insert into conversation_mentions (organization_id, conversation_id, member_id, mentioned_at)
   select $1, conversation_id, member_id, at from mentioned order by conversation_id, member_id
   on conflict (organization_id, member_id, conversation_id) do update set mentioned_at = excluded.mentioned_at`,
)

export const mentions = (ledger: Ledger): readonly unknown[] =>
  ledger.messages.flatMap(({ message }) =>
    mentionedNumbers(message).map((number) => ({
      conversation_id: message.conversationId,
      inbox_id: message.inboxId,
      number,
      at: toIso(message.createdAt),
    })),
  )
