import { describe, expect, it } from '@jest/globals'
import { callerAt, clientAddress, networksOf } from './client-address.ts'

describe('callerAt', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('takes %s for %s', (address, expected) => {
    expect(callerAt(address)).toBe(expected)
  })
})

describe('networksOf', () => {
  const isIn = networksOf(['10.1.0.0/16', '198.51.100.9', '2001:db8::/32'])
  it.each([
    ['127.0.0.1', true],
    ['127.8.8.8', true],
    ['::ffff:127.0.0.1', true],
    ['::1', true],
    ['10.1.255.1', true],
    ['::ffff:10.1.0.1', true],
    ['10.2.0.1', false],
    ['198.51.100.9', true],
    ['198.51.100.8', false],
    ['2001:db8:9::1', true],
    ['2001:db9::1', false],
    ['', false],
  ])('%s: %s', (address, expected) => {
    expect(isIn(address)).toBe(expected)
  })
})

describe('clientAddress', () => {
  it.each([
    [[], '203.0.113.1', '198.51.100.1', '203.0.113.1'],
    [1, '10.0.0.1', '6.6.6.6, 203.0.113.1', '203.0.113.1'],
    [2, '10.0.0.1', '6.6.6.6, 203.0.113.1, 10.0.0.2', '203.0.113.1'],
    [1, '10.0.0.1', undefined, '10.0.0.1'],
    [['10.0.0.0/8'], '10.0.0.1', '6.6.6.6, 203.0.113.1, 10.0.0.2', '203.0.113.1'],
    [['10.0.0.0/8'], '203.0.113.9', '6.6.6.6', '203.0.113.9'],
    [['10.0.0.0/8'], '::ffff:10.0.0.1', 'nonsense', 'nonsense'],
  ])('believing %j, from %s that tells %s, is %s', (trusted, connection, told, expected) => {
    expect(clientAddress(trusted)(connection, told)).toBe(expected)
  })
})
