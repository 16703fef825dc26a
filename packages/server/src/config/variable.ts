import type { z } from 'zod'

/** One environment variable: what it is called, what it means, and how its text is read. */
export interface Variable<T = unknown> {
  readonly name: string
  /** What is read when the variable is not set, as it would be written; null when there is nothing then. */
  readonly standard: string | null
  /** What stands in for `standard` where a reader is told of it, when it depends on something. */
  readonly standardInWords?: string
  readonly schema: z.ZodType<T, string>
  readonly meaning: string
  readonly example: string
}

/** What a variable gives: null only where it has no standard. */
export type ValueOf<V extends Variable> =
  V extends Variable<infer T> ? (V['standard'] extends string ? T : T | null) : never
