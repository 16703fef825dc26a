import { createHash, createHmac } from 'node:crypto'
import { describe, expect, it } from '@jest/globals'
import { testSecrets } from './test-secrets.ts'

const TEXTS = [
  '',
  'abc',
  'ä€😀',
  '\ud800 alone',
  ...[55, 56, 63, 64, 65, 119, 120, 1000].map((n) => 'x'.repeat(n)),
]

describe('testSecrets', () => {
  it.each(TEXTS)('digests as SHA-256 does: %#', (text) => {
    expect(testSecrets().digest(text)).toBe(createHash('sha256').update(text, 'utf8').digest('hex'))
  })

  it.each(TEXTS)('signs as HMAC-SHA256 does: %#', (text) => {
    for (const key of ['k', 'ключ', 'k'.repeat(65)]) {
      expect(testSecrets().sign(key, text)).toBe(createHmac('sha256', key).update(text, 'utf8').digest('hex'))
    }
  })

  it('makes tokens that repeat with the seed and never within it', () => {
    const secrets = testSecrets()
    const tokens = [16, 24, 32, 48].map((bytes) => secrets.token(bytes))
    expect(tokens.map((token) => token.length)).toEqual([32, 48, 64, 96])
    expect(new Set(tokens.map((token) => token.slice(0, 32))).size).toBe(4)
    expect(testSecrets().token(16)).toBe(tokens[0])
    expect(testSecrets('other').token(16)).not.toBe(tokens[0])
  })

  it('knows a password by its hash', async () => {
    const secrets = testSecrets()
    const hash = await secrets.hashPassword('correct horse')
    expect(await secrets.verifyPassword('correct horse', hash)).toBe(true)
    expect(await secrets.verifyPassword('another horse', hash)).toBe(false)
  })
})
