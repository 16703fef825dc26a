import type { AgentIdentityId, MemberId, OrganizationId, Timestamp } from '../kernel/index.ts'

/** `member`: acts as one member. `agent_identity`: acts as one agent identity. `gateway`: the outside channel's provider. */
export type CredentialKind = 'member' | 'agent_identity' | 'gateway'

/** A token. Only its digest is kept: the text is shown once, when it is made. */
export interface Credential {
  readonly organizationId: OrganizationId
  readonly kind: CredentialKind
  /** Lower-case hex SHA-256 of the text. */
  readonly digest: string
  /** The member it acts as; null for any other kind. */
  readonly memberId: MemberId | null
  /** The agent identity it acts as; null for any other kind. */
  readonly agentIdentityId: AgentIdentityId | null
  readonly createdAt: Timestamp
}
