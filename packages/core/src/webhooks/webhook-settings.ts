import { type FieldProblem, type InboxId, notHttpUrl, SHORT_TEXT, tooLong } from '../kernel/index.ts'
import {
  DEFAULT_SUBSCRIPTIONS,
  type EventName,
  FORMAT_SUBSCRIPTIONS,
  type WebhookEndpoint,
  type WebhookFormat,
} from './webhook-endpoint.ts'

export interface WebhookChanges {
  readonly url?: string | undefined
  readonly name?: string | null | undefined
  /** Null, and nothing at creation, stand for the default ones of the channel's; other formats have none. */
  readonly subscriptions?: readonly string[] | null | undefined
  /** An inbox that the caller has looked up. */
  readonly inboxId?: InboxId | null | undefined
}

/** The settings after the changes. */
export const settingsOf = (
  changes: WebhookChanges,
  before: Pick<WebhookEndpoint, 'url' | 'name' | 'inboxId'>,
) => ({
  url: changes.url?.trim() ?? before.url,
  name: changes.name === undefined ? before.name : changes.name,
  inboxId: changes.inboxId === undefined ? before.inboxId : changes.inboxId,
})

/** What is wrong with the changes. */
export const problemsOf = (
  changes: WebhookChanges,
  { url, format }: Pick<WebhookEndpoint, 'url' | 'format'>,
): readonly FieldProblem[] => {
  const { subscriptions, name } = changes
  const known: readonly string[] = FORMAT_SUBSCRIPTIONS[format]
  const sound =
    !subscriptions || (subscriptions.length > 0 && subscriptions.every((one) => known.includes(one)))
  return [
    ...notHttpUrl('url', url),
    ...(sound ? [] : [{ field: 'subscriptions', problem: 'not_included' } as const]),
    ...tooLong('name', name, SHORT_TEXT),
  ]
}

/** What an endpoint is told that names these events. */
export const subscriptionsOf = (
  names: readonly string[] | null | undefined,
  format: WebhookFormat,
): readonly EventName[] =>
  names ? FORMAT_SUBSCRIPTIONS[format].filter((known) => names.includes(known)) : DEFAULTS[format]

const DEFAULTS: Readonly<Record<WebhookFormat, readonly EventName[]>> = {
  ...FORMAT_SUBSCRIPTIONS,
  channel: DEFAULT_SUBSCRIPTIONS,
}
