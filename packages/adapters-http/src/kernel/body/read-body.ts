import { err, ok, type Result } from '@parlance/core'
import express, { type Request, type RequestHandler, type Response } from 'express'
import type { RequestProblem } from '../problem.ts'
import { FilesRefused, readMultipart, type TakenFiles } from './read-multipart.ts'
import { FilesTooLarge } from './sent-files.ts'

/** The most that a request may carry: 10 MB. */
export const BODY_LIMIT = 10 * 1024 * 1024

/** What a request carries, before any schema has read it. */
export type RequestBody = Readonly<Record<string, unknown>>

// Which of these reads a body is decided here, so none looks at the type again.
const readJson = express.json({ limit: BODY_LIMIT, strict: false, type: () => true })
const readForm = express.urlencoded({ limit: BODY_LIMIT, extended: true, type: () => true })

const TOO_LARGE: RequestProblem = {
  kind: 'request',
  status: 413,
  text: 'The request body is larger than 10 MB',
}

const tooLarge = ({ limit }: FileRules): RequestProblem => ({
  kind: 'request',
  status: 413,
  text: `The files are larger than ${limit} bytes together`,
})

const NO_OBJECT: RequestProblem = {
  kind: 'request',
  status: 400,
  text: 'The request body is not a JSON object',
}

const UNKNOWN_TYPE: RequestProblem = {
  kind: 'request',
  status: 415,
  text: 'The request body must be JSON, a form or multipart form data',
}

const hasBody = ({ headers }: Request): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0

/** Files that a route takes, and the bytes that all of them may have together. */
export interface FileRules extends TakenFiles {
  readonly limit: number
}

const isMultipart = ({ headers }: Request): boolean =>
  /^multipart\/form-data *;/i.test(headers['content-type'] ?? '')

const readerOf = (request: Request, files: FileRules | null): RequestHandler | null => {
  const type = request.headers['content-type'] ?? ''
  if (/^[^;]*[/+]json *(;|$)/i.test(type)) return readJson
  if (/^application\/x-www-form-urlencoded *(;|$)/i.test(type)) return readForm
  return isMultipart(request) ? readMultipart(BODY_LIMIT, files) : null
}

/** Reads what the request carries; an empty object when it carries nothing. */
export const readBody = async (
  request: Request,
  response: Response,
  files: FileRules | null = null,
): Promise<Result<RequestBody, RequestProblem>> => {
  if (!hasBody(request)) return ok({})
  const limit = BODY_LIMIT + (files && isMultipart(request) ? files.limit : 0)
  const length = Number(request.headers['content-length'] ?? 0)
  if (length > limit) return err(files && length - BODY_LIMIT > files.limit ? tooLarge(files) : TOO_LARGE)
  const reader = readerOf(request, files)
  if (!reader) return err(UNKNOWN_TYPE)
  const failure = await new Promise<unknown>((resolve) => {
    void reader(request, response, resolve)
  })
  if (failure) return err(files && failure instanceof FilesTooLarge ? tooLarge(files) : problemOf(failure))
  const body: unknown = request.body
  return typeof body === 'object' && body !== null && !Array.isArray(body)
    ? ok(body as RequestBody)
    : err(NO_OBJECT)
}

const problemOf = (failure: unknown): RequestProblem => {
  if (failure instanceof FilesRefused) {
    return {
      kind: 'invalid',
      issues: [{ path: [failure.field], problem: 'other', text: 'is not supported' }],
    }
  }
  const { status, type, code } = failure as Readonly<Record<'status' | 'type' | 'code', unknown>>
  if (code === 'LIMIT_FILE_COUNT') {
    return {
      kind: 'invalid',
      issues: [{ path: ['attachments'], problem: 'other', text: 'exceeded maximum allowed' }],
    }
  }
  if (status === 413) return TOO_LARGE
  if (status === 415) return UNKNOWN_TYPE
  const text =
    type === 'entity.parse.failed' ? 'The request body is not valid JSON' : 'The request body cannot be read'
  return { kind: 'request', status: 400, text }
}
