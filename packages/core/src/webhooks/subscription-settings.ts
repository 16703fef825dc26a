import { defined, type FieldProblem, type JsonObject, notHttpUrl } from '../kernel/index.ts'
import {
  AGENT_MESSAGING_SUBSCRIPTIONS,
  type AgentMessagingSubscription,
  type WebhookEndpoint,
} from './webhook-endpoint.ts'

/** What can be set on a subscription: what is left out stays, null clears. */
export interface SubscriptionChanges {
  readonly url?: string | undefined
  readonly events?: readonly string[] | undefined
  readonly contextConfig?: JsonObject | null | undefined
}

export type SubscriptionSettings = Pick<WebhookEndpoint, 'url' | 'subscriptions' | 'contextConfig'>

/** Whether an agent identity can ask for events of this name. */
export const isAgentMessagingEvent = (name: string): name is AgentMessagingSubscription =>
  AGENT_MESSAGING_SUBSCRIPTIONS.some((known) => known === name)

/** The settings after the changes; events that are unknown are left out, and `problemsOf` names them. */
export const subscriptionAfter = (
  { contextConfig: before, ...settings }: SubscriptionSettings,
  { url, events, contextConfig }: SubscriptionChanges,
): SubscriptionSettings => {
  const config = contextConfig === undefined ? before : contextConfig
  return {
    ...settings,
    ...defined({ url: url?.trim(), subscriptions: events?.filter(isAgentMessagingEvent) }),
    ...(config && { contextConfig: config }),
  }
}

/** What is wrong with the changes. */
export const subscriptionProblems = (
  { url, events }: SubscriptionChanges,
  { allowHttp }: { readonly allowHttp: boolean },
): readonly FieldProblem[] => [
  ...(url === undefined ? [] : urlProblems(url.trim(), allowHttp)),
  ...(events === undefined ? [] : eventProblems(events)),
]

const urlProblems = (url: string, allowHttp: boolean): readonly FieldProblem[] => {
  const problems = notHttpUrl('url', url)
  return problems.length > 0 || allowHttp || /^https:/i.test(url)
    ? problems
    : [{ field: 'url', problem: 'invalid', expected: 'an https address' }]
}

const eventProblems = (events: readonly string[]): readonly FieldProblem[] => {
  if (events.length === 0) return [{ field: 'eventTypes', problem: 'blank' }]
  if (!events.every(isAgentMessagingEvent)) return [{ field: 'eventTypes', problem: 'not_included' }]
  return new Set(events).size === events.length
    ? []
    : [{ field: 'eventTypes', problem: 'invalid', expected: 'each of them once' }]
}
