import type { MemberId, OrganizationId, Timestamp } from '../kernel/index.ts'

/**
 * `member`: acts as one member. `server`: a backend's key with full access. `client`: a key that may be public.
 * `gateway`: the outside channel's provider.
 */
export type CredentialKind = 'member' | 'server' | 'client' | 'gateway'

/** A key or token. Only its digest is kept: the text is shown once, when it is made. */
export interface Credential {
  readonly organizationId: OrganizationId
  readonly kind: CredentialKind
  /** Lower-case hex SHA-256 of the text. */
  readonly digest: string
  /** The member it acts as; null for kinds that act for the organization. */
  readonly memberId: MemberId | null
  readonly createdAt: Timestamp
}
