import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto'
import { type Clock, type InstallationKeys, lazily, type Vault } from '@parlance/core'

/** Bytes of a key. */
export const KEY_BYTES = 32

const VERSION = 'v1'
const KEPT = 'vault'
const IV_BYTES = 12
const TAG_BYTES = 16

interface VaultKey {
  /** Names the key in what it sealed; tells nothing of it. */
  readonly id: string
  readonly sealing: Buffer
  readonly proving: Buffer
}

const keyOf = (master: Buffer): VaultKey => {
  const derived = (purpose: string) =>
    Buffer.from(hkdfSync('sha256', master, '', `parlance ${purpose}`, KEY_BYTES))
  const id = createHash('sha256').update(derived('id')).digest('hex').slice(0, 16)
  return { id, sealing: derived('seal'), proving: derived('mac') }
}

export interface VaultOptions {
  /** The keys that are configured, 32 bytes each: the first one seals, the others still open. */
  readonly configured: readonly Buffer[]
  readonly installationKeys: InstallationKeys
  readonly clock: Clock
}

/**
 * A vault with AES-256-GCM and HMAC-SHA-256. Where no key is configured, one is made once and kept in the database: that
 * keeps secrets out of nobody's sight who reads the database, and works without a word of configuration.
 */
export const createVault = (options: VaultOptions): Vault => {
  const keys = lazily(() => loadKeys(options))
  return {
    seal: async (text) => sealWith((await keys())[0], text),
    open: async (sealed) => {
      const [version, id] = sealed.split('.', 2)
      const key = (await keys()).find((one) => one.id === id)
      return version === VERSION && key ? openWith(key, sealed) : null
    },
    mac: async (text) => macWith((await keys())[0], text).toString('hex'),
    isMac: async (text, mac) => {
      const given = Buffer.from(mac, 'hex')
      return (await keys()).some((key) => {
        const own = macWith(key, text)
        return own.length === given.length && timingSafeEqual(own, given)
      })
    },
  }
}

const loadKeys = async ({
  configured,
  installationKeys,
  clock,
}: VaultOptions): Promise<readonly [VaultKey, ...VaultKey[]]> => {
  const kept = async () =>
    (await installationKeys.list('vault')).map(({ content }) => Buffer.from(content, 'base64'))
  const [first, ...others] = [...configured, ...(await kept())]
  if (first) return [keyOf(first), ...others.map(keyOf)]
  // Of two processes that come at once, one makes the key, and both read it.
  const content = randomBytes(KEY_BYTES).toString('base64')
  await installationKeys.insert({ id: KEPT, purpose: 'vault', content, createdAt: clock.now() })
  const [made] = await kept()
  if (!made) throw new Error('The key of the installation was made, and cannot be read')
  return [keyOf(made)]
}

const macWith = ({ proving }: VaultKey, text: string): Buffer =>
  createHmac('sha256', proving).update(text, 'utf8').digest()

const sealWith = ({ id, sealing }: VaultKey, text: string): string => {
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv('aes-256-gcm', sealing, iv)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return [VERSION, id, Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')].join('.')
}

const openWith = ({ sealing }: VaultKey, sealed: string): string | null => {
  const bytes = Buffer.from(sealed.split('.')[2] ?? '', 'base64url')
  if (bytes.length < IV_BYTES + TAG_BYTES) return null
  try {
    const decipher = createDecipheriv('aes-256-gcm', sealing, bytes.subarray(0, IV_BYTES))
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
    const body = bytes.subarray(IV_BYTES + TAG_BYTES)
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8')
  } catch {
    // Somebody changed it.
    return null
  }
}
