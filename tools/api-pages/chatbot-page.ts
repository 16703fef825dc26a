import { CHATBOT_API } from '../../packages/adapters-http/src/apis/chatbot/chatbot-api.ts'
import type { OwnPage } from './own-page.ts'

const INTRODUCTION = `# Chatbot API

<!-- Written by \`npm run docs:apis\` from the routes that are mounted. Do not edit. -->

For people who sign in and work together. The exact schemas of every request and answer are at \`/openapi/chatbot.json\` of a running
server, and can be tried at \`/swagger\`.

- A member comes with \`Authorization: Bearer\` and an access token, a backend with \`X-API-Key\` and a server key. The same access token
  calls the channel API.
- Names are in snake case, ids are UUIDs, times ISO 8601 in UTC.
- Problems are \`application/problem+json\`: \`{type, title, status, detail, code, errors?: [{path, message}]}\`. \`code\` is what software
  looks at; \`type\` is \`urn:parlance:problem:{code}\`. What cannot be accepted is a 400, \`validation_failed\`. A path that no API has is
  answered by none, and so without a problem document.
- Lists are \`{items, total, limit, offset}\`; \`limit\` is 1–200, and 50 when it is left out. Those that grow without end take \`cursor\` as
  well, and tell \`next_cursor\`.
- \`Idempotency-Key\` on every POST, except that it makes no difference where an answer has credentials in it: those are kept nowhere.
  That is so for every route of signing in.
- One request too many is a 429, \`rate_limited\`, with \`Retry-After\`. Of the routes of signing in each takes five a minute from one address
  (\`PARLANCE_RATE_LIMIT_AUTH\`), except refresh, logout and setup; one-time codes are counted by member.

## A session

\`POST /auth/register\` and \`/auth/login\` begin one, and answer \`{token, refresh_token, expires_in, user}\`. It lasts for 30 days after it was
last refreshed, and for 90 in all; a member may have 50. It ends by signing out, by another password (one that is chosen over the channel
API spares the session that it was chosen in), when the member is disabled or removed, and when a refresh token comes back that was replaced. Then
none of its tokens lets anybody in, on any server, within a second.

- \`token\` is a JWT (Ed25519, \`kid\`, \`typ: at+jwt\`) for 15 minutes, and \`/.well-known/jwks.json\` has what verifies it. Keys are replaced every
  30 days, and published for a day more.
- \`refresh_token\` is good once. The one before is taken for ten seconds more, and answered with the same as the request that came first.
- \`user.api_access_token\` calls the channel API, and everything else, for as long as the session lasts. It is told on register, login and
  me. For a token that lasts there are API keys, and \`POST /api/v1/profile/reset_access_token\`.

Passwords have 12 to 128 characters of any kind, are not among the most common, and hold more than the names and addresses of whose they are.
Ten failures at an account in a row – of passwords, one-time codes, recovery codes and mailed codes – lock it for 15 minutes; during that the right ones are
refused alike. [How that was decided](../adr/0019-signing-in.md).
`

/** The page on the chatbot API. */
export const CHATBOT_PAGE: OwnPage = {
  api: CHATBOT_API,
  introduction: INTRODUCTION,
  remarks: {
    register:
      '201. A code of six digits is mailed. 409 `email_taken`. The organization has no inbox yet, and no key: both are made by its owner.',
    login:
      '401 `invalid_credentials` for whatever is wrong; 401 `totp_required` when the password is right and a one-time code is asked for: send `totp_code` or `recovery_code` as well.',
    refreshSession: '401 `invalid_refresh_token`. `user` comes without `api_access_token`.',
    logout: '204, also for a session that is over. By `refresh_token`, or without it by the access token.',
    getMe:
      'A member who comes with a token of its own, and not in a session, is told that as `api_access_token`.',
    forgotPassword: '202, whether anybody has the address or not; a code is mailed where somebody does.',
    resetPassword:
      '204. 400 `invalid_code`. The code is good for ten minutes, five tries, and once. Every session of the member ends; one-time codes are asked for as before.',
    verifyEmail: '400 `invalid_code`. The code is good for 15 minutes, five tries, and once.',
    setUpTotp:
      'Who is asked for one-time codes already sends `totp_code` or `recovery_code`; without it 401 `totp_required`. The secret counts once a code by it came back.',
    verifyTotp:
      '400 `invalid_code`; 409 `totp_not_set_up`. Ten recovery codes are told when the secret comes to count, and never again. A code is taken once, from one step before to one step after.',
  },
}
