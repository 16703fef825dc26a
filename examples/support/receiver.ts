import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** A webhook as it arrived. */
export interface Received {
  /** Constant over repetitions. */
  readonly id: string
  readonly event: string
  readonly body: Record<string, unknown>
  readonly answered: number
}

/** What an app's backend listens to webhooks with. */
export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** Signed with this from now on; what doesn't verify is answered with 401. */
  readonly trust: (secret: string) => void
  /** Answers the next ones of this event with 500. */
  readonly failNext: (event: string, times: number) => void
  /** The first that fits, from those that came and those to come. Throws after 10 s. */
  readonly waitFor: (what: string, fits: (received: Received) => boolean) => Promise<Received>
  readonly stop: () => Promise<void>
}

const WAIT = 10_000

/** Starts a receiver that verifies every signature with the public Standard Webhooks library. */
export const startReceiver = async (): Promise<Receiver> => {
  const received: Received[] = []
  const failing = new Map<string, number>()
  let verifier: Webhook | null = null

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const raw = Buffer.concat(chunks).toString('utf8')
    const body = JSON.parse(raw) as Record<string, unknown>
    const event = String(body['event'])
    const answered = verifies(verifier, raw, request.headers) ? statusFor(failing, event) : 401
    received.push({ id: String(request.headers['webhook-id']), event, body, answered })
    response.writeHead(answered).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    received,
    trust: (secret) => {
      verifier = new Webhook(secret)
    },
    failNext: (event, times) => failing.set(event, times),
    waitFor: async (what, fits) => {
      const deadline = Date.now() + WAIT
      while (Date.now() < deadline) {
        const found = received.find(fits)
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error(`The receiver never got ${what}`)
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const verifies = (
  verifier: Webhook | null,
  raw: string,
  headers: NodeJS.Dict<string | string[]>,
): boolean => {
  const flat = Object.entries(headers).map(([name, value]) => [name, String(value)])
  try {
    verifier?.verify(raw, Object.fromEntries(flat))
    return verifier !== null
  } catch {
    return false
  }
}

const statusFor = (failing: Map<string, number>, event: string): number => {
  const left = failing.get(event) ?? 0
  if (left > 0) failing.set(event, left - 1)
  return left > 0 ? 500 : 200
}
