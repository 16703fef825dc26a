import { BlockList, isIPv4 } from 'node:net'

const MAPPED = /^::ffff:(?=\d+\.)/i

const plain = (address: string): string => address.replace(MAPPED, '')

/** The networks as a test of addresses; the loopback address is always among them. */
export const networksOf = (networks: readonly string[]): ((address: string) => boolean) => {
  const list = new BlockList()
  for (const network of ['127.0.0.0/8', '::1/128', ...networks]) {
    const [address = '', prefix] = network.split('/')
    const family = isIPv4(address) ? 'ipv4' : 'ipv6'
    list.addSubnet(address, Number(prefix ?? (family === 'ipv4' ? 32 : 128)), family)
  }
  return (given) => {
    const address = plain(given)
    // Most of what is exempt, at no cost.
    if (address === '127.0.0.1' || address === '::1') return true
    return list.check(address, isIPv4(address) ? 'ipv4' : 'ipv6')
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
