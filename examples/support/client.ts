/** What the server answered, as it came. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  // The channel API's bodies are read here as an app's backend in JavaScript would: by what its documentation says is there.
  // biome-ignore lint/suspicious/noExplicitAny: an example of a client without generated types
  readonly body: any
}

/** Calls the server; with a token as whoever it belongs to, without one as anybody. */
export const client =
  (url: string, token?: string) =>
  async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token ? { api_access_token: token } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text ? JSON.parse(text) : null }
  }

export type Call = ReturnType<typeof client>
