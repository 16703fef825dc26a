import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A webhook that arrived. */
export interface Arrival {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly text: string
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
  readonly body: any
  readonly at: number
}

/** A receiver of webhooks. */
export interface Sink {
  readonly url: string
  readonly arrivals: readonly Arrival[]
  /** Answers with 500 the next so many times that such a webhook arrives. */
  readonly refuse: (times: number, such: (arrival: Arrival) => boolean) => void
  readonly close: () => Promise<void>
}

export const startSink = async (): Promise<Sink> => {
  const arrivals: Arrival[] = []
  let refusal = { times: 0, such: (_: Arrival): boolean => false }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString('utf8')
    const { url: path = '', headers } = request
    const arrival = { path, headers, text, body: JSON.parse(text), at: Date.now() }
    arrivals.push(arrival)
    const refused = refusal.times > 0 && refusal.such(arrival)
    if (refused) refusal.times -= 1
    response.statusCode = refused ? 500 : 200
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    arrivals,
    refuse: (times, such) => {
      refusal = { times, such }
    },
    close: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}
