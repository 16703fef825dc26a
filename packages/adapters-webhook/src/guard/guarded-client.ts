import { isIP, isIPv6, type LookupFunction } from 'node:net'
import type * as undiciModule from 'undici'
import type { Agent, buildConnector, Dispatcher } from 'undici'
import { type AllowList, mayReach } from './addresses.ts'
import type { ResolveHost } from './resolve.ts'

/** The host is, or resolves to, an address that webhooks may not be sent to. It doesn't say which: that would tell the inside of the network. */
export class ForbiddenAddress extends Error {
  readonly code = 'webhook/address-forbidden'

  constructor(hostname: string) {
    super(`the address of ${hostname} is private or reserved`)
  }
}

export interface GuardOptions {
  readonly allowed: AllowList
  readonly resolve: ResolveHost
  /** Milliseconds until a connection must stand. */
  readonly connectTimeout: number
  /** The longest headers of an answer, in bytes. */
  readonly maxHeaderSize: number
}

/** Milliseconds that an idle connection is kept for the next delivery. */
const KEEP_ALIVE = 4_000

/** An HTTP client under the guard. It holds connections: close it. */
export interface GuardedClient {
  readonly request: (
    url: URL,
    options: Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'method'> & {
      readonly method?: Dispatcher.HttpMethod
    },
  ) => Promise<Dispatcher.ResponseData>
  /** What is under way fails. */
  readonly close: () => Promise<void>
}

/**
 * An HTTP client that connects to addresses it may reach and to no other. A host name is resolved once per connection,
 * and the connection goes to the very addresses that were checked, so a name that changes its answer gains nothing.
 * It follows no redirect. The library behind it is large, and loaded with the first request.
 */
export const createGuardedClient = (options: GuardOptions): GuardedClient => {
  let opened: Promise<Opened> | undefined
  return {
    request: async (url, asked) => {
      opened ??= open(options)
      const { undici, agent } = await opened
      return undici.request(url, { ...asked, dispatcher: agent })
    },
    close: async () => {
      const last = await opened
      await last?.agent.destroy()
    },
  }
}

type Undici = typeof undiciModule

interface Opened {
  readonly undici: Undici
  readonly agent: Agent
}

const open = async (options: GuardOptions): Promise<Opened> => {
  const undici = await import('undici')
  const agent = new undici.Agent({
    connect: guardedConnector(undici, options),
    allowH2: false,
    maxHeaderSize: options.maxHeaderSize,
    keepAliveTimeout: KEEP_ALIVE,
    keepAliveMaxTimeout: KEEP_ALIVE,
  })
  return { undici, agent }
}

const guardedConnector = (
  undici: Undici,
  { allowed, resolve, connectTimeout }: GuardOptions,
): buildConnector.connector => {
  const connect = undici.buildConnector({
    allowH2: false,
    timeout: connectTimeout,
    lookup: checkedLookup(resolve, allowed),
  })
  return (target, callback) => {
    const host = target.hostname.replace(/^\[(.*)\]$/, '$1')
    // An address needs no lookup, so nothing but this would check it.
    if (isIP(host) !== 0 && !mayReach(host, allowed)) {
      queueMicrotask(() => callback(new ForbiddenAddress(host), null))
      return
    }
    connect(target, callback)
  }
}

/** One forbidden address among several is enough to refuse: which one is used would be the name server's choice. */
const checkedLookup =
  (resolve: ResolveHost, allowed: AllowList): LookupFunction =>
  (hostname, options, callback) => {
    const settle = async () => {
      const addresses = await resolve(hostname)
      const [first] = addresses
      if (first === undefined) throw new Error(`${hostname} has no address`)
      if (!addresses.every((address) => mayReach(address, allowed))) throw new ForbiddenAddress(hostname)
      return { first, addresses }
    }
    settle().then(
      ({ first, addresses }) => {
        if (options.all)
          callback(
            null,
            addresses.map((address) => ({ address, family: familyOf(address) })),
          )
        else callback(null, first, familyOf(first))
      },
      (error: Error) => callback(error, ''),
    )
  }

const familyOf = (address: string): 4 | 6 => (isIPv6(address) ? 6 : 4)
