import { lookup, Resolver } from 'node:dns/promises'

/** Gives the addresses of a host name, or throws when it has none. */
export type ResolveHost = (hostname: string) => Promise<readonly string[]>

const TIMEOUT = 3_000
const TRIES = 2

/**
 * Asks the name servers, and nothing else: names that only this machine knows lead to what webhooks may not reach.
 *
 * It waits outside of Node's thread pool, where a few name servers that never answer would hold up every other lookup
 * of the process.
 */
export const resolvePublic: ResolveHost = async (hostname) => {
  const resolver = new Resolver({ timeout: TIMEOUT, tries: TRIES })
  const [v4, v6] = await Promise.allSettled([resolver.resolve4(hostname), resolver.resolve6(hostname)])
  const addresses = [v4, v6].flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
  if (addresses.length === 0 && v4.status === 'rejected') throw v4.reason
  return addresses
}

/** Asks as this machine does, its hosts file included: for installations that open private ranges. */
export const resolveAsSystem: ResolveHost = async (hostname) => {
  const answers = await lookup(hostname, { all: true })
  return answers.map(({ address }) => address)
}
