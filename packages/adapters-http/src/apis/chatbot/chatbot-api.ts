import { CHATBOT_WORDS, problemSchema } from '@parlance/contracts'
import type { Api } from '../../openapi/api.ts'
import { CHATBOT_ROUTES } from './chatbot-routes.ts'
import { CHATBOT_ERRORS, type ChatbotCode } from './kernel/chatbot-errors.ts'

/** The chatbot API: people sign in, work together, and run bots. */
export const CHATBOT_API: Api = {
  name: 'chatbot',
  title: 'Chatbot API',
  description: 'For members who sign in, under `/api/v1`. Problems are told as RFC 9457 has it.',
  routes: CHATBOT_ROUTES,
  securitySchemes: {
    chatbot_bearer: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'The access token of a member who signed in',
    },
    chatbot_api_key: {
      type: 'apiKey',
      in: 'header',
      name: 'X-API-Key',
      description: 'A key of the organization',
    },
  },
  words: CHATBOT_WORDS,
  statusOf: (code) => CHATBOT_ERRORS[code as ChatbotCode].status,
  statusOfInvalid: 400,
  errorType: 'application/problem+json',
  errorSchema: () => problemSchema,
  limitSchema: problemSchema,
  webhooks: {},
}
