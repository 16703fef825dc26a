import { completeFileUrls } from '@parlance/contracts'
import type { Response } from 'express'
import type { WireReply } from './problem.ts'

/**
 * Sends an answer: JSON, a text, or nothing but a status. Paths of files in JSON are completed with the address of the
 * server, where that is given.
 */
export const send = (
  response: Response,
  { status, headers, ...reply }: WireReply,
  server: string | null = null,
): void => {
  if (response.headersSent || response.destroyed) return
  response.statusCode = status
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value)
  if (reply.text !== undefined) {
    response.setHeader('Content-Length', Buffer.byteLength(reply.text))
    response.end(reply.text)
    return
  }
  if (!('json' in reply)) {
    response.setHeader('Content-Length', '0')
    response.end()
    return
  }
  const json = JSON.stringify(reply.json)
  const text = server === null ? json : completeFileUrls(json, server)
  if (headers?.['Content-Type'] === undefined)
    response.setHeader('Content-Type', 'application/json; charset=utf-8')
  response.setHeader('Content-Length', Buffer.byteLength(text))
  response.end(text)
}
