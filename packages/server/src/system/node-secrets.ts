import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Secrets } from '@parlance/core'

/** What OWASP advises for argon2id: 19 MiB, two passes, one thread. Argon2id is the library's standard algorithm. */
const PASSWORD_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Loaded with the first password: most processes never see one. */
const argon2 = () => import('@node-rs/argon2')

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8')

/** Secrets from the system's own source of randomness; passwords are hashed with argon2id, off the main thread. */
export const nodeSecrets: Secrets = {
  token: (bytes) => randomBytes(bytes).toString('base64url'),
  digest: (text) => sha256(text).digest('hex'),
  sign: (key, text) => createHmac('sha256', key).update(text, 'utf8').digest('hex'),
  // Digests have one length, so that not even the length of the secret shows in the time.
  equal: (left, right) => timingSafeEqual(sha256(left).digest(), sha256(right).digest()),
  hashPassword: async (password) => (await argon2()).hash(password, PASSWORD_COST),
  verifyPassword: async (password, stored) => {
    try {
      return await (await argon2()).verify(stored, password)
    } catch {
      // What is stored is no argon2 hash: nobody signs in with it.
      return false
    }
  },
}
