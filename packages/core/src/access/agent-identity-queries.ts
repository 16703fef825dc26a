import type { AgentIdentityId, InboxId, OrganizationId } from '../kernel/index.ts'
import type { AgentIdentity, SigningKey } from './agent-identity.ts'

/** Port. Answers questions about agent identities; those that were removed are not found. */
export interface AgentIdentityQueries {
  /** All of the organization in the order of their numbers, at most 1,000. */
  readonly list: (organizationId: OrganizationId) => Promise<readonly AgentIdentity[]>
  readonly find: (organizationId: OrganizationId, id: AgentIdentityId) => Promise<AgentIdentity | null>
  readonly findByNumber: (organizationId: OrganizationId, number: number) => Promise<AgentIdentity | null>
  readonly findByHandle: (organizationId: OrganizationId, handle: string) => Promise<AgentIdentity | null>
  /** The one whose own inbox it is. */
  readonly findByInbox: (organizationId: OrganizationId, inboxId: InboxId) => Promise<AgentIdentity | null>
  /** The secrets that sign what is posted to them, by their ids. */
  readonly signingSecrets: (
    organizationId: OrganizationId,
    ids: readonly AgentIdentityId[],
  ) => Promise<ReadonlyMap<AgentIdentityId, string>>
  /** What signs their webhooks on the messaging channel, by their ids; those that have none are left out. */
  readonly signingKeys: (
    organizationId: OrganizationId,
    ids: readonly AgentIdentityId[],
  ) => Promise<ReadonlyMap<AgentIdentityId, SigningKey>>
}
