import type { FetchFile } from '@parlance/core'
import { SECOND } from '@parlance/core'
import {
  createGuardedClient,
  parseAllowList,
  type ResolveHost,
  resolveAsSystem,
  resolvePublic,
} from './guard/index.ts'
import { checkWebhookUrl } from './guard/webhook-url.ts'

export interface FileFetcherOptions {
  /** True in development only: http is as good as https. */
  readonly allowHttp?: boolean
  /** Ranges in CIDR notation that are reached although they are private. */
  readonly allowPrivate?: readonly string[]
  /** The most bytes that are taken: 10 MB when it is left out. */
  readonly limit?: number
  /** Milliseconds for all of it: 10 s when it is left out. */
  readonly timeout?: number
  /** Gives the addresses of a host name. */
  readonly resolve?: ResolveHost
}

/** Fetches files under the guard that webhooks are under. */
export interface FileFetcher {
  readonly fetch: FetchFile
  readonly close: () => Promise<void>
}

const LIMIT = 10 * 1024 * 1024
const MAX_HEADER_SIZE = 16 * 1024

export const createFileFetcher = (options: FileFetcherOptions = {}): FileFetcher => {
  const { allowHttp = false, limit = LIMIT, timeout = 10 * SECOND } = options
  const allowed = parseAllowList(options.allowPrivate ?? [])
  const client = createGuardedClient({
    allowed,
    resolve: options.resolve ?? (allowed.length > 0 ? resolveAsSystem : resolvePublic),
    connectTimeout: timeout,
    maxHeaderSize: MAX_HEADER_SIZE,
  })
  const get = async (url: URL): Promise<Uint8Array | null> => {
    const signal = AbortSignal.timeout(timeout)
    const { statusCode, body } = await client.request(url, {
      headers: { accept: 'image/*', 'user-agent': 'Parlance' },
      signal,
    })
    const parts: Uint8Array[] = []
    let size = 0
    for await (const part of body as AsyncIterable<Uint8Array>) {
      size += part.length
      // Leaving the loop destroys the body.
      if (statusCode !== 200 || size > limit) return null
      parts.push(part)
    }
    return statusCode === 200 && size > 0 ? Buffer.concat(parts) : null
  }
  return {
    fetch: async (text) => {
      const url = checkWebhookUrl(text, { allowHttp })
      if (!url.ok) return null
      try {
        const content = await get(url.value)
        return content && fileOf(url.value, content)
      } catch {
        return null
      }
    },
    close: client.close,
  }
}

const fileOf = (url: URL, content: Uint8Array) => ({
  name: lastPart(url.pathname),
  size: content.length,
  read: async function* () {
    yield content
  },
})

const lastPart = (path: string): string => {
  try {
    return decodeURIComponent(path.split('/').at(-1) ?? '')
  } catch {
    return ''
  }
}
