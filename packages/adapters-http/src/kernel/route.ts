import type {
  CallOptions,
  Forbidden,
  Operation,
  Principal,
  Refusal,
  RefusalCode,
  Result,
  Timestamp,
  Whereabouts,
} from '@parlance/core'
import type { z } from 'zod'
import type { CsvFile } from './csv.ts'
import type { HttpPorts } from './http-ports.ts'
import type { RefusalWith, Render, RequestProblem } from './problem.ts'
import type { RateLimitName } from './rate-limits.ts'

/** Who asks, as far as every API needs to know. */
export interface Caller {
  /** Names the caller in the log and in the scope of idempotency keys; nothing secret. */
  readonly label: string
  /** Who it is to the domain, where the domain knows. */
  readonly principal?: Principal
}

/** What a door sees of a request. */
export interface Knock {
  /** The parts of the path, as they were sent. */
  readonly params: Readonly<Record<string, string>>
  /** Every credential that was sent, in the order in which they are tried. */
  readonly credentials: readonly string[]
  /** Where the request says that it comes from; a door that takes keys asks. */
  readonly from: Whereabouts
}

/**
 * A way into an API: who gets in, and in what words somebody is told that something is wrong. It has words for the refusals
 * in `Told`; a route behind it that refuses anything else doesn't compile.
 */
export interface Door<C extends Caller, Told extends RefusalCode = RefusalCode> {
  /** The parts of the path that it reads, for the documentation. */
  readonly params: z.ZodObject
  /** The security schemes of the documentation; none where everybody may come in. */
  readonly security: readonly string[]
  /** What it can refuse. */
  readonly errors: readonly Told[]
  readonly enter: (knock: Knock, ports: HttpPorts) => Promise<Result<C, RefusalWith<Told> | RequestProblem>>
  /** Whether the caller may do this kind of thing at all: asked before what was sent is read. */
  readonly permit: (caller: C, operation: Operation) => Result<null, Forbidden>
  /** What a path is in which something can't be what it should: not found when it is left out. */
  readonly badPath?: 'invalid'
  /** What is counted of every request behind it, besides by its address. */
  readonly limits?: readonly RateLimitName[]
  readonly render: Render<Told>
}

/** One request, with everything in it read. */
export interface Call<C extends Caller, P, Q, B> extends HttpPorts {
  readonly caller: C
  readonly params: P
  readonly query: Q
  readonly body: B
  readonly options: CallOptions
  readonly now: Timestamp
  /** Where the server is reached, without a slash at the end. */
  readonly server: string
}

/** The methods that routes have. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete'

/** What a good answer is. */
export type ReplyKind = z.ZodType | 'empty' | 'csv'

/** The statuses of good answers. */
export type GoodStatus = 200 | 201 | 202 | 204

/** What is known of a route without running it: what it is mounted and documented by. */
export interface RouteDescription {
  readonly methods: readonly [Method, ...Method[]]
  /** With `{name}` where a parameter is. */
  readonly path: string
  readonly operationId: string
  readonly summary: string
  readonly description?: string
  readonly tag: string
  /** What core asks permission for. */
  readonly operation?: Operation
  readonly params?: z.ZodType
  readonly query?: z.ZodType
  readonly body?: z.ZodType
  /** The key that the body may be wrapped in. */
  readonly root?: string
  /** The fields that may carry files, such as `avatar` or `profile[avatar]`; none when it is left out. */
  readonly files?: readonly string[]
  /** `empty` for an answer without a body, `csv` for a table as a file. */
  readonly reply: ReplyKind
  /** The status of a good answer: 200 when it is left out. */
  readonly status?: GoodStatus
  /** The refusals of the handler. One that is left out doesn't compile. */
  readonly errors: readonly RefusalCode[]
  /** What is counted, besides every request by its address. */
  readonly limits?: readonly RateLimitName[]
  /** Problems in the words of this route, where they differ from those of its door. */
  readonly render?: Render | undefined
}

interface RouteSpec<
  C extends Caller,
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends ReplyKind,
  Told extends RefusalCode,
  Code extends Told,
> extends Omit<RouteDescription, 'render'> {
  readonly door: Door<C, Told>
  readonly render?: Render<NoInfer<Told>>
  readonly params?: P
  readonly query?: Q
  readonly body?: B
  readonly reply: R
  readonly errors: readonly Code[]
}

type ReplyOf<R> = R extends z.ZodType ? z.output<R> : R extends 'csv' ? CsvFile : null

/** A route whose types are forgotten: it can be mounted and documented beside others. */
export interface Route extends RouteDescription {
  readonly door: Pick<Door<Caller>, 'params' | 'security' | 'errors' | 'badPath' | 'limits' | 'render'>
  /** Lets the caller in; what comes back answers the rest of the request. */
  readonly enter: (knock: Knock, ports: HttpPorts) => Promise<Result<Entered, Refusal | RequestProblem>>
}

/** A request whose caller was let in: what is left to do. */
export interface Entered {
  readonly caller: Caller
  readonly permit: () => Result<null, Refusal>
  /** `input` has gone through the route's schemas. */
  readonly handle: (input: HandlerInput) => Promise<Result<unknown, Refusal | RequestProblem>>
}

/** What a handler is given, after the route's schemas have read it. */
export interface HandlerInput extends HttpPorts {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly options: CallOptions
  readonly now: Timestamp
  /** Where the server is reached, without a slash at the end. */
  readonly server: string
}

const NOTHING_FORBIDDEN = { ok: true, value: null } as const

/** Defines a route: what it is, and the few lines that ask the engine. */
export const route = <
  C extends Caller,
  R extends ReplyKind,
  Told extends RefusalCode,
  const Code extends Told,
  P extends z.ZodType = z.ZodObject<Record<never, never>>,
  Q extends z.ZodType = z.ZodObject<Record<never, never>>,
  B extends z.ZodType = z.ZodObject<Record<never, never>>,
>(
  spec: RouteSpec<C, P, Q, B, R, Told, Code>,
  handle: (
    call: Call<C, z.output<P>, z.output<Q>, z.output<B>>,
  ) => Promise<Result<ReplyOf<R>, RefusalWith<NoInfer<Code>> | RequestProblem>>,
): Route => ({
  ...spec,
  // What the domain refuses behind this door, the door has words for: the compiler has seen that here, and it is forgotten now.
  door: { ...spec.door, render: spec.door.render as Render },
  render: spec.render as Render | undefined,
  enter: async (knock, ports) => {
    const entered = await spec.door.enter(knock, ports)
    if (!entered.ok) return entered
    const caller = entered.value
    return {
      ok: true,
      value: {
        caller,
        permit: () => (spec.operation ? spec.door.permit(caller, spec.operation) : NOTHING_FORBIDDEN),
        handle: (input) =>
          handle({
            ...input,
            caller,
            params: input.params as z.output<P>,
            query: input.query as z.output<Q>,
            body: input.body as z.output<B>,
          }),
      },
    }
  },
})

/** Shows what the engine answered; whether it was a replay is kept. */
export const shown = <T, E, W>(result: Result<T, E>, present: (value: T) => W): Result<W, E> =>
  result.ok ? { ...result, value: present(result.value) } : result
