import type { AgentIdentityId, Timestamp } from '../kernel/index.ts'
import type { AgentIdentity, AgentIdentitySecrets, NewAgentIdentity } from './agent-identity.ts'
import type { Credential } from './credential.ts'

/** Port. The agent identities of the organization that the unit of work is bound to; those that were removed are not found. */
export interface AgentIdentityStore {
  readonly findByNumber: (number: number) => Promise<AgentIdentity | null>
  /** How many there are. */
  readonly count: () => Promise<number>
  /** Keeps and numbers it, with what it calls in with. */
  readonly insert: (draft: NewAgentIdentity, secrets: AgentIdentitySecrets) => Promise<AgentIdentity>
  /** Replaces everything but the number. */
  readonly update: (identity: AgentIdentity) => Promise<void>
  readonly signingSecret: (id: AgentIdentityId) => Promise<string | null>
  readonly setSigningSecret: (id: AgentIdentityId, secret: string) => Promise<void>
  /** The credentials it has from now on; those it had lead nowhere. */
  readonly replaceCredentials: (id: AgentIdentityId, credentials: readonly Credential[]) => Promise<void>
  /**
   * Removes it: it is not found again, its credentials lead nowhere, and no inbox is connected to it. Messages it sent
   * go on naming it.
   */
  readonly remove: (id: AgentIdentityId, at: Timestamp) => Promise<void>
}
