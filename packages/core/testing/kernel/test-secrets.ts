import type { Secrets } from '../../src/index.ts'
import { hex, hmacSha256, sha256, utf8 } from './sha-256.ts'

const digest = (text: string): string => hex(sha256(utf8(text)))

/**
 * Secrets that a test can repeat: tokens are made from `seed` and a count, digests and signatures are the real ones.
 * Nothing here is secret, and passwords are not hashed slowly.
 */
export const testSecrets = (seed = 'test'): Secrets => {
  let count = 0
  const token = (bytes: number): string => {
    count += 1
    const parts = Math.ceil(bytes / 32)
    return Array.from({ length: parts }, (_, part) => digest(`${seed} ${count} ${part}`))
      .join('')
      .slice(0, bytes * 2)
  }
  const hash = (password: string) => `test$${digest(`password ${password}`)}`
  return {
    token,
    digest,
    sign: (key, text) => hex(hmacSha256(utf8(key), utf8(text))),
    equal: (left, right) => left === right,
    hashPassword: async (password) => hash(password),
    verifyPassword: async (password, stored) => hash(password) === stored,
  }
}
