/** What the page on the channel API says before its tables. */
export const INTRODUCTION = `# Channel API

<!-- Written by \`npm run docs:apis\` from the routes that are mounted. Do not edit. -->

The HTTP API of Chatwoot and of the systems made from it, so that their clients, SDKs and bridges work unchanged. The exact
schemas of every request and answer are at \`/openapi/channel.json\` of a running server, and can be tried at \`/swagger\`.

PUT and PATCH are the same on every update; trailing slashes, string booleans and string ids are taken everywhere. What differs from other
servers of the family, and holds for every route:

- The token may come as \`api_access_token\` or \`api-access-token\` header, as \`Authorization: Bearer\`, or in the query.
- \`Idempotency-Key\` on every POST: the same key gives the same answer again, and nothing is done twice.
- A value that is not in an enumeration is a 422 that names the field, not a 500.
- Answers carry \`X-Request-Id\`; limits are told in \`RateLimit-*\` and \`Retry-After\` headers.
- Webhooks are retried with growing pauses and keep the order of a conversation. Their bodies say what was true when the event was
  recorded; \`conversation.messages\` is the very message of a message event. Message bodies also carry \`status\`,
  \`updated_at\` and \`changed_attributes\`, and deliveries are signed in the way of Standard Webhooks as well.
`
