import type { RefusalCode } from '@parlance/core'
import type { z } from 'zod'
import type { Route } from '../kernel/route.ts'

/** An API: its routes, and what its documentation says beside them. */
export interface Api {
  /** Names its document: `/openapi/{name}.json`. */
  readonly name: string
  readonly title: string
  readonly description: string
  /** In the order in which they are tried. */
  readonly routes: readonly Route[]
  readonly securitySchemes: Readonly<Record<string, object>>
  /** What a property is, wherever its schema doesn't say so itself. */
  readonly words: Readonly<Record<string, string>>
  /** The status of a refusal that its routes name. */
  readonly statusOf: (code: RefusalCode) => number
  /** The status of what its schemas do not take; 422 when it is left out. */
  readonly statusOfInvalid?: 400
  /** The content type of answers that are not the one asked for; `application/json` when it is left out. */
  readonly errorType?: 'application/problem+json'
  /** The body of answers that are not the one asked for. */
  readonly errorSchema: (route: Route, status: number) => z.ZodType
  /** The body that a route answers one request too many with; a text when it is left out. */
  readonly limitSchema?: z.ZodType
  /** The bodies of what is posted to webhooks, by event. */
  readonly webhooks: Readonly<Record<string, z.ZodType>>
}
