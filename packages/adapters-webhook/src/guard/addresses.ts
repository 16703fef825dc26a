import ipaddr from 'ipaddr.js'

type Address = ReturnType<typeof ipaddr.parse>
type Range = ReturnType<typeof ipaddr.parseCIDR>

/** Ranges that are opened although they are private. */
export type AllowList = readonly Range[]

/**
 * Reads ranges in CIDR notation, such as `127.0.0.0/8` or `fd00::/8`; an address alone stands for itself.
 *
 * Throws and names the first text that is neither.
 */
export const parseAllowList = (ranges: readonly string[]): AllowList => ranges.map(parseRange)

const parseRange = (text: string): Range => {
  const range = text.trim()
  if (ipaddr.IPv4.isValidCIDRFourPartDecimal(range) || ipaddr.IPv6.isValidCIDR(range)) {
    return ipaddr.parseCIDR(range)
  }
  const alone = parseAddress(range)
  if (!alone) throw new Error(`Not a range of addresses in CIDR notation: "${text}"`)
  return [alone, alone.kind() === 'ipv4' ? 32 : 128]
}

const parseAddress = (text: string): Address | null => {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) return ipaddr.IPv4.parse(text)
  return ipaddr.IPv6.isValid(text) ? ipaddr.IPv6.parse(text) : null
}

/** All of IPv6 that is given to anybody who is reached over the internet. What lies outside is private or a translation. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

const isPublic = (address: Address): boolean =>
  address.range() === 'unicast' && (address.kind() === 'ipv4' || address.match(GLOBAL_UNICAST))

const isIn = (address: Address, [network, bits]: Range): boolean =>
  address.kind() === network.kind() && address.match(network, bits)

/**
 * Whether a webhook may be sent to an address: only to public unicast ones, and to those that the list opens. An IPv4
 * address inside an IPv6 one (mapped, NAT64, 6to4, Teredo) is never public, whatever it leads to.
 */
export const mayReach = (address: string, allowed: AllowList): boolean => {
  const parsed = parseAddress(address)
  if (!parsed) return false
  return isPublic(parsed) || allowed.some((range) => isIn(parsed, range))
}
