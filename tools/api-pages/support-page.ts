import { SUPPORT_API } from '../../packages/adapters-http/src/apis/support/support-api.ts'
import { aligned } from './aligned.ts'
import type { OwnPage } from './own-page.ts'

const WORDS = [
  ['here', 'in the channel API'],
  ['`number`', '`id` of the conversation'],
  ['`open`', '`open`'],
  ['`pending`', '`pending`, and `snoozed`, which comes back by itself'],
  ['`resolved`', '`resolved`, by an agent'],
  [
    '`closed`',
    '`resolved`, by `/resolve/` of this API (`additional_attributes.support_closed`); any other status ends it',
  ],
  ['priority `normal`', '`medium`; no priority is shown as `normal`, too'],
  ['subject, channel, data', '`additional_attributes.support`: `{subject, channel, metadata}`'],
  ['a reply', 'a message that is neither private nor an activity'],
  ['a note', 'a private message'],
]

const INTRODUCTION = `# Support API

<!-- Written by \`npm run docs:apis\` from the routes that are mounted. Do not edit. -->

Conversations with support, for an organization's backend, its pages and its apps. The exact schemas of every request and answer
are at \`/openapi/support.json\` of a running server, and can be tried at \`/swagger\`.

- Every path is served with and without a slash at its end, without a redirect.
- A key comes as \`X-API-Key\` or \`Authorization: Bearer\`. A missing, unknown, revoked or expired one is
  \`401 {"detail":"Invalid or revoked API key."}\`, and so is any other credential where a key is asked for.
- A **server key** has full access. A **client key** may be public: it opens conversations, and reaches those of the requester that
  it names by \`user_email\`, in the query of a GET and in the body of a POST. Any other conversation is a 404 to it, and so is one
  without \`user_email\`; a list without it is a 403. It proves nothing about who asks: whoever has the key and knows an address
  reads what was said with that address.
- A client key is refused with 403 from an origin (\`Origin\`) or a bundle (\`X-Bundle-Id\`) that is not on its lists.
- \`Idempotency-Key\` on every POST: the same key gives the same answer again, and nothing is done twice; with another body it is a 409.
- What cannot be accepted is \`400 {"detail": …, "errors": {"field": ["…"]}}\`; an unknown id, or another organization's, is
  \`404 {"detail": "Not found."}\`; anything else \`{"detail": …}\`.
- 600 requests a minute for each caller (\`PARLANCE_RATE_LIMIT_SUPPORT\`), told in \`RateLimit\`, \`RateLimit-Policy\` and
  \`Retry-After\`; one too many is a 429.

## What a conversation is

A conversation of this API is an ordinary conversation in the organization's support inbox. That inbox is made when it is first
needed, with everybody who is a member then; it is a \`Channel::Support\` in the channel API, where agents see and answer it, and
where whoever joins later is added. Conversations of other inboxes are not shown here, and webhooks of this API are not told of them.

${aligned(WORDS)}

A customer's message opens a conversation that was resolved or closed.
`

const EPILOGUE = `
## What webhooks are told

\`conversation.created\`, \`conversation.resolved\` (also when it was closed), \`conversation.assigned\`, \`message.created\` and
\`callback.requested\` (beside \`conversation.created\`, when \`channel\` is \`callback\`). The body is \`{"event", "conversation": {id,
number, subject, status, requester_email, channel, metadata}}\`, as it was when the event happened; messages also have
\`message_id\` and \`message_type\`. The first message of a conversation, notes and what an inbox says by itself are messages, too.

Each delivery has \`X-Bancroft-Event\`, and \`X-Bancroft-Signature\`: the lower-case hex HMAC-SHA256 of the raw body with the
secret as it was shown, \`whsec_\` included. The headers of Standard Webhooks come beside them; \`webhook-id\` is the same over
retries. What is no 2xx within 15 seconds is tried again after 10 seconds, 1, 6, 36 and 216 minutes (20 % more or less, and later
when \`Retry-After\` asks for it): after six attempts the delivery has failed for good. An address that did nothing but fail for
five days is disabled until it is changed. Of one conversation, a later event waits for the earlier one, 30 minutes at the most.
`

const BY_ADDRESS = 'A client key names the requester in `user_email`; otherwise it is a 404.'

/** The page on the support API. */
export const SUPPORT_PAGE: OwnPage = {
  api: SUPPORT_API,
  introduction: INTRODUCTION,
  epilogue: EPILOGUE,
  remarks: {
    openSupportConversation:
      'Either key. A requester who is known by its e-mail address, in any case, stays as it is: names are for new ones. `channel` is `web` with a client key and `api` with a server key when it is left out. `description` is said in the same transaction.',
    listSupportConversations:
      'Either key; a client key must name `user_email`. `limit` 1–100, 20 when it is left out; `offset` up to 100,000. `next` and `previous` are whole addresses. `count` ends at 10,000 for one requester, and for `resolved` and `closed`; it is exact otherwise.',
    getSupportConversation: `Either key. ${BY_ADDRESS}`,
    resolveSupportConversation: 'Server key only (403). One that is closed stays as it is.',
    listSupportMessages: `Either key. ${BY_ADDRESS} Notes are for server keys. \`limit\` 1–500, 500 when it is left out. \`sender_email\` is null for somebody anonymous and for software.`,
    postSupportMessage:
      'Either key. The address of a member answers as that agent, with a server key only (403). The requester’s writes as the customer. With a server key anybody else is a new participant on the customer’s side; with a client key the conversation is not found.',
    listSupportWebhooks: 'Server key or administrator. Webhooks of the channel API are not among them.',
    createSupportWebhook:
      'Server key or administrator. `secret` is shown this once. An address is registered once; the organization has 100 webhooks at most, those of the channel API included.',
    updateSupportWebhook: 'Server key or administrator. What is left out stays.',
    deleteSupportWebhook: 'Server key or administrator. 204; what was still to be delivered is dropped.',
  },
}
