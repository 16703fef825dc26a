import type { AnsweredSurvey, AskedSurvey, SurveyCounts, SurveyRequest } from '@parlance/core'
import { z } from 'zod'
import { instant, integer, text } from '../../kernel/index.ts'
import { agentSchema, presentAgent } from '../access/index.ts'
import { contactSchema, presentContact } from '../contacts/index.ts'
import { isoMillis, isoMillisSchema, thumbnailUrl, unixSeconds, unixSecondsSchema } from '../push/index.ts'

const ratingNumber = z.int().min(1).max(5).describe('1 to 5')

const ownAnswerSchema = z.object({
  id: z.int(),
  account_id: z.int(),
  conversation_id: z.int(),
  message_id: z.int(),
  rating: ratingNumber,
  feedback_message: z.string().nullable(),
  contact_id: z.int(),
  assigned_agent_id: z.int().nullable(),
  created_at: isoMillisSchema,
  updated_at: isoMillisSchema,
})

export const surveySchema = z
  .object({
    id: z.int().describe('The id of the message that asks'),
    csat_survey_response: ownAnswerSchema.nullable().describe('What was answered; null for nothing yet'),
    display_type: z.enum(['emoji', 'star']),
    content: z.string().nullable(),
    inbox_avatar_url: z.string(),
    inbox_name: z.string(),
    locale: z.string(),
    conversation_id: z.int(),
    created_at: isoMillisSchema,
  })
  .meta({ id: 'Survey', description: 'What a contact is asked about a conversation' })

/** A survey, to whoever has its address. */
export const presentSurvey = ({
  state,
  sent,
  answer,
  avatar,
}: AskedSurvey): z.output<typeof surveySchema> => ({
  id: sent.message.number,
  csat_survey_response: answer && {
    id: answer.messageNumber,
    account_id: state.organization.number,
    conversation_id: state.conversation.number,
    message_id: answer.messageNumber,
    rating: answer.rating,
    feedback_message: answer.feedback,
    contact_id: state.contact.number,
    assigned_agent_id: answer.member?.number ?? null,
    created_at: isoMillis(answer.respondedAt),
    updated_at: isoMillis(sent.message.updatedAt),
  },
  display_type: sent.message.contentAttributes['display_type'] === 'star' ? 'star' : 'emoji',
  content: sent.message.content,
  inbox_avatar_url: thumbnailUrl(avatar),
  inbox_name: state.inbox.name,
  locale: 'en',
  conversation_id: state.conversation.number,
  created_at: isoMillis(sent.message.createdAt),
})

export const surveyResponseSchema = z
  .object({
    id: z.int(),
    rating: ratingNumber,
    feedback_message: z.string().nullable(),
    account_id: z.int(),
    message_id: z.int().describe('The message that asked'),
    contact: contactSchema,
    conversation_id: z.int(),
    assigned_agent: agentSchema
      .optional()
      .describe('Who held the conversation when it was answered; absent when nobody did'),
    created_at: unixSecondsSchema,
  })
  .meta({ id: 'SurveyResponse', description: 'What a contact answered' })

export const surveyResponseListSchema = z.array(surveyResponseSchema)

/** Answers, to members. */
export const presentSurveyResponses = (
  answers: readonly AnsweredSurvey[],
  accountNumber: number,
): z.output<typeof surveyResponseListSchema> =>
  answers.map((answer) => ({
    id: answer.messageNumber,
    rating: answer.rating,
    feedback_message: answer.feedback,
    account_id: accountNumber,
    message_id: answer.messageNumber,
    contact: presentContact(answer.contact),
    conversation_id: answer.conversationNumber,
    ...(answer.member && { assigned_agent: presentAgent(answer.member, accountNumber) }),
    created_at: unixSeconds(answer.respondedAt),
  }))

export const surveyMetricsSchema = z
  .object({
    total_count: z.int().describe('How many were answered'),
    ratings_count: z.record(z.string(), z.int()).describe('How often each rating was given'),
    total_sent_messages_count: z.int().describe('How many were asked'),
  })
  .meta({ id: 'SurveyMetrics', description: 'How satisfied contacts are, in numbers' })

export const presentSurveyMetrics = ({
  answered,
  ratings,
  sent,
}: SurveyCounts): z.output<typeof surveyMetricsSchema> => ({
  total_count: answered,
  ratings_count: Object.fromEntries(Object.entries(ratings)),
  total_sent_messages_count: sent,
})

const integers = z
  .preprocess(
    (value) => (value === undefined || value === '' ? undefined : Array.isArray(value) ? value : [value]),
    z.array(integer).max(1_000).optional(),
  )
  .optional()

export const surveyQuerySchema = z.object({
  since: instant.describe('Only what was answered since then, in Unix seconds'),
  until: instant.describe('Only what was answered until then, in Unix seconds'),
  user_ids: integers.describe('Only where one of these agents held the conversation'),
  inbox_id: integer.describe('Only of this inbox'),
  rating: integer.describe('Only this rating'),
  team_id: integer.describe('Only of conversations of this team'),
  sort: text.describe('`created_at` for the oldest first; otherwise the newest come first'),
})

/** What the engine is asked for. */
export const toSurveyRequest = (query: z.output<typeof surveyQuerySchema>): SurveyRequest => ({
  since: query.since ?? null,
  until: query.until ?? null,
  memberNumbers: query.user_ids?.filter((number) => number != null) ?? null,
  inboxNumber: query.inbox_id ?? null,
  rating: query.rating ?? null,
  teamNumber: query.team_id ?? null,
})

const HEADERS = [
  'Agent name',
  'Rating',
  'Feedback comment',
  'Contact name',
  'Contact email address',
  'Contact phone number',
  'Conversation',
  'Recorded date',
]

/** Answers as the rows of a table, with a row of headers. */
export const surveyRows = (
  answers: readonly AnsweredSurvey[],
): readonly (readonly (string | number | null)[])[] => [
  HEADERS,
  ...answers.map(({ member, rating, feedback, contact, conversationNumber, respondedAt }) => [
    member && `${member.name} (${member.email})`,
    rating,
    feedback,
    contact.name,
    contact.email,
    contact.phoneNumber,
    conversationNumber,
    isoMillis(respondedAt),
  ]),
]
