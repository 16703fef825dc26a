import { type Clock, DAY, type InstallationKeys, MINUTE, type Timestamp, type Vault } from '@parlance/core'
import type { CryptoKey, JWK } from 'jose'

/** Loaded with the first token: most processes of a test never see one. */
const jose = () => import('jose')

/** How long a key signs before another takes its place, in milliseconds: 30 days. */
export const KEY_LIFE = 30 * DAY
/** How long a key that signs no more is published: longer than any token that it signed is good. */
const KEY_OVERLAP = DAY
/** How long what is known of the keys is taken for true. */
const MEMORY = MINUTE
/** How soon after it was read an unknown key id has the list read again. */
const PAUSE = 100

/** A key that signs, or did. */
export interface SigningKey {
  readonly id: string
  readonly publicJwk: JWK
  readonly publicKey: CryptoKey
  /** Null where the vault that sealed it is gone. */
  readonly privateKey: CryptoKey | null
  readonly createdAt: Timestamp
}

/** The keys that sign access tokens, shared by all processes of the installation. */
export interface SigningKeys {
  /** The one that signs now; made when there is none, or when it has signed long enough. */
  readonly current: () => Promise<SigningKey>
  readonly byId: (id: string) => Promise<SigningKey | null>
  /** Every key that is published, the newest first. */
  readonly all: () => Promise<readonly SigningKey[]>
}

export interface SigningKeysPorts {
  readonly installationKeys: InstallationKeys
  readonly vault: Vault
  readonly clock: Clock
}

/** Ed25519 keys in the installation's own table; what is secret of them is sealed. */
export const createSigningKeys = (ports: SigningKeysPorts): SigningKeys => {
  const { clock, installationKeys } = ports
  const parsed = new Map<string, SigningKey>()
  let known: { readonly at: Timestamp; readonly keys: Promise<readonly SigningKey[]> } | null = null
  let making: Promise<void> | null = null

  const read = (oldest: Timestamp): Promise<readonly SigningKey[]> => {
    if (known && known.at > oldest) return known.keys
    const entry = { at: clock.now(), keys: readKeys(ports, parsed) }
    known = entry
    entry.keys.catch(() => {
      if (known === entry) known = null
    })
    return entry.keys
  }
  const all = () => read(clock.now() - MEMORY)
  const usable = async () =>
    (await all()).find((key) => key.privateKey !== null && key.createdAt + KEY_LIFE > clock.now())

  return {
    all,
    current: async () => {
      const found = await usable()
      if (found) return found
      making ??= makeKey(ports).finally(() => {
        known = null
        making = null
      })
      await making
      const made = await usable()
      if (!made) throw new Error('A key that signs access tokens was made, and cannot be read')
      await Promise.all(
        (await all()).filter(isOver(clock.now())).map(({ id }) => installationKeys.remove(id)),
      )
      return made
    },
    byId: async (id) => {
      const found = (await all()).find((key) => key.id === id)
      // Another process may have made it just now.
      return found ?? (await read(clock.now() - PAUSE)).find((key) => key.id === id) ?? null
    },
  }
}

const isOver =
  (now: Timestamp) =>
  ({ createdAt }: SigningKey): boolean =>
    createdAt + KEY_LIFE + KEY_OVERLAP <= now

interface KeyContent {
  readonly publicJwk: JWK
  readonly sealed: string
}

const makeKey = async ({ installationKeys, vault, clock }: SigningKeysPorts): Promise<void> => {
  const { calculateJwkThumbprint, exportJWK, generateKeyPair } = await jose()
  const { publicKey, privateKey } = await generateKeyPair('Ed25519', { extractable: true })
  const publicJwk = await exportJWK(publicKey)
  const content: KeyContent = {
    publicJwk,
    sealed: await vault.seal(JSON.stringify(await exportJWK(privateKey))),
  }
  await installationKeys.insert({
    id: await calculateJwkThumbprint(publicJwk),
    purpose: 'access-tokens',
    content: JSON.stringify(content),
    createdAt: clock.now(),
  })
}

const readKeys = async (
  { installationKeys, vault }: SigningKeysPorts,
  parsed: Map<string, SigningKey>,
): Promise<readonly SigningKey[]> => {
  const kept = await installationKeys.list('access-tokens')
  const keys = await Promise.all(
    kept.map(async ({ id, content, createdAt }) => {
      const before = parsed.get(id)
      if (before) return before
      // Written by `makeKey`.
      const { publicJwk, sealed } = JSON.parse(content) as KeyContent
      const opened = await vault.open(sealed)
      const key: SigningKey = {
        id,
        publicJwk,
        publicKey: await imported(publicJwk),
        privateKey: opened === null ? null : await imported(JSON.parse(opened) as JWK),
        createdAt,
      }
      return key
    }),
  )
  parsed.clear()
  for (const key of keys) parsed.set(key.id, key)
  return keys
}

const imported = async (jwk: JWK): Promise<CryptoKey> => {
  const key = await (await jose()).importJWK(jwk, 'Ed25519')
  if (key instanceof Uint8Array) throw new Error('A key that signs access tokens is no key pair')
  return key
}
