import { z } from 'zod'
import type { Method, Route } from '../kernel/route.ts'

/** A request that somebody might send, with or without sense. */
export interface RandomRequest {
  readonly method: Method
  readonly path: string
  readonly body: unknown
}

/** Numbers between 0 and 1 that are the same in every run. */
export type Chance = () => number

export const createChance = (seed: number): Chance => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const JUNK: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1,
  2,
  1.5,
  1e21,
  9_007_199_254_740_992,
  '',
  ' ',
  'x',
  '1',
  '-1',
  'true',
  'NaN',
  'null',
  'none',
  'open',
  '𝒳'.repeat(300),
  "'; drop table messages; --",
  '%',
  '{{contact.name}}',
  '{% for i in (1..9) %}',
  '2026-02-30T25:61:00Z',
  '+15550001111',
  'ada@people.test',
  'https://hooks.example/in',
  'http://127.0.0.1/',
  [],
  [null],
  [1, 2],
  ['x', 'x'],
  [[[]]],
  {},
  { a: 1 },
  { nested: { deep: { deeper: [1, { x: null }] } } },
]

const PATH_JUNK = ['0', '-1', '999999', '1e3', 'x', '%00', '..%2f', '9'.repeat(40), '%F0%9F%98%80']

type JsonSchema = { readonly [key: string]: unknown }

const schemaOf = (schema: z.ZodType | undefined): JsonSchema =>
  schema ? (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema) : {}

/** Makes requests to a route: mostly of the right shape, with something wrong in many of them. */
export const createRequests = (
  route: Route,
  chance: Chance,
  known: Readonly<Record<string, readonly string[]>>,
): ((method: Method) => RandomRequest) => {
  const query = schemaOf(route.query)
  const body = schemaOf(route.body)
  return (method) => ({
    method,
    path: pathOf(route.path, chance, known) + queryOf(query, chance),
    body: route.body ? bodyOf(body, route.root, chance) : undefined,
  })
}

const pick = <T>(chance: Chance, all: readonly T[]): T => all[Math.floor(chance() * all.length)] as T

const pathOf = (path: string, chance: Chance, known: Readonly<Record<string, readonly string[]>>): string =>
  path.replace(/\{([^}]+)\}/g, (_, name: string) =>
    chance() < 0.9 ? pick(chance, known[name] ?? ['1', '2', '3']) : pick(chance, PATH_JUNK),
  )

const queryOf = (schema: JsonSchema, chance: Chance): string => {
  const query = new URLSearchParams()
  for (const [name, field] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
    if (chance() < 0.5) continue
    const value = valueFor(field, chance, 0)
    query.append(name, typeof value === 'object' ? JSON.stringify(value) : String(value))
  }
  return query.size === 0 ? '' : `?${query}`
}

const bodyOf = (schema: JsonSchema, root: string | undefined, chance: Chance): unknown => {
  const turn = chance()
  if (turn < 0.03)
    return pick(chance, [
      '{',
      'null',
      '[]',
      '"x"',
      '{"a":',
      '\u0000',
      '{"content":"\\ud800"}',
      '{"__proto__":{"x":1}}',
    ])
  const value = valueFor(schema, chance, 0)
  return root !== undefined && turn < 0.3 ? { [root]: value } : value
}

/** A value that fits the schema, three times out of four. */
const valueFor = (schema: JsonSchema, chance: Chance, depth: number): unknown => {
  if (chance() < 0.25 || depth > 5) return pick(chance, JUNK)
  const some = (schema['anyOf'] ?? schema['oneOf']) as readonly JsonSchema[] | undefined
  if (some) return valueFor(pick(chance, some), chance, depth + 1)
  if ('const' in schema) return schema['const']
  if (Array.isArray(schema['enum'])) return pick(chance, schema['enum'])
  switch (schema['type']) {
    case 'object':
      return objectOf(schema, chance, depth)
    case 'array':
      return Array.from({ length: Math.floor(chance() * 3) }, () =>
        valueFor((schema['items'] ?? {}) as JsonSchema, chance, depth + 1),
      )
    case 'boolean':
      return chance() < 0.5
    case 'integer':
    case 'number':
      return Math.floor(chance() * 4)
    case 'string':
      return pick(chance, ['x', 'Hello', 'open', '1', 'ada@people.test', '+15550001111', 'UTC'])
    default:
      return pick(chance, JUNK)
  }
}

const objectOf = (schema: JsonSchema, chance: Chance, depth: number): unknown => {
  const required = (schema['required'] ?? []) as readonly string[]
  const made: Record<string, unknown> = {}
  for (const [name, field] of Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>)) {
    if (required.includes(name) ? chance() < 0.05 : chance() < 0.5) continue
    made[name] = valueFor(field, chance, depth + 1)
  }
  return made
}
