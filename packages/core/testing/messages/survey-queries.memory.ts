import type { AnsweredSurvey, SurveyFilter, SurveyQueries } from '../../src/index.ts'
import { by } from '../kernel/ordering.ts'
import type { AskedSurvey, Tables } from '../memory-database.ts'

const within = (at: number, { since, until }: SurveyFilter): boolean =>
  (since === null || at >= since) && (until === null || at <= until)

const matches =
  (tables: Tables, filter: SurveyFilter) =>
  ({ organizationId, message, response, respondedAt }: AskedSurvey): boolean =>
    response !== null &&
    within(respondedAt ?? 0, filter) &&
    (filter.rating === null || response.rating === filter.rating) &&
    (filter.teamId === null ||
      tables.conversations.get(organizationId, message.conversationId)?.teamId === filter.teamId) &&
    (filter.inboxId === null || message.inboxId === filter.inboxId) &&
    (filter.memberIds === null ||
      (response.memberId !== null && filter.memberIds.includes(response.memberId)))

export const memorySurveyQueries = (tables: Tables): SurveyQueries => {
  const shown = ({ organizationId, message, response, respondedAt }: AskedSurvey): AnsweredSurvey[] => {
    const row = tables.conversations.get(organizationId, message.conversationId)
    const contact = row && tables.contacts.get(organizationId, row.conversation.contactId)
    if (!row || !contact || !response || respondedAt === null) return []
    const { rating, feedback, memberId } = response
    const member = memberId === null ? null : (tables.members.get(organizationId, memberId)?.member ?? null)
    return [
      {
        messageNumber: message.number,
        conversationNumber: row.conversation.number,
        rating,
        feedback,
        contact,
        member,
        respondedAt,
      },
    ]
  }
  return {
    locate: async (conversationId) => {
      const [newest] = tables.surveys
        .everywhere()
        .filter(({ message }) => message.conversationId === conversationId)
        .toSorted(by(({ message }) => message.number, true))
      return newest ? { organizationId: newest.organizationId, messageId: newest.message.id } : null
    },
    answer: async (organizationId, messageId) => {
      const asked = tables.surveys.get(organizationId, messageId)
      return (asked && shown(asked)[0]) ?? null
    },
    list: async (organizationId, filter, { page, perPage, oldestFirst }) =>
      tables.surveys
        .of(organizationId)
        .filter(matches(tables, filter))
        .flatMap(shown)
        .toSorted(
          (left, right) =>
            (left.respondedAt - right.respondedAt || left.messageNumber - right.messageNumber) *
            (oldestFirst ? 1 : -1),
        )
        .slice((page - 1) * perPage, page * perPage),
    counts: async (organizationId, filter) => {
      const asked = tables.surveys.of(organizationId)
      const answered = asked.filter(matches(tables, filter))
      const ratings: Record<number, number> = {}
      for (const { response } of answered) {
        if (response) ratings[response.rating] = (ratings[response.rating] ?? 0) + 1
      }
      const sent = asked.filter(({ message }) => within(message.createdAt, filter)).length
      return { answered: answered.length, ratings, sent }
    },
  }
}
