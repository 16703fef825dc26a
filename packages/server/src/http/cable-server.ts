import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import {
  CABLE_PROTOCOLS,
  type Cable,
  callerAt,
  clientAddress,
  networksOf,
  type TrustedProxies,
} from '@parlance/adapters-http'
import { SECOND } from '@parlance/core'
import { type WebSocket, WebSocketServer } from 'ws'

export interface CableServerOptions {
  readonly cable: Cable
  readonly trustProxy: TrustedProxies
  /** Connections at once from one IPv4 address or IPv6 network of 64 bits; the loopback address has no limit. */
  readonly connectionsPerAddress: number
  readonly onError: (error: unknown) => void
  /** Milliseconds after which a client that says nothing to a ping is given up; 30,000 when left out. */
  readonly patience?: number
}

/** Takes WebSocket connections to `/cable`. */
export interface CableServer {
  readonly onUpgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void
  /** Takes no more, sends everybody away, and cuts off who has not gone after so many milliseconds. */
  readonly close: (timeout: number) => Promise<void>
}

const PATH = '/cable'
/** Bytes of the longest message that a client may send. */
const LONGEST = 16_384

export const createCableServer = (options: CableServerOptions): CableServer => {
  const { cable, onError, connectionsPerAddress, patience = 30 * SECOND } = options
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LONGEST,
    perMessageDeflate: false,
    handleProtocols: (offered) => CABLE_PROTOCOLS.find((protocol) => offered.has(protocol)) ?? false,
  })
  const addressOf = clientAddress(options.trustProxy)
  const isLoopback = networksOf([])
  const held = new Map<string, number>()
  const silent = new WeakSet<WebSocket>()
  let closing = false

  const watching = setInterval(() => {
    for (const socket of sockets.clients) {
      if (silent.has(socket)) socket.terminate()
      else {
        silent.add(socket)
        socket.ping()
      }
    }
  }, patience).unref()

  const takePlace = (request: IncomingMessage): (() => void) | null => {
    const forwarded = request.headers['x-forwarded-for']
    const told = Array.isArray(forwarded) ? forwarded.join(',') : forwarded
    const address = addressOf(request.socket.remoteAddress ?? '', told)
    const caller = callerAt(address)
    const count = held.get(caller) ?? 0
    if (count >= connectionsPerAddress && !isLoopback(address)) return null
    held.set(caller, count + 1)
    return () => {
      const left = (held.get(caller) ?? 1) - 1
      if (left > 0) held.set(caller, left)
      else held.delete(caller)
    }
  }

  const begin = (socket: WebSocket, leavePlace: () => void): void => {
    socket.on('error', () => socket.terminate())
    socket.on('pong', () => silent.delete(socket))
    const session = cable.connect({
      send: (text) => socket.send(text),
      waiting: () => socket.bufferedAmount,
      close: (code, reason) => socket.close(code, reason),
      terminate: () => socket.terminate(),
    })
    socket.on('message', (data, isBinary) => {
      silent.delete(socket)
      if (!isBinary) session?.receive(data.toString())
    })
    socket.once('close', () => {
      leavePlace()
      session?.end()
    })
  }

  return {
    onUpgrade: (request, socket, head) => {
      socket.on('error', onError)
      const path = (request.url ?? '').split('?', 1)[0]?.replace(/\/+$/, '')
      if (path !== PATH) return refuse(socket, '404 Not Found')
      if (closing) return refuse(socket, '503 Service Unavailable')
      const leavePlace = takePlace(request)
      if (!leavePlace) return refuse(socket, '429 Too Many Requests')
      let upgraded = false
      socket.once('close', () => {
        if (!upgraded) leavePlace()
      })
      sockets.handleUpgrade(request, socket, head, (webSocket) => {
        upgraded = true
        socket.off('error', onError)
        begin(webSocket, leavePlace)
      })
    },
    close: async (timeout) => {
      closing = true
      clearInterval(watching)
      cable.close()
      const gone = Promise.all(
        [...sockets.clients].map((socket) => new Promise((resolve) => socket.once('close', resolve))),
      )
      const timer = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate()
      }, timeout)
      await gone
      clearTimeout(timer)
    },
  }
}

const refuse = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
