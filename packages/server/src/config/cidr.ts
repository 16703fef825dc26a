import { isIP } from 'node:net'

/** Whether the text is a network in CIDR form, such as `10.0.0.0/8` or `fd00::/8`. */
export const isCidr = (text: string): boolean => {
  const [address = '', prefix = '', ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0 || !/^\d{1,3}$/.test(prefix)) return false
  return Number(prefix) <= (family === 4 ? 32 : 128)
}
