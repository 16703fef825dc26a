import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { errorCode } from '../kernel/error-code.ts'
import { OperatorError } from '../kernel/operator-error.ts'
import { createUnderWay } from './under-way.ts'

export interface Listening {
  /** Where it is reached, without a slash at the end. */
  readonly url: string
  /**
   * Takes no new connections and lets the requests that are under way come to their end, for so many milliseconds; then
   * it cuts them off.
   */
  readonly close: (timeout: number) => Promise<void>
}

export interface ListenOptions {
  readonly port: number
  readonly host: string
  readonly onRequest: RequestListener
  /** Takes connections that are to speak another protocol; there are none when it is left out. */
  readonly onUpgrade?: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Told when a connection could not be taken, for want of file descriptors for instance; the server goes on. */
  readonly onError: (error: Error) => void
}

/** Longer than load balancers keep an idle connection, so that the one who closes it is never the server, in mid-request. */
const KEEP_ALIVE = 75_000
/** The time for a request's headers, and for all of it: enough for 10 MB over a slow line. */
const HEADERS = 30_000
const REQUEST = 120_000

/** Listens. @throws OperatorError when the address can't be listened on. */
export const listen = async ({
  port,
  host,
  onRequest,
  onUpgrade,
  onError,
}: ListenOptions): Promise<Listening> => {
  const underWay = createUnderWay<ServerResponse>()
  let closing = false
  const server = createServer(
    { keepAliveTimeout: KEEP_ALIVE, headersTimeout: HEADERS, requestTimeout: REQUEST },
    (request, response) => {
      response.once('close', underWay.enter(response))
      if (closing) response.setHeader('connection', 'close')
      onRequest(request, response)
    },
  )
  if (onUpgrade) server.on('upgrade', onUpgrade)
  try {
    server.listen(port, host)
    await once(server, 'listening')
  } catch (error) {
    throw inWords(error, host, port)
  }
  server.on('error', onError)

  const close = async (timeout: number): Promise<void> => {
    closing = true
    const closed = once(server, 'close')
    // Also closes the connections on which nothing is under way.
    server.close()
    for (const response of underWay.all())
      if (!response.headersSent) response.setHeader('connection', 'close')
    const timer = setTimeout(() => server.closeAllConnections(), timeout)
    await closed
    clearTimeout(timer)
  }
  return { url: urlOf(server.address(), host), close }
}

const WORDS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'something else listens there already',
  EACCES: 'this user may not',
  EADDRNOTAVAIL: 'this machine does not have the address',
  ENOTFOUND: 'the host is not known',
}

const inWords = (error: unknown, host: string, port: number): unknown => {
  const words = WORDS[errorCode(error) ?? '']
  return words === undefined
    ? error
    : new OperatorError(`Cannot listen on ${host}, port ${port} (HOST and PORT): ${words}.`, { cause: error })
}

const ANYWHERE = ['0.0.0.0', '::']

const urlOf = (address: AddressInfo | string | null, host: string): string => {
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const name = ANYWHERE.includes(host) ? 'localhost' : host
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`
}
