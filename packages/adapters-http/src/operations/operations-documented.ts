const health = (description: string) => ({
  description,
  content: {
    'application/json': {
      schema: {
        type: 'object',
        properties: {
          status: { type: 'string', enum: ['ok', 'unavailable'], description: 'Whether it is' },
          reasons: { type: 'array', items: { type: 'string' }, description: 'What is missing' },
        },
        required: ['status'],
      },
    },
  },
})

const text = (description: string, type: string) => ({
  description,
  content: { [type]: { schema: { type: 'string' } } },
})

const get = (operationId: string, summary: string, responses: object) => ({
  get: { operationId, summary, tags: ['Operations'], parameters: [], responses, security: [] },
})

const LAST_EVENT = {
  name: 'Last-Event-ID',
  in: 'header',
  required: false,
  description:
    'The id of the event that was seen last: what happened since comes first. Also taken as the query parameter `last_event_id`. Without it the stream begins now.',
  schema: { type: 'string' },
}

const refused = (description: string) => ({ description, content: { 'application/json': { schema: {} } } })

/** What members are told as it happens. */
const EVENTS = {
  get: {
    operationId: 'streamEvents',
    summary: 'What happens, as it happens',
    description:
      'Server-sent events for members, with the names and data that the cable has: `message.created`, `conversation.status_changed` and so on. Agents are told of their inboxes and teams. A browser may send its token as `api_access_token` in the query.',
    tags: ['Realtime'],
    parameters: [LAST_EVENT],
    responses: {
      200: text(
        'The stream; it ends when the server stops, or when the caller may be told no more',
        'text/event-stream',
      ),
      401: refused('Who calls is not known'),
      422: refused('The id is not that of an event'),
      503: refused('Too many streams are open'),
    },
    security: [{ api_access_token: [] }, { bearer: [] }],
  },
}

/** What whoever runs the server asks, as the document describes it. */
export const OPERATIONS = {
  '/api/v1/events': EVENTS,
  '/.well-known/jwks.json': get('readPublicKeys', 'The keys that access tokens can be verified with', {
    200: {
      description: 'A JSON Web Key Set',
      content: {
        'application/json': {
          schema: {
            type: 'object',
            properties: { keys: { type: 'array', items: { type: 'object' }, description: 'JSON Web Keys' } },
            required: ['keys'],
          },
        },
      },
    },
  }),
  '/healthz': get('isAlive', 'Whether the process answers', { 200: health('It does') }),
  '/readyz': get('isReady', 'Whether requests can be answered', {
    200: health('They can'),
    503: health('They cannot'),
  }),
  '/metrics': get('readMetrics', 'What was measured, where that is configured', {
    200: text('In the Prometheus text format', 'text/plain'),
    404: text('Nothing is measured', 'application/json'),
  }),
}
