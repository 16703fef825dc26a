import {
  pageNumber,
  presentSurveyMetrics,
  presentSurveyResponses,
  sentPage,
  surveyMetricsSchema,
  surveyQuerySchema,
  surveyResponseListSchema,
  surveyRows,
  toSurveyRequest,
} from '@parlance/contracts'
import { route, shown } from '../../../kernel/route.ts'
import { accountDoor } from '../kernel/doors.ts'

const PATH = '/api/v1/accounts/{account_id}/csat_survey_responses'

const list = route(
  {
    methods: ['get'],
    path: PATH,
    operationId: 'listSurveyResponses',
    summary: 'What contacts answered to surveys',
    description: '25 on a page, the newest first.',
    tag: 'Surveys',
    door: accountDoor,
    operation: 'surveys:read',
    query: surveyQuerySchema.extend({ page: sentPage }),
    reply: surveyResponseListSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'team/not-found'],
  },
  async ({ engine, caller, query }) =>
    shown(
      await engine.surveys.list(caller.principal, toSurveyRequest(query), {
        page: pageNumber(query.page),
        oldestFirst: query.sort === 'created_at',
      }),
      (answers) => presentSurveyResponses(answers, caller.organization.number),
    ),
)

const metrics = route(
  {
    methods: ['get'],
    path: `${PATH}/metrics`,
    operationId: 'countSurveyResponses',
    summary: 'How satisfied contacts are, in numbers',
    tag: 'Surveys',
    door: accountDoor,
    operation: 'surveys:read',
    query: surveyQuerySchema,
    reply: surveyMetricsSchema,
    errors: ['access/forbidden', 'inbox/not-found', 'team/not-found'],
  },
  async ({ engine, caller, query }) =>
    shown(await engine.surveys.counts(caller.principal, toSurveyRequest(query)), presentSurveyMetrics),
)

const download = route(
  {
    methods: ['get'],
    path: `${PATH}/download`,
    operationId: 'downloadSurveyResponses',
    summary: 'What contacts answered to surveys, as a file',
    description: 'The newest 10,000 at the most.',
    tag: 'Surveys',
    door: accountDoor,
    operation: 'surveys:read',
    query: surveyQuerySchema,
    reply: 'csv',
    errors: ['access/forbidden', 'inbox/not-found', 'team/not-found'],
  },
  async ({ engine, caller, query }) =>
    shown(await engine.surveys.all(caller.principal, toSurveyRequest(query)), (answers) => ({
      name: 'csat_report.csv',
      rows: surveyRows(answers),
    })),
)

/** How satisfied contacts are, to administrators. */
export const surveyRoutes = [list, metrics, download]
