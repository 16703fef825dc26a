import { AGENT_MESSAGING_API } from '../../packages/adapters-http/src/apis/agent-messaging/agent-messaging-api.ts'
import { IDENTITY_REMARKS, WEBHOOKS } from './agent-messaging-webhooks.ts'
import { aligned } from './aligned.ts'
import type { OwnPage } from './own-page.ts'

const WORDS = [
  ['here', 'in the channel API'],
  ['identity', 'agent bot, with an inbox of its own (`Channel::Imessage`)'],
  ['conversation', 'conversation in that inbox; its `id` here is the `uuid` there'],
  [
    'connection, assignment',
    'that the bot holds the conversation; `released` while a member holds it, or the human left',
  ],
  ['message', 'message; a blocked one is there as well, with `is_blocked` in its `content_attributes`'],
]

const REFUSALS = [
  ['status', '`detail`', 'when'],
  ['401', 'text', 'no key, or an unknown, revoked or expired one'],
  ['403', 'text', 'another identity’s, or for administrators alone'],
  [
    '403',
    '`error: recipient_blocked`, `matched_rule_id`, `address`, `reason`',
    'a contact rule blocks the human; `matched_rule_id` is null where the filter mode does',
  ],
  ['404', 'text', 'there is no such thing, or not for the caller'],
  [
    '404',
    '`error: imessage_recipient_not_connected`, `router_number`, `connect_command`',
    'nobody with the number has ever connected to the identity',
  ],
  ['400', 'text', 'the identity is not enabled; or the message can take no tapback yet'],
  ['409', '`error: imessage_awaiting_inbound`', 'the human is connected, and has not written yet'],
  ['409', '`error: imessage_assignment_inactive`', 'the human has disconnected, or a member has taken over'],
  ['409', '`error: idempotency_key_reused`', 'the key was used with another request'],
  ['409', '`existing_rule_id`', 'the identity has a rule for the number'],
  [
    '422',
    'a list of `{loc, msg, type}`',
    'what was sent cannot be accepted; also a limit out of bounds and a malformed id',
  ],
  ['422', '`error: recipient_not_e164`', '`to` is no phone number'],
  [
    '429',
    'text',
    'too many requests, or messages of this caller in a day; `Retry-After` says when to come back',
  ],
  [
    '502',
    '`error: upstream_failure`',
    'the gateway did not take it; nothing was recorded, and it is safe to try again',
  ],
]

const INTRODUCTION = `# Agent-messaging API

<!-- Written by \`npm run docs:apis\` from the routes that are mounted. Do not edit. -->

The HTTP API of Inkbox, as far as it is about identities, iMessage and webhooks, so that its SDKs work unchanged with another
base URL. The exact schemas of every request and answer are at \`/openapi/agent-messaging.json\` of a running server, and can be
tried at \`/swagger\`.

- Every path is served with and without a slash at its end, without a redirect. A POST needs no body where nothing is asked for.
- A key comes as \`X-API-Key\`. A **server key** is an administrator's; a **key of an identity** (\`scoped_identity_id\`) acts as
  that identity, and sees and does nothing of others. Members come in with their token as \`Authorization: Bearer\`: administrators as
  with a server key; agents may read the conversations of inboxes that they belong to.
- Errors are \`{"detail": …}\`; an object always has a \`message\` for people.
- Ids are UUIDs, those of organizations \`org_…\`; times are ISO 8601 in UTC with milliseconds.
- Lists take \`limit\` (1–200, 50 when left out) and \`offset\` (up to 100,000), and are bare arrays.
- \`start_datetime\` and \`end_datetime\` take a day, with all its hours in \`tz\`, or a time; one without an offset is in \`tz\` (UTC when
  left out). Of conversations they are about when they were made, of messages about when they were said.
- \`Idempotency-Key\` on every POST but uploads, looks, typing, replays and new keys: the same key gives the same answer again. With it a message goes out once, whatever happens between;
  \`Prefer: idempotency-replay\` is what holds anyway. A second request waits for the first one that is still under way.
- A caller sends 10,000 messages a day (\`PARLANCE_RATE_LIMIT_IMESSAGE_SENDS\`).

## Words

${aligned(WORDS)}

## What is blocked

What a human writes whom a contact rule keeps out is recorded with \`is_blocked: true\`, starts no webhook and wakes nobody. The flag is
that of the moment when it came: older messages stay as they are when a rule is made. Identities and agents never see such messages
here; in the channel API whoever sees the inbox sees them, marked. Administrators see everything unless \`is_blocked\` is \`false\`, and nothing else when it is \`true\`. Preview, order,
\`unread_count\` and \`total_count\` of a conversation are those of the messages in view, and a conversation with none is not listed.
Blocked messages stay unread. Messages of the identity count as read.

## Refusals

${aligned(REFUSALS)}
`

const EPILOGUE = `
## Not served

Groups (\`to\` with several numbers is a 422; \`include_groups\` changes nothing), numbers of an identity's own, mail, telephone calls,
SMS, domains, tunnels, vaults, contacts and notes of that API, signing up, message threads, \`message-sends/lookup\`, checking what a
number can receive, and branding of the router.
`

/** The page on the agent-messaging API. */
export const AGENT_MESSAGING_PAGE: OwnPage = {
  api: AGENT_MESSAGING_API,
  introduction: INTRODUCTION,
  epilogue: `${WEBHOOKS}${EPILOGUE}`,
  remarks: {
    sendImessage:
      'Either `to` or `conversation_id`. At most 18,996 characters (an emoji is one); one `media_urls`, which is passed on and not fetched. The answer comes once the gateway has taken it: `status` is `queued`. `agent_identity_id` is needed with `to`, unless the key is that of an identity.',
    listImessageMessages: 'The newest first, of one conversation or of all.',
    getImessageMessage: 'Reading it marks nothing as read.',
    markImessageConversationRead:
      '`updated_count` counts messages of the human that were unread, blocked ones apart; a receipt goes out even for 0.',
    sendImessageTyping:
      'Ends with the next message. A call that an answer overtakes is answered the same, and shows nothing.',
    sendImessageReaction:
      'On the human’s messages and on own ones that have gone out; `custom` is received only (422). `part_index` is 0 when it is left out.',
    removeImessageReaction: 'Own tapbacks only. 204 also when it is gone already.',
    listImessageConversations: 'A 400 for an `agent_identity_id` that is not enabled.',
    getImessageConversation: 'Another identity than asserted is a 404.',
    listImessageAssignments: '`updated_at` is when the human connected.',
    endImessageAssignment: 'Administrators. 404 when it has ended already.',
    getImessageTriageNumber:
      'The only line that is ever named. Without an identity the command leaves the handle open; 404 where there are no lines.',
    uploadImessageMedia: 'What it is, its bytes say. A file that goes with no message is gone after a day.',
    createImessageContactRule: 'Administrators, and the identity itself. 10,000 rules of an identity.',
    updateImessageContactRule: 'Administrators.',
    deleteImessageContactRule: 'Administrators.',
    listAllImessageContactRules: 'Administrators.',
    listImessageNumbers: 'Always empty.',
    claimImessageNumber: 'Always a 402 with a limit of 0.',
    ...IDENTITY_REMARKS,
  },
}
