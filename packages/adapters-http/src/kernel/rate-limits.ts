import { DAY, HOUR, MINUTE } from '@parlance/core'

/** How often something may be asked. */
export interface RateLimit {
  readonly limit: number
  /** Milliseconds. */
  readonly window: number
  /** Who shares the limit: everybody at one address, everybody in an account, or one caller in it (everybody at one address, where nobody knows who calls). */
  readonly by: 'address' | 'account' | 'caller'
}

/** Every limit by its name, with what holds where nobody configured another number. */
export const RATE_LIMITS = {
  address: { limit: 3_000, window: MINUTE, by: 'address' },
  contactsSearch: { limit: 100, window: MINUTE, by: 'account' },
  conversationsMeta: { limit: 30, window: MINUTE, by: 'caller' },
  conversationDelete: { limit: 60, window: MINUTE, by: 'account' },
  agentCreate: { limit: 100, window: DAY, by: 'account' },
  agentDelete: { limit: 50, window: DAY, by: 'account' },
  transcript: { limit: 1_000, window: HOUR, by: 'account' },
  imessageSends: { limit: 10_000, window: DAY, by: 'caller' },
  upload: { limit: 60, window: HOUR, by: 'account' },
  authLogin: { limit: 5, window: MINUTE, by: 'address' },
  authRegister: { limit: 5, window: MINUTE, by: 'address' },
  authForgotPassword: { limit: 5, window: MINUTE, by: 'address' },
  authResetPassword: { limit: 5, window: MINUTE, by: 'address' },
  authVerifyEmail: { limit: 5, window: MINUTE, by: 'address' },
  authTotp: { limit: 5, window: MINUTE, by: 'caller' },
  reportsByCaller: { limit: 100, window: MINUTE, by: 'caller' },
  reportsByAccount: { limit: 1_000, window: MINUTE, by: 'account' },
  chatbot: { limit: 100, window: MINUTE, by: 'caller' },
  support: { limit: 600, window: MINUTE, by: 'caller' },
  agentMessaging: { limit: 600, window: MINUTE, by: 'caller' },
} as const satisfies Record<string, RateLimit>

export type RateLimitName = keyof typeof RATE_LIMITS

/** How it stands with a limit after one more request. */
export interface Taken {
  readonly allowed: boolean
  readonly remaining: number
  /** Milliseconds until the window ends. */
  readonly resetsIn: number
}

/** Port. Counts requests in windows; processes that share a counter share their limits. */
export interface RateLimiter {
  readonly take: (
    name: RateLimitName,
    key: string,
    limit: Pick<RateLimit, 'limit' | 'window'>,
  ) => Promise<Taken>
}

export interface RateLimitOptions {
  readonly limiter: RateLimiter
  /** Other numbers than those in `RATE_LIMITS`; 0 takes a limit away. */
  readonly limits?: Partial<Record<RateLimitName, number>> | undefined
  /** Addresses and networks, in CIDR form, that may ask as often as they like; the loopback address always may. */
  readonly exempt?: readonly string[] | undefined
}
