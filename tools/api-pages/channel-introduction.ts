/** What the page on the channel API says before its tables. */
export const INTRODUCTION = `# Channel API

<!-- Written by \`npm run docs:apis\` from the routes that are mounted. Do not edit. -->

The HTTP API of Chatwoot and of the systems made from it, so that their clients, SDKs and bridges work unchanged. The exact
schemas of every request and answer are at \`/openapi/channel.json\` of a running server, and can be tried at \`/swagger\`.

PUT and PATCH are the same on every update; trailing slashes, string booleans and string ids are taken everywhere. What differs from other
servers of the family, and holds for every route:

- The token may come as \`api_access_token\` or \`api-access-token\` header, as \`Authorization: Bearer\`, or in the query.
- \`Idempotency-Key\` on every POST that records something: the same key gives the same answer again, and nothing is done twice. Only
  uploads, imports and exports, new secrets and what says no more than what is there already pay no heed to it.
- A value that is not in an enumeration is a 422 that names the field, not a 500.
- Answers carry \`X-Request-Id\`; limits are told in \`RateLimit-*\` and \`Retry-After\` headers.
- Limits hold for reports, searches, counts, deletions, transcripts, uploads and agents as in the family, and 3,000 requests a minute for an
  address (an IPv6 network of 64 bits is one), which each process counts for itself. \`X-Forwarded-For\` is believed from trusted proxies only.
- \`/cable\` tells frames of the same names and data as elsewhere, without \`echo_id\` and \`performer\`. Contacts are not told the labels, the priority
  and the attributes of their conversations. Everybody is there for 20 seconds after a sign of life. A client that does not keep up is cut off.
- \`GET /api/v1/events\` tells members the same as server-sent events, and goes on after \`Last-Event-ID\`.
- Webhooks are retried with growing pauses and keep the order of a conversation. Their bodies say what was true when the event was
  recorded; \`conversation.messages\` is the very message of a message event. Message bodies also carry \`status\`,
  \`updated_at\` and \`changed_attributes\`, and deliveries are signed in the way of Standard Webhooks as well.
- \`contact_updated\` is not sent when nothing but \`last_activity_at\` changed. Of a contact that goes on writing it is noted
  every 10 seconds.
- There are no plans and no licence limits: the 402 and 403 answers of the family don't occur.
- Addresses of files are permanent and cannot be guessed; they lead to links that expire after 10 to 20 minutes.
- Custom attribute definitions, custom filters, automation rules, integrations and the platform API are not served.
`
