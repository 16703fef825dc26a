import {
  asksForRating,
  type ConversationId,
  type InboxId,
  type MemberId,
  type MessageId,
  type OrganizationId,
} from '@parlance/core'
import { type Moment, type NullableMoment, toIso } from '../kernel/moment.ts'
import { declared, fewRows, listed } from '../kernel/recordset.ts'
import { statement } from '../kernel/statement.ts'
import type { Ledger } from './ledger.ts'

/** One for every message that asked how satisfied the contact is, with what the contact answered. */
export interface SurveyTable {
  organization_id: OrganizationId
  message_id: MessageId
  message_number: number
  conversation_id: ConversationId
  inbox_id: InboxId
  sent_at: Moment
  rating: number | null
  feedback: string | null
  /** Who held the conversation when it was answered. */
  member_id: MemberId | null
  responded_at: NullableMoment
}

/** Leads from a conversation that was asked about, whose id is in the address of its survey, to its organization. */
export interface SurveyLinkTable {
  conversation_id: ConversationId
  organization_id: OrganizationId
}

const ASKED = {
  message_id: 'uuid',
  message_number: 'bigint',
  conversation_id: 'uuid',
  inbox_id: 'uuid',
  sent_at: 'timestamptz',
}

export const WRITE_SURVEYS = statement(
  'surveys-ask',
  `insert into surveys (organization_id, ${listed(ASKED)})
   select $1, ${listed(ASKED)} from json_to_recordset($2::json) as row (${declared(ASKED)})`,
)

export const WRITE_SURVEY_LINKS = statement(
  'survey-links-make',
  `insert into survey_links (conversation_id, organization_id)
   select distinct conversation_id, $1::uuid from json_to_recordset($2::json) as row (${declared(ASKED)})
   on conflict (conversation_id) do nothing`,
)

/** The surveys among a batch's messages. */
export const surveys = (ledger: Ledger): readonly unknown[] =>
  ledger.messages
    .filter(({ message }) => asksForRating(message))
    .map(({ message }) => ({
      message_id: message.id,
      message_number: message.number,
      conversation_id: message.conversationId,
      inbox_id: message.inboxId,
      sent_at: toIso(message.createdAt),
    }))

const RESPONSE = {
  message_id: 'uuid',
  rating: 'smallint',
  feedback: 'text',
  member_id: 'uuid',
  at: 'timestamptz',
}

export const WRITE_SURVEY_RESPONSES = statement(
  'surveys-answer',
  `update surveys
   set rating = row.rating, feedback = row.feedback, member_id = row.member_id,
     responded_at = coalesce(surveys.responded_at, row.at)
   from ${fewRows('$2', RESPONSE)}
   where surveys.organization_id = $1 and surveys.message_id = row.message_id`,
)

/** What a batch's surveys were answered. */
export const responses = (ledger: Ledger): readonly unknown[] =>
  [...ledger.surveyResponses.values()].map((response) => ({
    message_id: response.messageId,
    rating: response.rating,
    feedback: response.feedback,
    member_id: response.memberId,
    at: toIso(response.at),
  }))
