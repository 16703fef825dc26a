/** A connection over which texts go both ways. */
export interface CableSocket {
  readonly send: (text: string) => void
  /** Bytes that were sent and have not gone out yet. */
  readonly waiting: () => number
  /** Ends it in order. */
  readonly close: (code: number, reason: string) => void
  /** Ends it at once. */
  readonly terminate: () => void
}

/** How connections are ended. */
export const CLOSE = { goingAway: 1001, policy: 1008, tryAgain: 1013 } as const

/** Bytes that may wait for a client that reads more slowly than it is told. */
const MOST_WAITING = 1_048_576

/** Sends, unless the client does not keep up: then it is cut off, and finds what it missed when it comes back. */
export const sendTo = (socket: CableSocket, text: string): void => {
  if (socket.waiting() > MOST_WAITING) socket.terminate()
  else socket.send(text)
}
