import { type Forbidden, type MemberPrincipal, type MemberQueries, permit } from '../access/index.ts'
import {
  asksForRating,
  type ConversationNotFound,
  type ConversationQueries,
  type ConversationState,
  type ConversationStore,
  type MessageNotFound,
  type SentMessage,
} from '../conversations/index.ts'
import type { InboxNotFound, InboxQueries } from '../inboxes/index.ts'
import {
  type Answer,
  type Clock,
  type ConversationId,
  err,
  type IdempotencyKeyReused,
  ok,
  type Result,
  type StoredFile,
  type Timestamp,
} from '../kernel/index.ts'
import type { Team, TeamNotFound, TeamQueries } from '../teams/index.ts'
import type { PostedMessage } from './decide-post.ts'
import { decideSubmission, type Submission, type SubmitError } from './decide-submission.ts'
import type {
  AnsweredSurvey,
  SurveyCounts,
  SurveyFilter,
  SurveyPlace,
  SurveyQueries,
} from './survey-queries.ts'

export interface SurveysPorts {
  readonly surveyQueries: SurveyQueries
  readonly conversationStore: ConversationStore
  readonly conversationQueries: ConversationQueries
  readonly inboxQueries: InboxQueries
  readonly memberQueries: MemberQueries
  readonly teamQueries: TeamQueries
  readonly clock: Clock
}

/** A survey with what was answered, to whoever has its address. */
export interface AskedSurvey {
  readonly state: ConversationState
  readonly sent: SentMessage
  readonly answer: AnsweredSurvey | null
  /** A picture of the inbox. */
  readonly avatar: StoredFile | null
}

/** What a member narrows answers to, in the numbers that wires show. */
export interface SurveyRequest {
  readonly since: Timestamp | null
  readonly until: Timestamp | null
  readonly memberNumbers: readonly number[] | null
  readonly inboxNumber: number | null
  readonly rating: number | null
  readonly teamNumber: number | null
}

/** Answers on a page. */
export const SURVEYS_PER_PAGE = 25

/** The most answers that are given at once, for a file. */
export const MOST_SURVEYS = 10_000

type Refused = Forbidden | InboxNotFound | TeamNotFound

/** How satisfied contacts are. A survey's address, which carries the conversation's id, is all that answering it takes. */
export interface Surveys {
  readonly show: (conversationId: ConversationId) => Promise<Result<AskedSurvey, MessageNotFound>>
  readonly answer: (
    conversationId: ConversationId,
    submission: Submission,
  ) => Promise<Answer<PostedMessage, SubmitError | ConversationNotFound | IdempotencyKeyReused>>
  readonly list: (
    principal: MemberPrincipal,
    request: SurveyRequest,
    page: { readonly page: number; readonly oldestFirst: boolean },
  ) => Promise<Result<readonly AnsweredSurvey[], Refused>>
  /** Everything at once, newest first, at most `MOST_SURVEYS`. */
  readonly all: (
    principal: MemberPrincipal,
    request: SurveyRequest,
  ) => Promise<Result<readonly AnsweredSurvey[], Refused>>
  readonly counts: (
    principal: MemberPrincipal,
    request: SurveyRequest,
  ) => Promise<Result<SurveyCounts, Refused>>
}

export const createSurveys = (ports: SurveysPorts): Surveys => ({
  show: show(ports),
  answer: answer(ports),
  list: async (principal, request, { page, oldestFirst }) => {
    const filter = await filterOf(ports, principal, request)
    if (!filter.ok) return filter
    const shown = { page, perPage: SURVEYS_PER_PAGE, oldestFirst }
    return ok(await ports.surveyQueries.list(principal.organizationId, filter.value, shown))
  },
  all: async (principal, request) => {
    const filter = await filterOf(ports, principal, request)
    if (!filter.ok) return filter
    const all = { page: 1, perPage: MOST_SURVEYS, oldestFirst: false }
    return ok(await ports.surveyQueries.list(principal.organizationId, filter.value, all))
  },
  counts: async (principal, request) => {
    const filter = await filterOf(ports, principal, request)
    if (!filter.ok) return filter
    return ok(await ports.surveyQueries.counts(principal.organizationId, filter.value))
  },
})

/** The survey's message, unless it was deleted: then it asks nothing any more. */
const messageAt = async (
  { conversationStore }: SurveysPorts,
  place: SurveyPlace,
): Promise<SentMessage | null> => {
  const sent = await conversationStore.message(place.organizationId, place.messageId)
  return sent && asksForRating(sent.message) ? sent : null
}

const show =
  (ports: SurveysPorts): Surveys['show'] =>
  async (conversationId) => {
    const place = await ports.surveyQueries.locate(conversationId)
    if (!place) return err({ code: 'message/not-found' })
    const { organizationId, messageId } = place
    const [state, sent, answered] = await Promise.all([
      ports.conversationQueries.find(organizationId, { id: conversationId }),
      messageAt(ports, place),
      ports.surveyQueries.answer(organizationId, messageId),
    ])
    if (!state || !sent) return err({ code: 'message/not-found' })
    const inbox = await ports.inboxQueries.find(organizationId, state.inbox.id)
    return ok({ state, sent, answer: answered, avatar: inbox?.avatar ?? null })
  }

const answer =
  (ports: SurveysPorts): Surveys['answer'] =>
  async (conversationId, submission) => {
    const place = await ports.surveyQueries.locate(conversationId)
    if (!place || !(await messageAt(ports, place))) return err({ code: 'message/not-found' })
    const { organizationId, messageId } = place
    const now = ports.clock.now()
    return ports.conversationStore.change<PostedMessage, SubmitError>(
      { organizationId, id: conversationId },
      {
        at: now,
        about: { id: messageId },
        actor: (state) => ({ type: 'contact', id: state.contact.id }),
        decide: (state, about) =>
          decideSubmission(state, {
            principal: { type: 'system', organizationId },
            about,
            submission,
            now,
          }),
      },
    )
  }

const filterOf = async (
  { inboxQueries, memberQueries, teamQueries }: SurveysPorts,
  principal: MemberPrincipal,
  request: SurveyRequest,
): Promise<Result<SurveyFilter, Refused>> => {
  const permitted = permit(principal, 'surveys:read')
  if (!permitted.ok) return permitted
  const { since, until, rating, memberNumbers, inboxNumber } = request
  const inbox =
    inboxNumber === null ? null : await inboxQueries.findByNumber(principal.organizationId, inboxNumber)
  if (inboxNumber !== null && !inbox) return err({ code: 'inbox/not-found' })
  const team = await teamWith(teamQueries, principal, request.teamNumber)
  if (!team.ok) return team
  const members = memberNumbers && (await memberQueries.list(principal.organizationId))
  const memberIds =
    members?.filter(({ number }) => memberNumbers?.includes(number)).map(({ id }) => id) ?? null
  return ok({ since, until, rating, memberIds, inboxId: inbox?.id ?? null, teamId: team.value?.id ?? null })
}

const teamWith = async (
  teamQueries: TeamQueries,
  { organizationId }: MemberPrincipal,
  number: number | null,
): Promise<Result<Team | null, TeamNotFound>> => {
  if (number === null) return ok(null)
  const team = await teamQueries.findByNumber(organizationId, number)
  return team ? ok(team) : err({ code: 'team/not-found' })
}
