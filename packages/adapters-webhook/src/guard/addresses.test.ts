import { describe, expect, it } from '@jest/globals'
import { mayReach, parseAllowList } from './addresses.ts'

const forbidden = [
  // this network, unspecified
  '0.0.0.0',
  '0.1.2.3',
  '::',
  // loopback
  '127.0.0.1',
  '127.255.255.254',
  '::1',
  // private
  '10.0.0.1',
  '10.255.255.255',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.0.1',
  'fc00::1',
  'fd00:ec2::254',
  'fec0::1',
  // link-local, and the metadata services there
  '169.254.0.1',
  '169.254.169.254',
  'fe80::1',
  'fe80::1%eth0',
  // shared address space of carriers
  '100.64.0.1',
  '100.100.100.200',
  '100.127.255.255',
  // benchmarking
  '198.18.0.1',
  '198.19.255.255',
  '2001:2::1',
  // documentation
  '192.0.2.1',
  '198.51.100.1',
  '203.0.113.1',
  '2001:db8::1',
  '3fff::1',
  // protocol assignments, relays
  '192.0.0.1',
  '192.88.99.1',
  // multicast, reserved, broadcast
  '224.0.0.1',
  '239.255.255.255',
  '240.0.0.1',
  '255.255.255.255',
  'ff02::1',
  // an IPv4 address inside: mapped, compatible, translated, NAT64, 6to4, Teredo
  '::ffff:127.0.0.1',
  '::ffff:8.8.8.8',
  '::ffff:7f00:1',
  '::127.0.0.1',
  '::7f00:1',
  '::ffff:0:127.0.0.1',
  '64:ff9b::127.0.0.1',
  '64:ff9b::808:808',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2002:808:808::1',
  '2001::1',
  '2001:0:4136:e378:8000:63bf:3fff:fdd2',
  // discard, segment routing, not given out
  '100::1',
  '5f00::1',
  '4000::1',
  // no addresses
  '',
  'localhost',
  '127.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '1.2.3.4.5',
]

const open = [
  '8.8.8.8',
  '1.1.1.1',
  '100.63.255.255',
  '100.128.0.1',
  '172.32.0.1',
  '2606:4700::1111',
  '2a00:1450::1',
]

describe('the addresses that webhooks may be sent to', () => {
  it.each(forbidden)('do not include %s', (address) => {
    expect(mayReach(address, [])).toBe(false)
  })

  it.each(open)('include %s', (address) => {
    expect(mayReach(address, [])).toBe(true)
  })

  it.each([
    { address: '127.0.0.1', allowed: true },
    { address: '127.0.0.2', allowed: false },
    { address: '10.1.2.3', allowed: true },
    { address: '11.0.0.1', allowed: true },
    { address: 'fd00::1', allowed: true },
    { address: 'fd01::1', allowed: false },
    { address: '::1', allowed: true },
    { address: '::ffff:127.0.0.1', allowed: false },
    { address: '192.168.0.1', allowed: false },
  ])('with an allow-list: $address $allowed', ({ address, allowed }) => {
    const list = parseAllowList(['127.0.0.1', '10.0.0.0/8', ' fd00::/16 ', '::1/128'])
    expect(mayReach(address, list)).toBe(allowed)
  })
})

describe('an allow-list', () => {
  it.each(['', 'localhost', '10.0.0.0/33', '10.0.0/8', 'fd00::/129', '0x7f.0.0.1', '*'])(
    'refuses "%s"',
    (range) => {
      expect(() => parseAllowList(['10.0.0.0/8', range])).toThrow(
        `Not a range of addresses in CIDR notation: "${range}"`,
      )
    },
  )
})
