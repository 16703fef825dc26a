import { unfitIn } from '@parlance/contracts'
import { type CallOptions, err, ok, type Refusal, type Result } from '@parlance/core'
import type { Request, Response } from 'express'
import type { z } from 'zod'
import { type RequestBody, readBody } from './body/read-body.ts'
import { receiveFiles, type SentFiles } from './body/sent-files.ts'
import { callOrigin } from './call-origin.ts'
import { credentialsOf, whereaboutsOf } from './credentials.ts'
import { type CsvFile, toCsv } from './csv.ts'
import type { HttpPorts } from './http-ports.ts'
import { idempotencyKey } from './idempotency-key.ts'
import { inputIssues, unfitIssue } from './input-issues.ts'
import { noteRefusal } from './note-refusal.ts'
import { NOT_FOUND, type Problem, type RequestProblem, type WireReply } from './problem.ts'
import { addressOf } from './rate-guard.ts'
import type { RateLimitName } from './rate-limits.ts'
import { contextOf } from './request-context.ts'
import type { Caller, Entered, HandlerInput, Route } from './route.ts'
import { serverOf } from './server-of.ts'

type Refused = Refusal | RequestProblem

/** Answers one request by its route: lets the caller in, reads what was sent, asks the engine, and shows the answer. */
export const answerRoute = async (
  route: Route,
  ports: HttpPorts,
  { request, response }: { readonly request: Request; readonly response: Response },
): Promise<WireReply> => {
  const render = route.render ?? route.door.render
  const params = request.params as Readonly<Record<string, string>>
  // What can't be the name of anything is not found.
  if (unfitIn(params)) return render(NOT_FOUND)
  const knock = { params, credentials: credentialsOf(request), from: whereaboutsOf(request) }
  const entered = await route.enter(knock, ports)
  if (!entered.ok) {
    await noteRefusal(route, entered.error, { ports, request })
    return route.door.render(problemOf(entered.error))
  }
  contextOf(response).principal = entered.value.caller.label
  if (!(await withinLimits(route, entered.value.caller, { ports, request, response }))) {
    return render({ kind: 'limited' })
  }
  const answered = await answer(route, entered.value, { ports, request, response })
  if (!answered.ok) {
    await noteRefusal(route, answered.error, { ports, request, caller: entered.value.caller })
    return render(problemOf(answered.error))
  }
  const headers = 'replayed' in answered && answered.replayed ? { 'Idempotency-Replayed': 'true' } : {}
  return goodReply(route, answered.value, headers)
}

const goodReply = (
  { reply, status = 200 }: Route,
  value: unknown,
  headers: Readonly<Record<string, string>>,
): WireReply => {
  if (reply === 'empty') return { status, headers }
  if (reply !== 'csv') return { status, json: value, headers }
  // What a handler of such a route answers: its type says so.
  const { name, rows } = value as CsvFile
  const disposition = `attachment; filename="${name}"`
  return {
    status,
    text: toCsv(rows),
    headers: { ...headers, 'Content-Type': 'text/csv; charset=utf-8', 'Content-Disposition': disposition },
  }
}

interface Exchange {
  readonly ports: HttpPorts
  readonly request: Request
  readonly response: Response
}

const NO_LIMITS: readonly RateLimitName[] = []

const withinLimits = async (
  { door, limits = NO_LIMITS }: Route,
  { label, principal }: Caller,
  { ports, request, response }: Exchange,
): Promise<boolean> => {
  if (!ports.rateGuard || (limits.length === 0 && !door.limits)) return true
  // Paths of other APIs name no account: the caller's own it is.
  const account = String(request.params['account_id'] ?? principal?.organizationId ?? '')
  const caller = principal ? label : null
  const counted = { account, caller, address: addressOf(request) }
  return ports.rateGuard.allows([...(door.limits ?? NO_LIMITS), ...limits], counted, response)
}

const answer = async (
  route: Route,
  { caller, permit, handle }: Entered,
  exchange: Exchange,
): Promise<Result<unknown, Refused>> => {
  const permitted = permit()
  if (!permitted.ok) return permitted
  const files = receiveFiles(exchange.ports.fileLimit)
  try {
    const input = await readInput(route, caller.label, { ...exchange, files })
    return input.ok ? await handle(input.value) : input
  } finally {
    await files.discard()
  }
}

const readInput = async (
  route: Route,
  caller: string,
  exchange: Exchange & { readonly files: SentFiles },
): Promise<Result<HandlerInput, RequestProblem>> => {
  const { ports, request } = exchange
  const params = readPath(route, request)
  if (!params.ok) return params
  const query = readPart(route.query, route.query && request.query, 'query')
  if (!query.ok) return query
  const sent = await readSentBody(route, exchange)
  if (!sent.ok) return sent
  // What was sent was looked through as it came in.
  const body = readBy(route.body, unwrapped(sent.value, route.root))
  if (!body.ok) return body
  const options = readOptions(request, { caller, ports, body: sent.value })
  if (!options.ok) return options
  return ok({
    ...ports,
    params: params.value,
    query: query.value,
    body: body.value,
    options: options.value,
    now: ports.clock.now(),
    server: serverOf(ports, request),
  })
}

const readPath = ({ params, door }: Route, request: Request): Result<unknown, RequestProblem> => {
  if (!params) return ok({})
  const read = params.safeParse(request.params)
  if (read.success) return ok(read.data)
  return err(
    door.badPath
      ? { kind: door.badPath, place: 'path', issues: inputIssues(read.error, request.params) }
      : NOT_FOUND,
  )
}

const readSentBody = async (
  { body, files: fields = [] }: Route,
  { ports, request, response, files }: Exchange & { readonly files: SentFiles },
): Promise<Result<RequestBody, RequestProblem>> => {
  if (!body) return ok({})
  const rules = fields.length > 0 ? { fields, files, limit: ports.fileLimit } : null
  const sent = await readBody(request, response, rules)
  if (!sent.ok) return sent
  const unfit = unfitIn(sent.value)
  return unfit ? err({ kind: 'invalid', issues: [unfitIssue(unfit)] }) : sent
}

const readPart = (
  schema: z.ZodType | undefined,
  sent: unknown,
  place?: 'query',
): Result<unknown, RequestProblem> => {
  const unfit = schema && unfitIn(sent)
  return unfit
    ? err({ kind: 'invalid', issues: [unfitIssue(unfit)], ...(place && { place }) })
    : readBy(schema, sent, place)
}

const readBy = (
  schema: z.ZodType | undefined,
  sent: unknown,
  place?: 'query',
): Result<unknown, RequestProblem> => {
  if (!schema) return ok({})
  const read = schema.safeParse(sent)
  return read.success
    ? ok(read.data)
    : err({ kind: 'invalid', issues: inputIssues(read.error, sent), ...(place && { place }) })
}

/** What lies under the root key, or everything when the body comes flat. */
const unwrapped = (body: RequestBody, root: string | undefined): unknown => {
  const inner = root === undefined ? undefined : body[root]
  return typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : body
}

const readOptions = (
  request: Request,
  sent: { readonly caller: string; readonly ports: HttpPorts; readonly body: RequestBody },
): Result<CallOptions, RequestProblem> => {
  const origin = callOrigin(request)
  if (request.method !== 'POST') return ok({ origin })
  const header = request.headers['idempotency-key']
  const path = request.path.replace(/\/+$/, '')
  const key = idempotencyKey(
    {
      header: Array.isArray(header) ? header[0] : header,
      scope: `${sent.caller} POST ${path}`,
      body: sent.body,
    },
    sent.ports.secrets,
  )
  return key.ok ? ok({ idempotency: key.value, origin }) : key
}

const problemOf = (error: Refused): Problem => ('kind' in error ? error : { kind: 'refusal', refusal: error })
