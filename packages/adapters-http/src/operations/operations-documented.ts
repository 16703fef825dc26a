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

/** What whoever runs the server asks, as the document describes it. */
export const OPERATIONS = {
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
