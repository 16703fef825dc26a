import type { Refusal } from '@parlance/core'

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

/** Why a request is not answered with what it asked for. How that looks is each API's business. */
export type Problem =
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  /** No credentials at all. */
  | { readonly kind: 'unauthenticated' }
  | { readonly kind: 'invalid'; readonly issues: readonly [InputIssue, ...InputIssue[]] }
  /** Something about the request as such. */
  | { readonly kind: 'request'; readonly status: 400 | 404 | 413 | 415 | 422; readonly text: string }
  /** Too much is waiting; the caller may try again. */
  | { readonly kind: 'busy' }
  /** It was begun, and given up because it took too long. */
  | { readonly kind: 'timed_out' }
  /** The cause is in the log, under the request's id. */
  | { readonly kind: 'failed' }

/** An answer as it goes out; without `json` and `text` its body is empty. */
export interface WireReply {
  readonly status: number
  readonly json?: unknown
  /** A body of another type, which its headers name; not beside `json`. */
  readonly text?: string
  readonly headers?: Readonly<Record<string, string>>
}

/** Turns a problem into an answer in the words of an API. */
export type Render = (problem: Problem) => WireReply

/** There is no such thing, and nothing more is said. */
export const NOT_FOUND: Problem = { kind: 'request', status: 404, text: 'Not Found' }
