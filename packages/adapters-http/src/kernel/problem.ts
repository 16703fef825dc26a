import type { Refusal, RefusalCode } from '@parlance/core'

/** What is wrong with one part of a request, as its schema sees it. */
export interface InputIssue {
  /** The names that lead to it, outermost first. */
  readonly path: readonly string[]
  readonly problem:
    | 'missing'
    | 'invalid'
    | 'not_included'
    | 'too_long'
    | 'too_short'
    | 'too_big'
    | 'too_small'
    | 'other'
  /** The limit that was passed. */
  readonly limit?: number
  /** What is wrong in words that follow the name, for `other`. */
  readonly text?: string
}

/** The refusals with these codes. */
export type RefusalWith<Code extends RefusalCode> = Extract<Refusal, { readonly code: Code }>

/** Why a request is not answered with what it asked for, as far as that is no refusal of the domain. */
export type RequestProblem =
  /** No credentials at all. */
  | { readonly kind: 'unauthenticated' }
  | {
      readonly kind: 'invalid'
      readonly issues: readonly [InputIssue, ...InputIssue[]]
      /** The part of the request that they are about: the body when it is left out. */
      readonly place?: 'path' | 'query'
      /** The vocabulary that the request was written in, behind a door that knows several. */
      readonly vocabulary?: string
    }
  /** Something about the request as such. */
  | { readonly kind: 'request'; readonly status: 400 | 404 | 409 | 413 | 415 | 422; readonly text: string }
  /** Asked too often; when to come back is in the headers already. */
  | { readonly kind: 'limited' }
  /** Too much is waiting; the caller may try again. */
  | { readonly kind: 'busy' }
  /** It was begun, and given up because it took too long. */
  | { readonly kind: 'timed_out' }
  /** The cause is in the log, under the request's id. */
  | { readonly kind: 'failed' }

/** The same, with what the domain may refuse. How a problem looks is each API's business. */
export type Problem<Code extends RefusalCode = RefusalCode> =
  | { readonly kind: 'refusal'; readonly refusal: RefusalWith<Code> }
  | RequestProblem

/** An answer as it goes out; without `json` and `text` its body is empty. */
export interface WireReply {
  readonly status: number
  readonly json?: unknown
  /** A body of another type, which its headers name; not beside `json`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Turns a problem into an answer in the words of an API, which need to know these refusals. */
export type Render<Code extends RefusalCode = RefusalCode> = (problem: Problem<Code>) => WireReply

/** There is no such thing, and nothing more is said. */
export const NOT_FOUND: RequestProblem = { kind: 'request', status: 404, text: 'Not Found' }
