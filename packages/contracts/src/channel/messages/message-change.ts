import type { ChangingMessages, Submission, SubmittedValue } from '@parlance/core'
import { z } from 'zod'
import { integer, text } from '../../kernel/index.ts'
import { messageStatusSchema } from '../push/index.ts'

export const changeMessageSchema = z
  .object({
    status: z
      .preprocess(
        (value) => messageStatusSchema.safeParse(value).data ?? null,
        messageStatusSchema.nullable(),
      )
      .optional()
      .describe('What became of the message; any other word changes nothing'),
    external_error: text.describe('Why it failed; kept with `failed` only'),
  })
  .meta({ id: 'ChangeMessage', description: 'What became of a message' })

/** What the engine is asked for. */
export const toMessageStatus = ({
  status,
  external_error,
}: z.output<typeof changeMessageSchema>): Parameters<ChangingMessages['changeStatus']>[2] => ({
  status: status ?? null,
  externalError: external_error ?? null,
})

export const translateMessageSchema = z
  .object({ target_language: text.describe('The code of a language, such as `de`') })
  .meta({ id: 'TranslateMessage', description: 'What language a message is wanted in' })

export const translationSchema = z
  .object({ content: z.string() })
  .meta({ id: 'Translation', description: 'A message in another language' })

const fieldSchema = z
  .object({ name: text, title: text, value: z.unknown().optional() })
  .describe('One field that was filled in, or one choice')

const ratingSchema = z
  .object({
    rating: integer.describe('1 to 5'),
    feedback_message: text,
  })
  .meta({ id: 'SurveyRating', description: 'How satisfied the contact is' })

const surveyAnswerSchema = z.object({ csat_survey_response: ratingSchema })

// Forms number the members of a list: `submitted_values[0][name]`.
const unnumbered = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  const keys = Object.keys(value)
  return keys.length > 0 && keys.every((key) => /^\d{1,3}$/.test(key)) ? Object.values(value) : value
}

const submittedValuesSchema = z.preprocess(
  unnumbered,
  z.union([z.array(fieldSchema).max(1_000), surveyAnswerSchema]),
)

export const submitValuesSchema = z
  .object({
    submitted_values: submittedValuesSchema.describe(
      'What was filled in, as a list of fields; or `csat_survey_response` with a rating',
    ),
  })
  .meta({ id: 'SubmitValues', description: 'What a contact answers to a message' })

const toField = ({ name, title, value }: z.output<typeof fieldSchema>): SubmittedValue => ({
  ...(name != null && { name }),
  ...(title != null && { title }),
  // It went through `JSON.parse`, or through a form.
  ...(value !== undefined && { value: value as NonNullable<SubmittedValue['value']> }),
})

const toRating = ({ rating, feedback_message }: z.output<typeof ratingSchema>): Submission => ({
  type: 'rating',
  rating: rating ?? null,
  feedback: feedback_message ?? null,
})

/** What the engine is asked for. */
export const toSubmission = ({ submitted_values: sent }: z.output<typeof submitValuesSchema>): Submission =>
  Array.isArray(sent) ? { type: 'values', values: sent.map(toField) } : toRating(sent.csat_survey_response)

export const answerSurveySchema = z
  .object({
    message: z.object({ submitted_values: surveyAnswerSchema }),
  })
  .meta({ id: 'AnswerSurvey', description: 'How satisfied the contact is' })

/** What the engine is asked for. */
export const toSurveyAnswer = ({ message }: z.output<typeof answerSurveySchema>): Submission =>
  toRating(message.submitted_values.csat_survey_response)
