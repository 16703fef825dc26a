import type { Actor, AgentIdentityId, ApiKeyId, OrganizationId, Secrets, Timestamp } from '../kernel/index.ts'

/**
 * `server`: a backend's key, with what an administrator may do. `client`: a key that may be public, in pages and apps.
 * `identity`: acts as one agent identity.
 */
export type ApiKeyKind = 'server' | 'client' | 'identity'

/** A key that acts for an organization. Nothing in it is secret: the text is shown once, and only its digest is kept. */
export interface ApiKey {
  readonly id: ApiKeyId
  readonly organizationId: OrganizationId
  readonly kind: ApiKeyKind
  readonly name: string
  readonly description: string | null
  /** The origins of pages that may use it; empty for any. */
  readonly allowedOrigins: readonly string[]
  /** The ids of app bundles that may use it; empty for any. */
  readonly allowedBundleIds: readonly string[]
  /** The agent identity it acts as; null for keys of other kinds. */
  readonly agentIdentityId: AgentIdentityId | null
  /** How its text begins: enough to find it in a configuration. */
  readonly displayPrefix: string
  /** The last four characters of its text. */
  readonly last4: string
  readonly createdBy: Actor
  /** To the minute; null for never. */
  readonly lastUsedAt: Timestamp | null
  /** From when on it is unknown; null for never. */
  readonly expiresAt: Timestamp | null
  readonly revokedAt: Timestamp | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** A key with the digest of its text: lower-case hex SHA-256. */
export interface KeptApiKey {
  readonly key: ApiKey
  readonly digest: string
}

const LETTER = { server: 's', client: 'p' } as const
const LIVE = /^[sp]k_live_[0-9a-f]{12}_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_./
const SCOPED = /^ApiKey_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\../

/** The id of the key that a text claims to be; null when it is no key. It proves nothing: see `KeptApiKey`. */
export const claimedKeyId = (text: string): ApiKeyId | null => {
  const live = LIVE.exec(text)
  // The patterns take nothing but ids.
  if (live) return live.slice(1).join('-') as ApiKeyId
  return (SCOPED.exec(text)?.[1] as ApiKeyId | undefined) ?? null
}

/**
 * How the text of a key begins. It names the organization by the end of its id and, behind that, the key, so that it is
 * looked up by what is public of it, and what is secret is compared.
 */
const beginningOf = ({ kind, organizationId, id }: Pick<ApiKey, 'kind' | 'organizationId' | 'id'>): string =>
  kind === 'identity'
    ? `ApiKey_${id}.`
    : `${LETTER[kind]}k_live_${organizationId.slice(-12)}_${id.replaceAll('-', '')}_`

/** How much of a beginning is shown. */
const SHOWN = { server: 20, client: 20, identity: 15 } as const

type Draft = Omit<ApiKey, 'displayPrefix' | 'last4' | 'lastUsedAt' | 'revokedAt' | 'updatedAt'>

/** Gives a new key its text, with 256 bits that nobody can guess. The text is told once, and kept nowhere. */
export const withNewText = (
  draft: Draft,
  secrets: Pick<Secrets, 'token' | 'digest'>,
): KeptApiKey & { readonly text: string } => {
  const beginning = beginningOf(draft)
  const text = `${beginning}${secrets.token(32)}`
  return {
    text,
    digest: secrets.digest(text),
    key: {
      ...draft,
      displayPrefix: beginning.slice(0, SHOWN[draft.kind]),
      last4: text.slice(-4),
      lastUsedAt: null,
      revokedAt: null,
      updatedAt: draft.createdAt,
    },
  }
}
