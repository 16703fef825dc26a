import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Socket,
  type Server as TcpServer,
} from 'node:net'

export interface SinkRequest {
  readonly method: string
  readonly url: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A receiver on 127.0.0.1. */
export interface Sink {
  readonly url: string
  readonly port: number
  /** Everything that was posted to it, in the order of arrival. */
  readonly requests: readonly SinkRequest[]
  readonly connections: () => number
  readonly close: () => Promise<void>
}

/** Answers a request whose body was read. */
export type Answer = (request: SinkRequest, response: Parameters<RequestListener>[1]) => void

const NO_CONTENT: Answer = (_, response) => response.writeHead(204).end()

export const openSink = async (answer: Answer = NO_CONTENT, host = '127.0.0.1'): Promise<Sink> => {
  const requests: SinkRequest[] = []
  const server = createServer(async (incoming, response) => {
    response.on('error', () => undefined)
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const { method = '', url = '', headers } = incoming
    const request = { method, url, headers, body: Buffer.concat(chunks).toString() }
    requests.push(request)
    answer(request, response)
  })
  return listen(server, requests, host)
}

/** A receiver that does with the bare connection what it likes. */
export const openTcpSink = (talk: (socket: Socket) => void): Promise<Sink> =>
  listen(
    createTcpServer((socket) => {
      socket.on('error', () => undefined)
      // Until what came in is read, a connection's end goes unnoticed.
      socket.resume()
      talk(socket)
    }),
    [],
    '127.0.0.1',
  )

const listen = async (
  server: Server | TcpServer,
  requests: readonly SinkRequest[],
  host: string,
): Promise<Sink> => {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  server.listen(0, host)
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${host}:${port}/hook`,
    port,
    requests,
    connections: () => connections,
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
