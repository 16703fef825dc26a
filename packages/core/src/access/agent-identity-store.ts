import type { AgentIdentityId, InboxId, Result, Timestamp } from '../kernel/index.ts'
import type { HandleTaken } from './access-errors.ts'
import type { AgentIdentity, AgentIdentitySecrets, NewAgentIdentity, SigningKey } from './agent-identity.ts'
import type { Credential } from './credential.ts'

/** Port. The agent identities of the organization that the unit of work is bound to; those that were removed are not found. */
export interface AgentIdentityStore {
  readonly find: (id: AgentIdentityId) => Promise<AgentIdentity | null>
  /** Finds it and holds it until the transaction ends: whoever else asks to hold it waits. */
  readonly lock: (id: AgentIdentityId) => Promise<AgentIdentity | null>
  readonly findByNumber: (number: number) => Promise<AgentIdentity | null>
  readonly findByHandle: (handle: string) => Promise<AgentIdentity | null>
  /** The one whose own inbox it is. */
  readonly findByInbox: (inboxId: InboxId) => Promise<AgentIdentity | null>
  /** How many there are. */
  readonly count: () => Promise<number>
  /** Keeps and numbers it, with what it calls in with; refused when its handle is in use anywhere. */
  readonly insert: (
    draft: NewAgentIdentity,
    secrets: AgentIdentitySecrets,
  ) => Promise<Result<AgentIdentity, HandleTaken>>
  /** Replaces everything but the number; refused when another has the handle, anywhere. */
  readonly update: (identity: AgentIdentity) => Promise<Result<null, HandleTaken>>
  readonly signingSecret: (id: AgentIdentityId) => Promise<string | null>
  readonly setSigningSecret: (id: AgentIdentityId, secret: string) => Promise<void>
  /** What signs its webhooks on the messaging channel; null before it was given one. */
  readonly signingKey: (id: AgentIdentityId) => Promise<SigningKey | null>
  readonly setSigningKey: (id: AgentIdentityId, key: SigningKey) => Promise<void>
  /** The credentials it has from now on; those it had lead nowhere. */
  readonly replaceCredentials: (id: AgentIdentityId, credentials: readonly Credential[]) => Promise<void>
  /**
   * Removes it: it is not found again, its handle is free, its credentials lead nowhere, and no inbox is connected to
   * it. Messages it sent go on naming it.
   */
  readonly remove: (id: AgentIdentityId, at: Timestamp) => Promise<void>
}
