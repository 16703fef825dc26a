/** What came back. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects, and fails where it is not there
  readonly body: any
}

export interface Sent {
  readonly body?: unknown
  readonly token?: string
  /** Any key, or the access token of somebody who signed in. */
  readonly bearer?: string
  readonly key?: string
}

/** Asks the server, with a deadline. */
export type Client = (method: string, path: string, sent?: Sent) => Promise<Reply>

const DEADLINE = 10_000

export const createClient =
  (url: string): Client =>
  async (method, path, { body, token, bearer, key } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { api_access_token: token }),
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(DEADLINE),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: parsed(text) }
  }

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
