import { until } from '@parlance/core/testing'

/** Server-sent events that are listened to. */
export interface Stream {
  /** What came so far. */
  readonly text: () => string
  readonly leave: () => void
}

/** Listens to what a member may hear; resolves once the stream has begun. */
export const listen = async (url: string, token: string): Promise<Stream> => {
  const leaving = new AbortController()
  const response = await fetch(`${url}/api/v1/events`, {
    headers: { api_access_token: token },
    signal: leaving.signal,
  })
  let text = ''
  const reading = async () => {
    for await (const chunk of response.body ?? []) text += Buffer.from(chunk).toString()
  }
  // It ends when whoever listens leaves.
  reading().catch(() => undefined)
  await until('the stream has begun', () => text.includes('retry: '))
  return { text: () => text, leave: () => leaving.abort() }
}
