import { BlockList, isIP, isIPv4 } from 'node:net'

const MAPPED = /^::ffff:(?=\d+\.)/i

const plain = (address: string): string => address.replace(MAPPED, '')

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    list.addSubnet(address, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  return list
}

const isIn = (list: BlockList, address: string): boolean =>
  list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')

/** The networks as a test of addresses; the loopback address is always among them. */
export const networksOf = (networks: readonly string[]): ((address: string) => boolean) => {
  const list = listOf(['127.0.0.0/8', '::1/128', ...networks])
  return (given) => {
    const address = plain(given)
    // Most of what is exempt, at no cost.
    if (address === '127.0.0.1' || address === '::1') return true
    return isIn(list, address)
  }
}

/** Who an address stands for: an IPv4 address one caller, an IPv6 address the network of 64 bits that one caller has. */
export const callerAt = (given: string): string => {
  const address = plain(given)
  if (!address.includes(':')) return address
  const [head = '', tail] = address.split('%', 1)[0]?.split('::') ?? []
  const front = head === '' ? [] : head.split(':')
  const back = tail === undefined || tail === '' ? [] : tail.split(':')
  const gap = tail === undefined ? 0 : Math.max(0, 8 - front.length - back.length)
  const groups = [...front, ...Array<string>(gap).fill('0'), ...back]
  return `${groups
    .slice(0, 4)
    .map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}

/** Whom a server believes about where a request comes from: so many proxies in a row, or those at these addresses. */
export type TrustedProxies = number | readonly string[]

/** Tells where a request comes from, given the address of its connection and what `X-Forwarded-For` says. */
export const clientAddress = (
  trusted: TrustedProxies,
): ((connection: string, forwardedFor: string | undefined) => string) => {
  const isTrusted = proxyTest(trusted)
  return (connection, forwardedFor) => {
    // The nearest first.
    const told = (forwardedFor ?? '').split(',').map((part) => part.trim())
    const chain = [connection, ...told.filter((part) => part !== '').reverse()]
    return chain.find((address, hop) => !isTrusted(address, hop)) ?? chain.at(-1) ?? connection
  }
}

const proxyTest = (trusted: TrustedProxies): ((address: string, hop: number) => boolean) => {
  if (typeof trusted === 'number') return (_address, hop) => hop < trusted
  const list = listOf(trusted)
  return (address) => trusted.length > 0 && isIP(plain(address)) !== 0 && isIn(list, plain(address))
}
