import type {
  AgentIdentityPrincipal,
  ContactPointPrincipal,
  MemberPrincipal,
  Principal,
  SystemPrincipal,
} from '../access/index.ts'
import {
  type Answer,
  type CallOptions,
  err,
  type IdempotencyKeyReused,
  type JsonValue,
  type MailUnavailable,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import { actAsContactPoint } from './contact-point-reach.ts'
import type { ConversationPriority, ConversationStatus } from './conversation.ts'
import { type AccessRefusal, actorIn } from './conversation-access.ts'
import type { ConversationNotFound } from './conversation-errors.ts'
import type { ConversationPorts } from './conversation-ports.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'
import {
  type AttributesChange,
  type AttributesError,
  decideCustomAttributes,
  decidePriority,
  decideTags,
} from './decide-attributes.ts'
import { decideRemoval, decideTranscript, decideTyping } from './decide-moment.ts'
import { decideMute } from './decide-mute.ts'
import { decideSeen, decideUnread } from './decide-seen.ts'
import { type ChangeStatusError, decideStatus, type StatusChanged } from './decide-status.ts'

type Writer = MemberPrincipal | AgentIdentityPrincipal | SystemPrincipal
type Written<A, E = AccessRefusal> = Promise<Answer<A, E | ConversationNotFound | IdempotencyKeyReused>>

/** What is done to a conversation that is there, by its number. */
export interface ConversationWrites {
  readonly changeStatus: (
    principal: Principal,
    number: number,
    change: {
      readonly status: ConversationStatus | null
      readonly snoozedUntil?: Timestamp | null | undefined
    },
    options?: CallOptions,
  ) => Written<StatusChanged, ChangeStatusError>
  readonly prioritize: (
    principal: Writer,
    number: number,
    priority: ConversationPriority | null,
    options?: CallOptions,
  ) => Written<ConversationState>
  readonly changeCustomAttributes: (
    principal: Writer,
    number: number,
    change: AttributesChange,
    options?: CallOptions,
  ) => Written<ConversationState, AttributesError>
  /** Gives it these tags and no others. */
  readonly tag: (
    principal: Writer,
    number: number,
    titles: readonly string[],
    options?: CallOptions,
  ) => Written<ConversationState, AttributesError>
  /** Notes that the caller looked at it. */
  readonly see: (
    principal: MemberPrincipal | ContactPointPrincipal,
    number: number,
    options?: CallOptions,
  ) => Written<ConversationState>
  /** Makes it look as if nobody had seen the contact's newest message. */
  readonly markUnread: (
    principal: MemberPrincipal,
    number: number,
    options?: CallOptions,
  ) => Written<ConversationState>
  /** Blocks its contact and resolves it; false lets the contact speak again. */
  readonly mute: (
    principal: MemberPrincipal | SystemPrincipal,
    number: number,
    muted: boolean,
    options?: CallOptions,
  ) => Written<ConversationState>
  /** Lets others know that the caller begins, or ceases, to write. */
  readonly type: (
    principal: Principal,
    number: number,
    typing: { readonly on: boolean; readonly private: boolean },
    options?: CallOptions,
  ) => Written<null>
  /** Has its transcript sent to an e-mail address. */
  readonly requestTranscript: (
    principal: MemberPrincipal,
    number: number,
    email: string,
    options?: CallOptions,
  ) => Written<null, AttributesError | MailUnavailable>
  /** Removes it with all that was said in it. */
  readonly remove: (
    principal: MemberPrincipal | SystemPrincipal,
    number: number,
    options?: CallOptions,
  ) => Written<null>
}

export const conversationWrites = (ports: ConversationPorts): ConversationWrites => {
  const { ids } = ports
  return {
    changeStatus: (principal, number, change, options) => {
      const made = { activity: ids.next<'message'>(), assignment: ids.next<'assignment'>() }
      const command = { ...change, snoozedUntil: change.snoozedUntil ?? null }
      const allIds = { ...made, taken: ids.next<'message'>(), survey: ids.next<'message'>() }
      return changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideStatus(state, { ...command, principal: as, ids: allIds, now }),
      )
    },
    prioritize: (principal, number, priority, options) => {
      const activity = ids.next<'message'>()
      return changeAs(ports, principal, { number, options }, (state, as, now) =>
        decidePriority(state, { principal: as, priority, activity, now }),
      )
    },
    changeCustomAttributes: (principal, number, change, options) =>
      changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideCustomAttributes(state, { principal: as, change, now }),
      ),
    tag: (principal, number, titles, options) => {
      const made = { added: ids.next<'message'>(), removed: ids.next<'message'>() }
      return changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideTags(state, { principal: as, titles, ids: made, now }),
      )
    },
    see: (principal, number, options) =>
      changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideSeen(state, { principal: as, now }),
      ),
    markUnread: async (principal, number, options) => {
      const { conversationQueries } = ports
      const lastIncoming = await conversationQueries.lastIncoming(principal.organizationId, number)
      return changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideUnread(state, { principal: as, lastIncoming, now }),
      )
    },
    mute: (principal, number, muted, options) => {
      const made = { status: ids.next<'message'>(), mute: ids.next<'message'>() }
      return changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideMute(state, { principal: as, muted, ids: made, now }),
      )
    },
    type: (principal, number, typing, options) =>
      changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideTyping(state, { ...typing, principal: as, now }),
      ),
    requestTranscript: async (principal, number, email, options) => {
      if (!ports.mailer) return err({ code: 'mail/unavailable' })
      return changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideTranscript(state, { principal: as, email, now }),
      )
    },
    remove: (principal, number, options) =>
      changeAs(ports, principal, { number, options }, (state, as, now) =>
        decideRemoval(state, { principal: as, now }),
      ),
  }
}

/** Changes the conversation with this number by a rule; a contact point that has proven who it is reaches all of its contact's. */
const changeAs = <P extends Principal, A extends JsonValue | object, E extends { readonly code: string }>(
  { conversationStore, contactQueries, clock }: ConversationPorts,
  principal: P,
  { number, options }: { readonly number: number; readonly options: CallOptions | undefined },
  decide: (state: ConversationState, principal: P, now: Timestamp) => Result<Decision<A>, E>,
): Written<A, E> => {
  const now = clock.now()
  const run = (as: P) =>
    conversationStore.change<A, E>(
      { organizationId: as.organizationId, number },
      {
        at: now,
        idempotency: options?.idempotency,
        actor: (state) => actorIn(state, as),
        decide: (state) => decide(state, as, now),
      },
    )
  if (principal.type !== 'contact_point') return run(principal)
  // A principal that is found to reach further is still a contact point, and P allows those.
  return actAsContactPoint({ contactQueries }, principal, (as) => run(as as P))
}
