import {
  CHANNEL_WORDS,
  channelErrorSchema,
  channelMessageErrorSchema,
  channelSignInErrorSchema,
  channelValidationErrorSchema,
  publicErrorSchema,
  publicValidationErrorSchema,
  WEBHOOK_BODY_SCHEMAS,
} from '@parlance/contracts'
import { z } from 'zod'
import type { Route } from '../../kernel/route.ts'
import type { Api } from '../../openapi/api.ts'
import { CHANNEL_ROUTES } from './channel-routes.ts'
import { CHANNEL_ERRORS, type ChannelCode } from './kernel/channel-errors.ts'
import { renderMessageCreation } from './kernel/render.ts'

const isPublic = (route: Route): boolean => route.door.security.length === 0

const errorSchema = (route: Route, status: number): z.ZodType => {
  if (status >= 500) return publicErrorSchema
  if (isPublic(route)) return status === 422 ? publicValidationErrorSchema : publicErrorSchema
  if (status === 401) return z.union([channelErrorSchema, channelSignInErrorSchema])
  if (status !== 422) return channelErrorSchema
  return route.render === renderMessageCreation
    ? channelMessageErrorSchema
    : z.union([channelValidationErrorSchema, channelErrorSchema])
}

/** The channel API: accounts, inboxes, contacts and conversations for members, and the public part for contacts. */
export const CHANNEL_API: Api = {
  name: 'channel',
  title: 'Channel API',
  description:
    'For members of an account under `/api/v1`, and without credentials for contacts under `/public/api/v1`.',
  routes: CHANNEL_ROUTES,
  securitySchemes: {
    api_access_token: {
      type: 'apiKey',
      in: 'header',
      name: 'api_access_token',
      description: "A member's access token; `api-access-token` is taken as well",
    },
    bearer: { type: 'http', scheme: 'bearer', description: "A member's access token" },
  },
  words: CHANNEL_WORDS,
  statusOf: (code) => CHANNEL_ERRORS[code as ChannelCode].status,
  errorSchema,
  webhooks: WEBHOOK_BODY_SCHEMAS,
}
