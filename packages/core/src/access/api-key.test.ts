import { describe, expect, it } from '@jest/globals'
import { aNewKey, fixtureId, testSecrets } from '../../testing/index.ts'
import { claimedKeyId, withNewText } from './api-key.ts'

const organizationId = fixtureId<'organization'>(77)
const secrets = testSecrets()
const made = (kind: 'server' | 'client' | 'identity') =>
  withNewText(aNewKey({ kind, organizationId, id: fixtureId(5) }), secrets)

describe('the text of a key', () => {
  it.each([
    ['server', /^sk_live_000000000077_[0-9a-f]{32}_/],
    ['client', /^pk_live_000000000077_[0-9a-f]{32}_/],
    ['identity', /^ApiKey_[0-9a-f-]{36}\./],
  ] as const)('of a %s key tells what it is and which, and is secret behind that', (kind, pattern) => {
    const { text, key, digest } = made(kind)
    expect(text).toMatch(pattern)
    expect(text.replace(pattern, '').length).toBeGreaterThanOrEqual(43)
    expect(claimedKeyId(text)).toBe(key.id)
    expect(digest).toBe(secrets.digest(text))
    expect(text.startsWith(key.displayPrefix)).toBe(true)
    expect(text.slice(-4)).toBe(key.last4)
    expect(JSON.stringify(key)).not.toContain(text.replace(pattern, ''))
  })

  it('is another one each time', () => {
    expect(made('server').text).not.toBe(made('server').text)
  })

  it.each([
    '',
    'sk_live_',
    'sk_live_abc',
    'ApiKey_',
    'ApiKey_00000000-0000-7000-8000-000000000005',
    'ApiKey_00000000-0000-7000-8000-000000000005.',
    'xk_live_000000000077_00000000000070008000000000000005_secret',
    ' sk_live_000000000077_00000000000070008000000000000005_secret',
    'sk_live_000000000077_00000000000070008000000000000005_',
    "sk_live_000000000077_0000000000007000800000000000000'_secret",
    'a.b.c',
  ])('is none: %j', (text) => {
    expect(claimedKeyId(text)).toBeNull()
  })
})
