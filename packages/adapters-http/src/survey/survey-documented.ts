import { SURVEY_PATH } from '@parlance/contracts'

const html = (description: string) => ({
  description,
  content: { 'text/html': { schema: { type: 'string' } } },
})

const parameters = [
  {
    name: 'conversation_uuid',
    in: 'path',
    required: true,
    description: 'The `uuid` of the conversation that is asked about',
    schema: { type: 'string', format: 'uuid' },
  },
]

const shared = { tags: ['Surveys'], parameters, security: [] }

/** The page of a survey, as the document describes it. */
export const SURVEY_PAGE = {
  [`${SURVEY_PATH}/{conversation_uuid}`]: {
    get: {
      operationId: 'showSurveyPage',
      summary: 'The page on which a contact says how satisfied it is',
      ...shared,
      responses: { 200: html('The page'), 404: html('There is no such survey') },
    },
    post: {
      operationId: 'sendSurveyPage',
      summary: 'What the form of that page sends',
      ...shared,
      requestBody: {
        content: {
          'application/x-www-form-urlencoded': {
            schema: {
              type: 'object',
              properties: {
                rating: { type: 'integer', minimum: 1, maximum: 5, description: '1 to 5' },
                feedback_message: { type: 'string', description: 'What the contact says about it' },
              },
              required: ['rating'],
            },
          },
        },
      },
      responses: {
        200: html('Never: see 303'),
        303: { description: 'It is kept; the page shows it' },
        404: html('There is no such survey'),
        422: html('It cannot be accepted; the page says why'),
      },
    },
  },
}
