import type { MemberPrincipal, Principal } from '../access/index.ts'
import {
  type AssignmentId,
  err,
  type MessageId,
  ok,
  type Result,
  type Timestamp,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { activityFact, nameOf } from './activity.ts'
import { assigneeText, SNOOZE_ENDED, statusText } from './activity-texts.ts'
import type { ReleaseReason } from './assignment.ts'
import type { ConversationStatus } from './conversation.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'
import { surveyFacts } from './survey.ts'

export interface ChangeStatus {
  readonly principal: Principal
  /** Null: an open conversation is resolved, any other is opened. */
  readonly status: ConversationStatus | null
  readonly snoozedUntil: Timestamp | null
  /** Used for what the change turns out to need. */
  readonly ids: {
    readonly activity: MessageId
    readonly assignment: AssignmentId
    readonly survey: MessageId
    readonly taken: MessageId
  }
  readonly now: Timestamp
}

/** What became of a conversation. */
export interface StatusChanged {
  readonly state: ConversationState
  /** Whether software opened a conversation that waited for it: from now on it is the members'. */
  readonly handedOff: boolean
}

export type ChangeStatusError = AccessRefusal | ValidationFailed

/**
 * Opens, resolves, snoozes or parks a conversation. The status it already has changes nothing. An agent who opens one takes
 * it, from whoever held it; any member who opens one takes it from software that did.
 */
export const decideStatus = (
  state: ConversationState,
  command: ChangeStatus,
): Result<Decision<StatusChanged>, ChangeStatusError> => {
  const { principal, now } = command
  const permitted = permitOn(state, principal, 'conversations:change-status')
  if (!permitted.ok) return permitted
  const { status } = state.conversation
  const to = command.status ?? (status === 'open' ? 'resolved' : 'open')
  const snoozedUntil = to === 'snoozed' ? command.snoozedUntil : null
  if (snoozedUntil !== null && snoozedUntil <= now) {
    return err(
      validationFailed({ field: 'snoozedUntil', problem: 'invalid', expected: 'a time in the future' }),
    )
  }
  const changes = to !== status || snoozedUntil !== state.conversation.snoozedUntil
  const handedOff = principal.type === 'agent_identity' && status === 'pending' && to === 'open'
  const facts: readonly ConversationFact[] = [
    // First who held it, so that whoever is told of an open conversation is not told that software holds it.
    ...(to === 'open' ? releasedSoftware(state, command) : []),
    ...(changes ? changedStatus(state, command, { to, snoozedUntil }) : []),
    ...(changes && to === 'resolved' ? surveyFacts(state, { id: command.ids.survey, now }) : []),
    ...(to === 'open' ? taken(state, command) : []),
  ]
  return ok({ facts, answer: ({ state: after }) => ({ state: after, handedOff }) })
}

/** Opens a conversation whose snooze is over; one that was snoozed again meanwhile, or is not snoozed, stays as it is. */
export const decideWakeUp = (
  state: ConversationState,
  { now, activity }: { readonly now: Timestamp; readonly activity: MessageId },
): Result<Decision<null>, never> => {
  const { status, snoozedUntil } = state.conversation
  const due = status === 'snoozed' && snoozedUntil !== null && snoozedUntil <= now
  if (!due) return ok({ facts: [], answer: () => null })
  const facts: readonly ConversationFact[] = [
    { type: 'conversation.status-changed', at: now, to: 'open', snoozedUntil: null },
    activityFact(state, { id: activity, at: now, text: SNOOZE_ENDED, status: 'open' }),
  ]
  return ok({ facts, answer: () => null })
}

/** The facts of a status that is another one than before, or of a snooze that ends at another time. */
export const changedStatus = (
  state: ConversationState,
  {
    principal,
    ids,
    now,
  }: Pick<ChangeStatus, 'principal' | 'now'> & { readonly ids: { readonly activity: MessageId } },
  become: {
    readonly to: ConversationStatus
    readonly snoozedUntil: Timestamp | null
    readonly closed?: true
  },
): readonly ConversationFact[] => [
  { type: 'conversation.status-changed', at: now, ...become },
  activityFact(state, {
    id: ids.activity,
    at: now,
    text: statusText(become.to, nameOf(principal, state), principal),
    status: become.to,
  }),
]

/** A member who opens a conversation, and software that hands one over, end what software had of it. */
const releasedSoftware = (
  state: ConversationState,
  { principal, now }: ChangeStatus,
): readonly ConversationFact[] => {
  if (state.assignment?.holder.type !== 'agent_identity') return []
  if (principal.type !== 'member' && principal.type !== 'agent_identity') return []
  return released(state, now, takes(principal) ? 'reassigned' : 'unassigned')
}

const takes = (principal: Principal): principal is MemberPrincipal =>
  principal.type === 'member' && principal.member.role === 'agent'

const released = (
  { assignment }: ConversationState,
  at: Timestamp,
  releaseReason: ReleaseReason,
): readonly ConversationFact[] =>
  assignment
    ? [
        {
          type: 'assignment.released',
          at,
          assignment: { ...assignment, status: 'released', releasedAt: at, releaseReason },
        },
      ]
    : []

const taken = (
  state: ConversationState,
  { principal, ids, now }: ChangeStatus,
): readonly ConversationFact[] => {
  if (!takes(principal)) return []
  if (state.assignee?.id === principal.member.id) return []
  const { member } = principal
  return [
    ...(state.assignment?.holder.type === 'member' ? released(state, now, 'reassigned') : []),
    {
      type: 'assignment.made',
      at: now,
      assignee: member,
      assignment: {
        id: ids.assignment,
        conversationId: state.conversation.id,
        holder: { type: 'member', id: member.id },
        assignedAt: now,
        status: 'active',
      },
    },
    activityFact(state, {
      id: ids.taken,
      at: now,
      text: assigneeText({ name: member.name, self: true }, member.name),
    }),
  ]
}
