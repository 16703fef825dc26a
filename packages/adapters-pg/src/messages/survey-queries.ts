import type {
  AnsweredSurvey,
  ConversationId,
  OrganizationId,
  SurveyFilter,
  SurveyPlace,
  SurveyQueries,
  Timestamp,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { MEMBER_COLUMNS, type MemberRow, toMember } from '../access/index.ts'
import { CONTACT_COLUMNS, type ContactRow, toContact } from '../contacts/index.ts'
import type { Database } from '../kernel/database.ts'
import { lookedUp, lookedUpIfThere } from '../kernel/looked-up.ts'
import { toIso } from '../kernel/moment.ts'
import { prefixed, unprefix, unprefixOrNull } from '../kernel/prefixed.ts'

/** Answers questions about surveys from the database. */
export const createSurveyQueries = (db: Database): SurveyQueries => ({
  locate: (conversationId) => locate(db, conversationId),
  answer: async (organizationId, messageId) => {
    const conditions = [
      bound(organizationId),
      sql`survey.message_id = ${messageId}`,
      sql`survey.rating is not null`,
    ]
    const { rows } = await selectAnswers(conditions, sql`limit 1`).execute(db.of(organizationId))
    return rows[0] ? toAnswer(rows[0]) : null
  },
  list: async (organizationId, filter, { page, perPage, oldestFirst }) => {
    const direction = oldestFirst ? sql`asc` : sql`desc`
    const portion = sql`
      order by survey.responded_at ${direction}, survey.message_number ${direction}
      limit ${perPage} offset ${(page - 1) * perPage}`
    const { rows } = await selectAnswers(answeredWithin(organizationId, filter), portion).execute(
      db.of(organizationId),
    )
    return rows.map(toAnswer)
  },
  counts: async (organizationId, filter) => {
    const [answered, sent] = await Promise.all([
      countRatings(organizationId, filter).execute(db.of(organizationId)),
      countSent(organizationId, filter).execute(db.of(organizationId)),
    ])
    const ratings = Object.fromEntries(answered.rows.map(({ rating, count }) => [rating, count]))
    const total = answered.rows.reduce((sum, { count }) => sum + count, 0)
    return { answered: total, ratings, sent: sent.rows[0]?.count ?? 0 }
  },
})

const locate = async (db: Database, conversationId: ConversationId): Promise<SurveyPlace | null> => {
  const link = await db.outside
    .selectFrom('survey_links')
    .select('organization_id')
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst()
  if (!link) return null
  const survey = await db
    .of(link.organization_id)
    .selectFrom('surveys')
    .select('message_id')
    .where('organization_id', '=', link.organization_id)
    .where('conversation_id', '=', conversationId)
    .orderBy('message_number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return survey ? { organizationId: link.organization_id, messageId: survey.message_id } : null
}

type Condition = RawBuilder<unknown>
type AnswerRow = Readonly<Record<string, unknown>> & {
  readonly message_number: number
  readonly conversation_number: number
  readonly rating: number
  readonly feedback: string | null
  readonly responded_at: Timestamp
}

const contactIn = unprefix<ContactRow>('contact', CONTACT_COLUMNS)
const memberIn = unprefixOrNull<MemberRow>('member', MEMBER_COLUMNS)

const toAnswer = (row: AnswerRow): AnsweredSurvey => {
  const member = memberIn(row)
  return {
    messageNumber: row.message_number,
    conversationNumber: row.conversation_number,
    rating: row.rating,
    feedback: row.feedback,
    contact: toContact(contactIn(row)),
    member: member && toMember(member),
    respondedAt: row.responded_at,
  }
}

const bound = (organizationId: OrganizationId): Condition => sql`survey.organization_id = ${organizationId}`

const timesOf = (column: RawBuilder<unknown>, { since, until }: SurveyFilter): readonly Condition[] => [
  ...(since === null ? [] : [sql`${column} >= ${toIso(since)}::timestamptz`]),
  ...(until === null ? [] : [sql`${column} <= ${toIso(until)}::timestamptz`]),
]

const answeredWithin = (organizationId: OrganizationId, filter: SurveyFilter): readonly Condition[] => [
  bound(organizationId),
  sql`survey.responded_at is not null`,
  ...timesOf(sql`survey.responded_at`, filter),
  ...(filter.memberIds === null ? [] : [sql`survey.member_id = any(${[...filter.memberIds]}::uuid[])`]),
  ...(filter.inboxId === null ? [] : [sql`survey.inbox_id = ${filter.inboxId}`]),
  ...(filter.teamId === null
    ? []
    : [
        sql`exists (
          select from conversations
          where conversations.organization_id = survey.organization_id
            and conversations.id = survey.conversation_id and conversations.team_id = ${filter.teamId}
        )`,
      ]),
  ...(filter.rating === null ? [] : [sql`survey.rating = ${filter.rating}`]),
]

const SHOWN = sql.raw(
  [
    'survey.message_number, survey.rating, survey.feedback, survey.responded_at',
    'conversation.number as conversation_number',
    prefixed('contact', CONTACT_COLUMNS),
    prefixed('member', MEMBER_COLUMNS),
  ].join(', '),
)

const SHOWN_JOINS = sql.raw(
  [
    lookedUp('conversations', 'conversation', 'survey.conversation_id'),
    lookedUp('contacts', 'contact', 'conversation.contact_id'),
    lookedUpIfThere('members', 'member', 'survey.member_id', 'true'),
  ].join('\n'),
)

const selectAnswers = (
  conditions: readonly Condition[],
  portion: RawBuilder<unknown>,
): RawBuilder<AnswerRow> => sql`
  select ${SHOWN} from surveys as survey ${SHOWN_JOINS}
  where ${sql.join(conditions, sql` and `)} ${portion}`

const countRatings = (
  organizationId: OrganizationId,
  filter: SurveyFilter,
): RawBuilder<{ readonly rating: number; readonly count: number }> => sql`
  select survey.rating, count(*) as count from surveys as survey
  where ${sql.join(answeredWithin(organizationId, filter), sql` and `)}
  group by survey.rating`

const countSent = (
  organizationId: OrganizationId,
  filter: SurveyFilter,
): RawBuilder<{ readonly count: number }> => sql`
  select count(*) as count from surveys as survey
  where ${sql.join([bound(organizationId), ...timesOf(sql`survey.sent_at`, filter)], sql` and `)}`
