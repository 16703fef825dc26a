import { answerSurveySchema, presentSurvey, surveySchema, toSurveyAnswer } from '@parlance/contracts'
import type { ConversationId } from '@parlance/core'
import { z } from 'zod'
import { route, shown } from '../../../kernel/route.ts'
import { openDoor } from '../kernel/doors.ts'

const PATH = '/public/api/v1/csat_survey/{conversation_uuid}'

const params = z.object({
  conversation_uuid: z
    .uuid()
    .transform((id) => id as ConversationId)
    .describe('The `uuid` of the conversation that is asked about'),
})

const show = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'getSurvey',
    summary: 'What a contact is asked about a conversation',
    tag: 'Public API',
    door: openDoor,
    params,
    reply: surveySchema,
    errors: ['message/not-found'],
  },
  async ({ engine, params }) => shown(await engine.surveys.show(params.conversation_uuid), presentSurvey),
)

const answer = route(
  {
    methods: ['patch', 'put'],
    path: PATH,
    operationId: 'answerSurvey',
    summary: 'Say how satisfied one is',
    description: 'May be said anew for 14 days.',
    tag: 'Public API',
    door: openDoor,
    params,
    body: answerSurveySchema,
    reply: surveySchema,
    errors: [
      'access/forbidden',
      'conversation/not-found',
      'message/not-found',
      'assignment/released',
      'survey/closed',
      'validation/failed',
      'idempotency/key-reused',
    ],
  },
  async ({ engine, params, body }) => {
    const answered = await engine.surveys.answer(params.conversation_uuid, toSurveyAnswer(body))
    if (!answered.ok) return answered
    return shown(await engine.surveys.show(params.conversation_uuid), presentSurvey)
  },
)

/** Surveys, to whoever has their address. */
export const publicSurveyRoutes = [show, answer]
