import { z } from 'zod'

/** A JSON schema, or any other part of a document. */
export type Json = { [key: string]: unknown }

/** The schemas that a document names, and refers to from elsewhere. */
export interface Components {
  /** The schema of what is sent (`input`) or answered (`output`), with every schema that has an id as a reference. */
  readonly schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Json
}

/** The components of one document, in which each API describes with words of its own the properties that don't describe themselves. */
export interface Collection {
  readonly inWords: (words: Readonly<Record<string, string>>) => Components
  readonly schemas: () => Json
}

/** Collects the schemas of one document. */
export const createComponents = (): Collection => {
  const named = new Map<string, Json>()
  const keep = (id: string, schema: Json) => {
    const before = named.get(id)
    if (before && JSON.stringify(before) !== JSON.stringify(schema)) {
      throw new Error(`Two different schemas have the id ${id}`)
    }
    named.set(id, schema)
  }
  return {
    inWords: (words) => ({
      schemaOf: (schema, io) => {
        // Wrapped, because only what lies inside another schema becomes a reference.
        const { $defs = {}, properties = {} } = z.toJSONSchema(z.object({ root: schema }), { io }) as {
          $defs?: Record<string, Json>
          properties?: Record<string, Json>
        }
        for (const [id, definition] of Object.entries($defs)) keep(id, tidied(definition, words))
        return tidied(properties['root'] ?? {}, words)
      },
    }),
    schemas: () => Object.fromEntries([...named].sort(([left], [right]) => (left < right ? -1 : 1))),
  }
}

const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What zod writes and nobody needs to read. */
const isNoise = (key: string, value: unknown, schema: Json): boolean =>
  (key === 'additionalProperties' && value === false) ||
  (key === 'minimum' && value === Number.MIN_SAFE_INTEGER) ||
  (key === 'maximum' && value === Number.MAX_SAFE_INTEGER) ||
  (key === 'pattern' && schema['format'] === 'date-time') ||
  (key === 'propertyNames' && isJson(value) && value['type'] === 'string')

/** A schema as the document has it: references lead to the components, and every property says what it is. */
const tidied = (schema: Json, words: Readonly<Record<string, string>>): Json => {
  const tidy = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(tidy)
    return isJson(value) ? tidied(value, words) : value
  }
  const kept = Object.entries(schema).filter(([key, value]) => !isNoise(key, value, schema))
  return Object.fromEntries(
    kept.map(([key, value]) => {
      if (key === '$ref') return [key, String(value).replace('#/$defs/', '#/components/schemas/')]
      if (key !== 'properties' || !isJson(value)) return [key, tidy(value)]
      return [key, described(tidied(value, words), words)]
    }),
  )
}

const described = (properties: Json, words: Readonly<Record<string, string>>): Json =>
  Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => {
      if (!isJson(schema) || 'description' in schema || '$ref' in schema) return [name, schema]
      const description = words[name]
      return [name, description === undefined ? schema : { ...schema, description }]
    }),
  )
