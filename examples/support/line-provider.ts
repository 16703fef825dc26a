import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** What the engine told the provider of the lines. */
export interface Carried {
  readonly kind: string
  readonly line: string
  readonly remote_number: string
  readonly conversation_id: string
  readonly message_id?: string
  readonly text?: string | null
  readonly reaction?: string
}

/** The provider of the lines, on this machine: it verifies every signature, and sends the same message once. */
export interface LineProvider {
  readonly url: string
  /** Signs what it is told. */
  readonly secret: string
  readonly carried: readonly Carried[]
  /** How many requests did not verify. */
  readonly refused: () => number
  /** Answers the next requests with 503. */
  readonly failNext: (times: number) => void
  readonly stop: () => Promise<void>
}

/** Starts a provider that takes what goes out. */
export const startLineProvider = async (): Promise<LineProvider> => {
  const secret = `whsec_${Buffer.from('the example and its provider know it').toString('base64')}`
  const verifier = new Webhook(secret)
  const carried: Carried[] = []
  const known = new Map<string, string>()
  let [failing, refused] = [0, 0]

  const take = (raw: string, headers: Record<string, string>): readonly [number, object] => {
    try {
      verifier.verify(raw, headers)
    } catch {
      refused += 1
      return [401, {}]
    }
    if (failing > 0) {
      failing -= 1
      return [503, {}]
    }
    const told = JSON.parse(raw) as Carried
    const again = told.kind === 'message' ? known.get(told.message_id ?? '') : undefined
    if (again !== undefined) return [200, { external_id: again }]
    carried.push(told)
    const externalId = `carrier-${carried.length}`
    if (told.kind === 'message') known.set(told.message_id ?? '', externalId)
    return [200, { external_id: externalId }]
  }
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const [status, body] = take(
      Buffer.concat(chunks).toString('utf8'),
      request.headers as Record<string, string>,
    )
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/outbound`,
    secret,
    carried,
    refused: () => refused,
    failNext: (times) => {
      failing = times
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
