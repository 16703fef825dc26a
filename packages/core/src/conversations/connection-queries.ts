import type {
  AgentIdentityId,
  AssignmentId,
  ConversationId,
  MessageId,
  OrganizationId,
} from '../kernel/index.ts'
import type { ActiveAssignment } from './assignment.ts'

/** A line that carries a connection. */
export interface ConnectionOnLine {
  readonly line: string
  readonly organizationId: OrganizationId
  readonly conversationId: ConversationId
}

/** A human who is connected, with the assignment by which the agent identity may act. */
export interface ActiveConnection {
  readonly assignment: ActiveAssignment
  /** In E.164. */
  readonly remoteNumber: string
}

/** Port. Finds connections, some of it over all organizations: lines belong to the installation. */
export interface ConnectionQueries {
  /** The connection that this line carries for this human; null when it carries none. */
  readonly connectionOn: (line: string, remoteNumber: string) => Promise<ConnectionOnLine | null>
  /** All connections of this human, of whatever organization: no more than there are lines. */
  readonly connectionsOf: (remoteNumber: string) => Promise<readonly ConnectionOnLine[]>
  /**
   * The message that the gateway names by its id, or by the name that the gateway gave it; or, by `reaction:` and the id of a
   * tapback that went out, the one that it was on.
   */
  readonly lineMessage: (
    reference: string,
  ) => Promise<{ readonly organizationId: OrganizationId; readonly messageId: MessageId } | null>
  /** The conversation of a connection by its assignment, be it released; null when there is none. */
  readonly conversationOf: (
    organizationId: OrganizationId,
    id: AssignmentId,
  ) => Promise<ConversationId | null>
  /** Those that agent identities, or this one, hold now; newest first. */
  readonly active: (
    organizationId: OrganizationId,
    query: {
      readonly agentIdentityId: AgentIdentityId | null
      /** 1–1000. */
      readonly limit: number
      readonly offset: number
    },
  ) => Promise<readonly ActiveConnection[]>
}
