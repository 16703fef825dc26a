import { aligned } from './aligned.ts'

const EVENTS = [
  ['event', 'when'],
  ['`imessage.received`', 'the human wrote, while the identity held the conversation'],
  ['`imessage.reaction_received`', 'the human tapped a message, likewise'],
  ['`imessage.sent`', 'the gateway took what the identity said'],
  ['`imessage.delivered`', 'it arrived'],
  ['`imessage.delivery_failed`', 'it was declined or failed; the `error_*` members say why'],
]

/** What the page on the agent-messaging API says of webhooks. */
export const WEBHOOKS = `
## What webhooks are told

${aligned(EVENTS)}

\`{"id": "evt_…", "event_type", "timestamp", "data": {"message", "reaction", "contacts", "agent_identities"}}\`, as it was when the event
happened. The message is the one of this API without \`is_blocked\`, the tapback the one of this API; what an event is not about is null. Both lists
are always there; a contact's \`name\` is null where nobody named it, and \`memories\` is empty. After a member has taken over, the identity is
told nothing but what becomes of its own messages, with empty \`agent_identities\`. Nothing is told while the identity is not enabled, and nothing of
what a rule keeps out. There is no \`context\`: \`context_config\` is checked, kept and shown, and nothing is told for it.

- The \`id\` of an event is the same in every attempt, every replay and every subscription. \`X-Inkbox-Request-ID\` is that of the delivery: the same
  in its attempts, another one in a replay.
- \`X-Inkbox-Signature\` is \`sha256=\` and hex HMAC-SHA256 over \`<request id>.<timestamp>.<body>\`, with the key of the identity after its
  \`whsec_\`. The headers of Standard Webhooks come along, made with the same key.
- The first subscription brings an identity its key, so its webhooks are signed from the first one on. It has one key: another one signs
  everything from then on, what is tried again included, and the one before is honoured no more.
- What is not answered with a 2xx is tried again with growing pauses, ten times in three days, in the order of the conversation. A subscription is
  never ended by failures. \`success=false\` of the log lists what was not delivered yet, too; a delivery tells of its last attempt.
- Addresses are https, unless the server is configured otherwise, and lead to no private network.
`

/** What is to be said of the operations on identities, keys and webhooks. */
export const IDENTITY_REMARKS: Readonly<Record<string, string>> = {
  createIdentity:
    'Server keys and administrators. A handle has 1 to 63 letters, digits, dots, hyphens and underscores, and is unique over the installation; 409 `agent_handle_unavailable`. `mailbox: {}` is taken; a mailbox, tunnel, telephone or number that is asked for is a 422. At most 1,000 (402). Bots of the channel API are identities, too, with handles made of their names.',
  listIdentities: 'With a key of an identity, that one alone.',
  getIdentity: 'Another identity is a 403 to a key of an identity.',
  updateIdentity:
    'With a key of the identity everything but `imessage_filter_mode`. The inbox is opened when it is first enabled, and called as the identity is, until a member renames it. Who is connected stays so when it is renamed.',
  deleteIdentity:
    'Its keys open nothing at once, its subscriptions end, its handle is free; connections end in the background. What was said stays in the channel API.',
  releaseIdentityPhoneNumber: 'Always a 404.',
  makeSigningKey: 'Told once. The one before signs nothing more.',
  makeOwnSigningKey: 'With a key of an identity; 409 with any other.',
  getOwnSigningKeyStatus: 'With any other key: not configured.',
  createWebhookSubscription:
    'Of identities only. At most 20 for each (409 `subscription_limit_reached`), one for each address (409 `subscription_url_taken`).',
  listWebhookSubscriptions:
    'At most 1,000. With a key of an identity its own; another `agent_identity_id` is a 403. None for mailboxes and telephone numbers.',
  deleteWebhookSubscription: 'What was still to be delivered is not; what was stays in the log.',
  listWebhookDeliveries:
    '`limit` is brought into 1–200. `webhook_subscription_id` is null once the subscription is gone.',
  replayWebhookDelivery:
    'To the address of now, at once. 409 `subscription_gone` or `subscription_event_type_removed`.',
}
