import type { RateLimiter, RateLimitOptions } from '@parlance/adapters-http'
import type { Config } from '../config.ts'
import { memoryRateLimiter } from './memory-rate-limiter.ts'

/**
 * The limits that are configured; undefined when there are none. What one address may ask altogether protects this process
 * and is counted by it, so that it costs nothing; everything else is counted by `limiter`.
 */
export const rateLimitsOf = (
  config: Config,
  limiter: RateLimiter = memoryRateLimiter(),
): RateLimitOptions | undefined =>
  config.rateLimitEnabled
    ? {
        limiter: besideAddresses(limiter),
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
          chatbot: config.rateLimitChatbot,
          support: config.rateLimitSupport,
          agentMessaging: config.rateLimitAgentMessaging,
        },
      }
    : undefined

const besideAddresses = (limiter: RateLimiter): RateLimiter => {
  const own = memoryRateLimiter()
  return {
    take: (name, key, limit) => (name === 'address' ? own : limiter).take(name, key, limit),
  }
}
