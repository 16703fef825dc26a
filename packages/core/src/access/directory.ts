import type {
  ApiKeyId,
  InboxId,
  MemberId,
  OrganizationId,
  Result,
  TeamId,
  Timestamp,
} from '../kernel/index.ts'
import type { EmailTaken } from './access-errors.ts'
import type { AgentIdentity } from './agent-identity.ts'
import type { ApiKey, KeptApiKey } from './api-key.ts'
import type { Credential, CredentialKind } from './credential.ts'
import type { Member, NewMember } from './member.ts'
import type { Organization } from './organization.ts'

/** What a credential leads to, as it is at this moment. */
export interface Identified {
  readonly kind: CredentialKind
  readonly organization: Organization
  /** The agent identity; null for any other credential. */
  readonly agentIdentity: AgentIdentity | null
  /** The member with the inboxes and teams it belongs to; null for any other credential. */
  readonly member: {
    readonly member: Member
    readonly inboxIds: readonly InboxId[]
    readonly teamIds: readonly TeamId[]
  } | null
}

/** What the id of a key leads to, as it is at this moment. */
export interface IdentifiedKey {
  readonly key: ApiKey
  /** The digest of the text that the key's owner has. */
  readonly digest: string
  readonly organization: Organization
  /** The agent identity that the key acts as; null for a key of another kind. */
  readonly agentIdentity: AgentIdentity | null
}

/** An organization with its first member and their credentials, to be kept in one transaction. */
export interface NewOrganization {
  readonly organization: Omit<Organization, 'number'>
  readonly owner: NewMember
  readonly ownerPasswordHash: string
  readonly credentials: readonly Credential[]
  readonly apiKeys: readonly KeptApiKey[]
  readonly occurredAt: Timestamp
}

/**
 * Port. The small tables that are unique over the whole installation and lead to one organization:
 * credentials, keys, sign-in e-mails, account numbers, public inbox identifiers and the handles of agent identities.
 */
export interface Directory {
  /** Looks up a credential by its digest; null where there is none. */
  readonly identify: (digest: string) => Promise<Identified | null>
  /**
   * Looks up a key by its id; null where there is none, and where whoever it belongs to is let in no longer: the agent
   * identity it acts as, or the member who made it.
   */
  readonly apiKey: (id: ApiKeyId) => Promise<IdentifiedKey | null>
  readonly organizationByNumber: (number: number) => Promise<Organization | null>
  readonly organization: (id: OrganizationId) => Promise<Organization | null>
  /** Any organization: tells an empty installation from one in use. */
  readonly anyOrganization: () => Promise<Organization | null>
  /** An inbox by the identifier its public API shows. */
  readonly inboxByIdentifier: (
    identifier: string,
  ) => Promise<{ readonly organizationId: OrganizationId; readonly inboxId: InboxId } | null>
  /** An agent identity by its handle, of whatever organization. */
  readonly agentIdentityByHandle: (handle: string) => Promise<AgentIdentity | null>
  /** Keeps a new organization; refused when the owner's e-mail address is in use anywhere. */
  readonly createOrganization: (
    draft: NewOrganization,
  ) => Promise<Result<{ readonly organization: Organization; readonly owner: Member }, EmailTaken>>
}

/** What leads to a member besides its row. */
export interface MemberSecrets {
  readonly memberId: MemberId
  readonly passwordHash: string | null
  readonly credentials: readonly Credential[]
}
