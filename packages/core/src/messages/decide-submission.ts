import type { Principal } from '../access/index.ts'
import {
  type AccessRefusal,
  asksForRating,
  BEST_RATING,
  type ConversationState,
  type Decision,
  type MessageNotFound,
  permitOn,
  type SentMessage,
  type SurveyClosed,
  type SurveyResponse,
  surveyCloses,
} from '../conversations/index.ts'
import {
  err,
  type FieldProblem,
  type JsonValue,
  LONG_TEXT,
  ok,
  presence,
  type Result,
  type Timestamp,
  tooLong,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { changed } from './decide-message-change.ts'
import type { PostedMessage } from './decide-post.ts'

/** One field that a contact filled in. */
export interface SubmittedValue {
  readonly name?: string
  readonly title?: string
  readonly value?: JsonValue
}

/** What a contact answers to a message that asks for something: the fields of a form, a choice, or how satisfied it is. */
export type Submission =
  | { readonly type: 'values'; readonly values: readonly SubmittedValue[] }
  | { readonly type: 'rating'; readonly rating: number | null; readonly feedback: string | null }

export interface Submit {
  readonly principal: Principal
  readonly about: SentMessage | null
  readonly submission: Submission
  readonly now: Timestamp
}

export type SubmitError = AccessRefusal | MessageNotFound | SurveyClosed | ValidationFailed

/** The most fields of one answer. */
const MOST_VALUES = 1_000

/**
 * Keeps what the contact answers to a message. An answer may be given anew; to a survey for 14 days. Of what it cannot
 * see – notes, activities – a contact learns nothing.
 */
export const decideSubmission = (
  state: ConversationState,
  { principal, about, submission, now }: Submit,
): Result<Decision<PostedMessage>, SubmitError> => {
  const permitted = permitOn(state, principal, 'messages:write')
  if (!permitted.ok) return permitted
  if (!about || about.message.private || about.message.kind === 'activity') {
    return err({ code: 'message/not-found' })
  }
  const survey = asksForRating(about.message)
  if (survey && now > surveyCloses(about.message)) return err({ code: 'survey/closed' })
  const problems = problemsOf(submission)
  if (problems.length > 0) return err(validationFailed(...problems))
  return ok(
    changed({
      type: 'message.submitted',
      at: now,
      message: about,
      values: valuesOf(submission),
      response: survey ? responseOf(state, about, { submission, now }) : null,
    }),
  )
}

const problemsOf = (submission: Submission): readonly FieldProblem[] => {
  if (submission.type === 'values') {
    return submission.values.length > MOST_VALUES
      ? [{ field: 'submittedValues', problem: 'invalid', expected: `at most ${MOST_VALUES} values` }]
      : []
  }
  const { rating, feedback } = submission
  const sound = rating !== null && Number.isInteger(rating) && rating >= 1 && rating <= BEST_RATING
  return [
    ...(sound ? [] : [{ field: 'rating', problem: 'invalid', expected: `1 to ${BEST_RATING}` } as const]),
    ...tooLong('feedbackMessage', feedback, LONG_TEXT),
  ]
}

const valuesOf = (submission: Submission): JsonValue =>
  submission.type === 'values'
    ? submission.values.map(({ name, title, value }) => ({
        ...(name !== undefined && { name }),
        ...(title !== undefined && { title }),
        ...(value !== undefined && { value }),
      }))
    : { csat_survey_response: { rating: submission.rating, feedback_message: submission.feedback } }

const responseOf = (
  state: ConversationState,
  { message }: SentMessage,
  { submission, now }: Pick<Submit, 'submission' | 'now'>,
): SurveyResponse | null =>
  submission.type === 'rating' && submission.rating !== null
    ? {
        conversationId: state.conversation.id,
        messageId: message.id,
        rating: submission.rating,
        feedback: presence(submission.feedback),
        memberId: state.assignee?.id ?? null,
        at: now,
      }
    : null
