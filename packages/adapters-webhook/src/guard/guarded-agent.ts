import { isIP, isIPv6, type LookupFunction } from 'node:net'
import { Agent, buildConnector } from 'undici'
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

/**
 * An HTTP agent that connects to addresses it may reach and to no other. A host name is resolved once per connection,
 * and the connection goes to the very addresses that were checked, so a name that changes its answer gains nothing.
 * It follows no redirect.
 */
export const createGuardedAgent = (options: GuardOptions): Agent =>
  new Agent({
    connect: guardedConnector(options),
    allowH2: false,
    maxHeaderSize: options.maxHeaderSize,
    keepAliveTimeout: KEEP_ALIVE,
    keepAliveMaxTimeout: KEEP_ALIVE,
  })

const guardedConnector = ({ allowed, resolve, connectTimeout }: GuardOptions): buildConnector.connector => {
  const connect = buildConnector({
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
