/** An agent identity has no such subscription, or the caller doesn't reach it. */
export interface SubscriptionNotFound {
  readonly code: 'subscription/not-found'
}

/** The agent identity has as many subscriptions as it may have. */
export interface TooManySubscriptions {
  readonly code: 'subscription/too-many'
  readonly limit: number
}

/** The agent identity is subscribed with this address already. */
export interface SubscriptionUrlTaken {
  readonly code: 'subscription/url-taken'
  readonly url: string
}

export interface SubscriptionDeliveryNotFound {
  readonly code: 'subscription/delivery-not-found'
}

/** What is to be delivered again has nowhere to go: the subscription is gone, or takes other events by now. */
export interface NotReplayable {
  readonly code: 'subscription/not-replayable'
  readonly reason: 'gone' | 'other-events'
}

export type SubscriptionError =
  | SubscriptionNotFound
  | TooManySubscriptions
  | SubscriptionUrlTaken
  | SubscriptionDeliveryNotFound
  | NotReplayable
