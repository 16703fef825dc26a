import type { AgentIdentityId, InboxId, OrganizationId, Timestamp } from '../kernel/index.ts'
import type { Credential } from './credential.ts'

/** `blacklist`: everybody is let through but those that a rule blocks. `whitelist`: only those that a rule allows. */
export type FilterMode = 'blacklist' | 'whitelist'

/** Software that answers contacts: an automated agent of an organization. Nothing in it is secret. */
export interface AgentIdentity {
  readonly id: AgentIdentityId
  readonly organizationId: OrganizationId
  /** What wires show as the bot's id. */
  readonly number: number
  /** Names it over the whole installation: lower case, without the `@` in front. */
  readonly handle: string
  readonly displayName: string | null
  /** What it is called: its display name, or else its handle. */
  readonly name: string
  readonly description: string | null
  /** Where it is told of what happens in the conversations it answers; null for nowhere. */
  readonly outgoingUrl: string | null
  /** Whether people can talk to it on the messaging channel. */
  readonly imessageEnabled: boolean
  readonly imessageFilterMode: FilterMode
  /** Its own inbox on the messaging channel; null until it was enabled there. */
  readonly inboxId: InboxId | null
  readonly createdAt: Timestamp
  readonly updatedAt: Timestamp
}

/** What signs the webhooks of an agent identity on the messaging channel. */
export interface SigningKey {
  readonly key: string
  readonly createdAt: Timestamp
}

/** An agent identity before the store has numbered it. */
export type NewAgentIdentity = Omit<AgentIdentity, 'number'>

/** What belongs to an agent identity and is not shown with it. */
export interface AgentIdentitySecrets {
  /** Signs what is posted to `outgoingUrl`. */
  readonly signingSecret: string
  readonly credentials: readonly Credential[]
}

/** As much of an agent identity as a message remembers of its sender. */
export type AgentIdentityRef = Pick<AgentIdentity, 'id' | 'number' | 'name'>

/** What a message remembers of an agent identity that sent it. */
export const refOfAgentIdentity = ({ id, number, name }: AgentIdentity): AgentIdentityRef => ({
  id,
  number,
  name,
})
