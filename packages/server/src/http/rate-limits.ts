import type { RateLimitOptions } from '@parlance/adapters-http'
import type { Config } from '../config.ts'
import { memoryRateLimiter } from './memory-rate-limiter.ts'

/** The limits that are configured; undefined when there are none. */
export const rateLimitsOf = (config: Config): RateLimitOptions | undefined =>
  config.rateLimitEnabled
    ? {
        limiter: memoryRateLimiter(),
        exempt: config.rateLimitAllowedIps,
        limits: {
          address: config.rateLimitPerIp,
          contactsSearch: config.rateLimitContactsSearch,
          conversationsMeta: config.rateLimitConversationsMeta,
          conversationDelete: config.rateLimitConversationDelete,
          agentCreate: config.rateLimitAgentCreate,
          agentDelete: config.rateLimitAgentDelete,
          transcript: config.rateLimitTranscript,
          imessageSends: config.rateLimitImessageSends,
          upload: config.rateLimitUpload,
          authLogin: config.rateLimitAuth,
          authRegister: config.rateLimitAuth,
          authForgotPassword: config.rateLimitAuth,
          authResetPassword: config.rateLimitAuth,
          authVerifyEmail: config.rateLimitAuth,
          authTotp: config.rateLimitAuth,
          reportsByCaller: config.rateLimitReportsPerUser,
          reportsByAccount: config.rateLimitReportsPerAccount,
        },
      }
    : undefined
