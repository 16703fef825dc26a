import { FILES } from '../files/index.ts'
import { OPERATIONS } from '../operations/operations-documented.ts'
import { SURVEY_PAGE } from '../survey/survey-documented.ts'
import type { Api } from './api.ts'
import { createComponents, type Json } from './components.ts'
import { operationOf } from './operation.ts'

const SHARED = {
  parameters: {
    IdempotencyKey: {
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description:
        'Makes a repeated request answer as the first one did, for at least 24 hours: then the answer has the header `Idempotency-Replayed: true`. With another body the key is refused.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
    },
  },
  headers: {
    RequestId: {
      description: 'Names the request in the log; the one that was sent, if it was sane',
      schema: { type: 'string' },
    },
  },
}

/** The OpenAPI 3.1 document of some APIs, made from the routes that are mounted. */
export const openApiDocument = (
  { title, description }: { readonly title: string; readonly description: string },
  apis: readonly Api[],
): Json => {
  const collected = createComponents()
  const paths: Record<string, Json> = { ...OPERATIONS, ...FILES, ...SURVEY_PAGE }
  const webhooks: Json = {}
  for (const api of apis) {
    const components = collected.inWords(api.words)
    for (const route of api.routes) {
      for (const method of route.methods) {
        paths[route.path] = {
          ...paths[route.path],
          [method]: operationOf(api, route, method, components),
        }
      }
    }
    for (const [event, schema] of Object.entries(api.webhooks)) {
      webhooks[event] = { post: webhookOf(event, components.schemaOf(schema, 'output')) }
    }
  }
  return {
    openapi: '3.1.0',
    info: { title, description, version: '1' },
    servers: [{ url: '/' }],
    paths,
    webhooks,
    components: {
      ...SHARED,
      schemas: collected.schemas(),
      securitySchemes: Object.assign({}, ...apis.map((api) => api.securitySchemes)),
    },
  }
}

const webhookOf = (event: string, schema: Json): Json => ({
  operationId: `webhook_${event}`,
  summary: `Posted to webhooks that ask for \`${event}\``,
  tags: ['Webhooks'],
  requestBody: { content: { 'application/json': { schema } } },
  responses: { '2XX': { description: 'Received. Anything else is tried again' } },
})
