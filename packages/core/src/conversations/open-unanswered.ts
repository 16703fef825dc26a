import type { SystemPrincipal } from '../access/index.ts'
import {
  type Clock,
  type ConversationId,
  type IdSource,
  type MessageId,
  ok,
  type Result,
  type Timestamp,
} from '../kernel/index.ts'
import { activityFact } from './activity.ts'
import { AGENT_OUT_OF_REACH } from './activity-texts.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'
import type { ConversationStore, Decision } from './conversation-store.ts'

/** Opens a conversation that waits for an agent identity who will not answer, so that members do; any other stays as it is. */
export const decideUnanswered = (
  state: ConversationState,
  { now, activity }: { readonly now: Timestamp; readonly activity: MessageId },
): Result<Decision<null>, never> => {
  if (state.conversation.status !== 'pending') return ok({ facts: [], answer: () => null })
  const { assignment } = state
  const released: readonly ConversationFact[] =
    assignment?.holder.type === 'agent_identity'
      ? [
          {
            type: 'assignment.released',
            at: now,
            assignment: {
              ...assignment,
              status: 'released',
              releasedAt: now,
              releaseReason: 'unassigned',
            },
          },
        ]
      : []
  const facts: readonly ConversationFact[] = [
    ...released,
    { type: 'conversation.status-changed', at: now, to: 'open', snoozedUntil: null },
    activityFact(state, { id: activity, at: now, text: AGENT_OUT_OF_REACH, status: 'open' }),
  ]
  return ok({ facts, answer: () => null })
}

/** Hands a conversation over to members when the agent identity that it waits for could not be told what happened. */
export const openUnanswered =
  ({
    conversationStore,
    clock,
    ids,
  }: {
    readonly conversationStore: ConversationStore
    readonly clock: Clock
    readonly ids: IdSource
  }) =>
  async ({ organizationId }: SystemPrincipal, id: ConversationId): Promise<void> => {
    const command = { now: clock.now(), activity: ids.next<'message'>() }
    // A conversation that is gone needs nobody.
    await conversationStore.change(
      { organizationId, id },
      {
        at: command.now,
        actor: () => ({ type: 'system' }),
        decide: (state) => decideUnanswered(state, command),
      },
    )
  }
