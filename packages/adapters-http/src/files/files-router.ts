import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { FILES_PATH } from '@parlance/contracts'
import type { FileVariant, OpenFile } from '@parlance/core'
import { type Request, type Response, Router } from 'express'
import { bareReply } from '../kernel/bare-reply.ts'
import { problemOfThrow } from '../kernel/failure.ts'
import type { HttpPorts } from '../kernel/http-ports.ts'
import { contextOf } from '../kernel/request-context.ts'
import { send } from '../kernel/send.ts'
import { fileHeaders } from './file-headers.ts'
import { readRange } from './read-range.ts'

type FilePorts = Pick<HttpPorts, 'engine' | 'logger'>

/**
 * Serves files. An address alone leads, by a redirect, to a link that is good for some minutes: addresses stand in messages
 * and webhooks for ever, what ends up in histories and logs of others is the link.
 */
export const filesRouter = (ports: FilePorts): Router => {
  const router = Router()
  const serving = (variant: FileVariant) => async (request: Request, response: Response) => {
    const context = contextOf(response)
    context.route = `${FILES_PATH}/{address}`
    try {
      const address = String(request.params['address'] ?? '')
      const proof = proofIn(request)
      if (proof) await serve(ports, { request, response }, { address, variant, proof })
      else await lead(ports, { request, response }, { address, variant })
    } catch (thrown) {
      problemOfThrow(thrown, ports.logger, context)
      if (response.headersSent) response.destroy()
      else send(response, bareReply(500))
    }
  }
  router.get(`${FILES_PATH}/:address/thumbnail/:name`, serving('thumbnail'))
  router.get(`${FILES_PATH}/:address/:name`, serving('original'))
  return router
}

interface Exchange {
  readonly request: Request
  readonly response: Response
}

interface Wanted {
  readonly address: string
  readonly variant: FileVariant
}

const proofIn = ({ query }: Request) => {
  const { expires, signature } = query
  return typeof expires === 'string' && typeof signature === 'string' && /^\d{1,15}$/.test(expires)
    ? { expires: Number(expires), signature }
    : null
}

/** Leads to a link that is good for a while. */
const lead = async (
  { engine }: FilePorts,
  { request, response }: Exchange,
  { address, variant }: Wanted,
): Promise<void> => {
  const link = await engine.files.link(address, variant)
  if (!link.ok) return send(response, bareReply(404))
  const { expires, signature } = link.value
  const path = request.originalUrl.split('?')[0] ?? ''
  send(response, {
    status: 302,
    headers: { Location: `${path}?expires=${expires}&signature=${signature}`, 'Cache-Control': 'no-store' },
  })
}

const serve = async (
  { engine }: FilePorts,
  { request, response }: Exchange,
  wanted: Wanted & { readonly proof: { readonly expires: number; readonly signature: string } },
): Promise<void> => {
  const opened = await engine.files.open(wanted.address, wanted.variant, wanted.proof)
  if (!opened.ok) return send(response, bareReply(opened.error.code === 'file/link-expired' ? 403 : 404))
  response.setHeaders(fileHeaders(opened.value, wanted.variant))
  if (request.headers['if-none-match'] === response.getHeader('etag')) {
    response.statusCode = 304
    response.end()
    return
  }
  await sendContent(opened.value, { request, response })
}

const sendContent = async (file: OpenFile, { request, response }: Exchange): Promise<void> => {
  const range = readRange(request.headers, { size: file.size, etag: String(response.getHeader('etag')) })
  if (range === 'unsatisfiable') {
    response.setHeader('Content-Range', `bytes */${file.size}`)
    response.statusCode = 416
    response.end()
    return
  }
  const content = request.method === 'HEAD' ? [] : await file.read(range ?? undefined)
  if (!content) return send(response, bareReply(404))
  response.statusCode = range ? 206 : 200
  if (range) response.setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.size}`)
  response.setHeader('Content-Length', range ? range.end - range.start + 1 : file.size)
  try {
    await pipeline(Readable.from(content, { objectMode: false }), response)
  } catch (error) {
    // Who goes away half-way is no failure of ours.
    if (!request.destroyed && !response.destroyed) throw error
  }
}
