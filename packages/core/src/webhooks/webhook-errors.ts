import type { SubscriptionError } from './subscription-errors.ts'

export interface WebhookNotFound {
  readonly code: 'webhook/not-found'
}

/** The organization has as many endpoints as it may have. */
export interface TooManyWebhooks {
  readonly code: 'webhook/too-many'
  readonly limit: number
}

export type WebhookError = WebhookNotFound | TooManyWebhooks | SubscriptionError
