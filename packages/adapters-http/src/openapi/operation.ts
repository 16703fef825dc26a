import { SECOND } from '@parlance/core'
import type { z } from 'zod'
import { RATE_LIMITS } from '../kernel/rate-limits.ts'
import type { Method, Route } from '../kernel/route.ts'
import type { Api } from './api.ts'
import type { Components, Json } from './components.ts'

const REASONS: Readonly<Record<number, string>> = {
  400: 'The request cannot be read',
  401: 'Who calls is not known, or may not do this',
  403: 'The caller may not do this, or the inbox does not take it',
  404: 'There is no such thing, or not for the caller',
  409: 'It is at odds with what is there',
  413: 'The body is larger than 10 MB',
  415: 'The body is of a type that is not read',
  422: 'What was sent cannot be accepted',
  500: 'Something failed on our side; the log has it under the request id',
  503: 'Too much is waiting; try again after a moment',
}

/** One route under one method, as the document describes it. */
export const operationOf = (api: Api, route: Route, method: Method, components: Components): Json => {
  const alias = method === route.methods[0] ? '' : `With${method.charAt(0).toUpperCase()}${method.slice(1)}`
  return {
    operationId: `${route.operationId}${alias}`,
    summary: route.summary,
    ...(route.description !== undefined && { description: route.description }),
    tags: [route.tag],
    parameters: parametersOf(route, method, components),
    ...bodyOf(route, components),
    responses: responsesOf(api, route, components),
    security: route.door.security.map((scheme) => ({ [scheme]: [] })),
  }
}

const fieldsOf = (schema: z.ZodType | undefined, place: 'path' | 'query', components: Components): Json[] => {
  if (!schema) return []
  const { properties = {}, required = [] } = components.schemaOf(schema, 'input') as {
    properties?: Record<string, Json>
    required?: readonly string[]
  }
  return Object.entries(properties).map(([name, { description, ...field }]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    ...(description !== undefined && { description }),
    schema: field,
  }))
}

const parametersOf = (route: Route, method: Method, components: Components): Json[] => [
  ...fieldsOf(route.door.params, 'path', components),
  ...fieldsOf(route.params, 'path', components).filter(
    ({ name }) => !Object.hasOwn(route.door.params.shape, String(name)),
  ),
  ...fieldsOf(route.query, 'query', components),
  ...(method === 'post' && isRepeatable(route) ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
]

/** Whether the key makes a difference: a route that heeds it says what it answers to one that was used for something else. */
const isRepeatable = ({ errors }: Route): boolean => errors.includes('idempotency/key-reused')

const bodyOf = (route: Route, components: Components): Json => {
  if (!route.body) return {}
  const schema = components.schemaOf(route.body, 'input')
  return {
    requestBody: {
      ...(route.root !== undefined && {
        description: `May also come inside \`${route.root}\`, and as a form does: \`${route.root}[…]\`.`,
      }),
      content: { 'application/json': { schema }, 'multipart/form-data': { schema } },
    },
  }
}

const statusesOf = (api: Api, route: Route): readonly number[] => {
  const { statusOfInvalid = 422 } = api
  const statuses = [
    ...[...route.door.errors, ...route.errors].map(api.statusOf),
    ...(route.door.security.length > 0 ? [401] : []),
    ...(route.params || route.query ? [404, statusOfInvalid] : []),
    ...(route.body ? [400, 413, 415, statusOfInvalid] : []),
    ...(route.methods.includes('post') ? [422] : []),
    500,
    503,
  ]
  return [...new Set(statuses)].sort((left, right) => left - right)
}

const answer = (description: string, schema: Json | null, type = 'application/json'): Json => ({
  description,
  headers: { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } },
  ...(schema && { content: { [type]: { schema } } }),
})

const tooMany = (api: Api, { door, limits = [] }: Route, components: Components): Json => {
  const told = (['address', ...(door.limits ?? []), ...limits] as const).map((name) => {
    const { limit, window, by } = RATE_LIMITS[name]
    return `${limit} in ${window / SECOND} seconds for each ${by}`
  })
  const description = `Too many requests: the standard is ${told.join(', ')}`
  const text = { 'text/plain': { schema: { type: 'string' } } }
  if (!api.limitSchema) return { ...answer(description, null), content: text }
  const schema = components.schemaOf(api.limitSchema, 'output')
  return {
    ...answer(description, null),
    content: { [api.errorType ?? 'application/json']: { schema }, ...text },
  }
}

const goodResponse = ({ reply }: Route, components: Components): Json => {
  if (reply === 'empty') return answer('It is done; the body is empty', null)
  if (reply !== 'csv') return answer('What was asked for', components.schemaOf(reply, 'output'))
  return { ...answer('A table, as a file', null), content: { 'text/csv': { schema: { type: 'string' } } } }
}

const responsesOf = (api: Api, route: Route, components: Components): Json => {
  const good = goodResponse(route, components)
  const bad = statusesOf(api, route).map((status): [number, Json] => {
    const schema = components.schemaOf(api.errorSchema(route, status), 'output')
    return [status, answer(REASONS[status] ?? 'Refused', schema, api.errorType)]
  })
  return {
    [route.status ?? 200]: good,
    ...Object.fromEntries(bad),
    429: tooMany(api, route, components),
  }
}
