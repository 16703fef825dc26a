import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'

/** A POST that is under way: its headers and half of its body were sent. */
export interface HalfRequest {
  /** Sends the rest and waits for the answer. */
  readonly finish: () => Promise<{
    readonly status: number | undefined
    readonly connection: string | undefined
  }>
  /** Fails when the server cuts the connection. */
  readonly cut: Promise<unknown>
}

/** Begins a POST of JSON, and resolves when the server has taken it up. */
export const beginRequest = async (url: string, token: string, body: unknown): Promise<HalfRequest> => {
  const text = JSON.stringify(body)
  const half = Math.floor(text.length / 2)
  const outgoing = request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
      api_access_token: token,
      // The server answers 100 when it has read the headers: then the request is under way.
      expect: '100-continue',
    },
  })
  const answered = once(outgoing, 'response') as Promise<[IncomingMessage]>
  answered.catch(() => undefined)
  outgoing.flushHeaders()
  await once(outgoing, 'continue')
  outgoing.write(text.slice(0, half))
  return {
    finish: async () => {
      outgoing.end(text.slice(half))
      const [response] = await answered
      response.resume()
      await once(response, 'end')
      return { status: response.statusCode, connection: response.headers.connection }
    },
    cut: answered.catch((error: unknown) => error),
  }
}
