import {
  SUPPORT_WEBHOOK_SCHEMAS,
  supportErrorSchema,
  supportValidationErrorSchema,
} from '@parlance/contracts'
import { z } from 'zod'
import type { Api } from '../../openapi/api.ts'
import { SUPPORT_ERRORS, type SupportCode } from './kernel/support-errors.ts'
import { SUPPORT_ROUTES } from './support-routes.ts'

/** The support API: conversations with support, for an organization's backend, its pages and its apps. */
export const SUPPORT_API: Api = {
  name: 'support',
  title: 'Support API',
  description:
    'For backends with a server key, and for pages and apps with a client key, in `X-API-Key` or as a bearer. Every path is served with and without a slash at its end.',
  routes: SUPPORT_ROUTES,
  securitySchemes: {
    support_key: {
      type: 'apiKey',
      in: 'header',
      name: 'X-API-Key',
      description: 'A server key, or a client key where it says so',
    },
    support_bearer: { type: 'http', scheme: 'bearer', description: 'The same key' },
  },
  words: {},
  statusOf: (code) => SUPPORT_ERRORS[code as SupportCode].status,
  statusOfInvalid: 400,
  limitSchema: supportErrorSchema,
  errorSchema: (_route, status) =>
    status === 400 ? z.union([supportValidationErrorSchema, supportErrorSchema]) : supportErrorSchema,
  webhooks: SUPPORT_WEBHOOK_SCHEMAS,
}
