import type { Principal } from '../access/index.ts'
import { type MessageId, ok, type Result, type Timestamp } from '../kernel/index.ts'
import { activityFact, nameOf } from './activity.ts'
import { muteText } from './activity-texts.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import type { ConversationFact } from './conversation-facts.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'
import { changedStatus } from './decide-status.ts'

export interface Mute {
  readonly principal: Principal
  /** False takes the mute back; the conversation stays resolved. */
  readonly muted: boolean
  readonly ids: { readonly status: MessageId; readonly mute: MessageId }
  readonly now: Timestamp
}

/** Blocks the contact and resolves the conversation, or lets the contact speak again. */
export const decideMute = (
  state: ConversationState,
  { principal, muted, ids, now }: Mute,
): Result<Decision<ConversationState>, AccessRefusal> => {
  const permitted = permitOn(state, principal, 'conversations:mute')
  if (!permitted.ok) return permitted
  const resolves = muted && state.conversation.status !== 'resolved'
  const changes = state.contact.blocked !== muted
  const text = muteText(muted, nameOf(principal, state))
  const facts: readonly ConversationFact[] = [
    ...(resolves
      ? changedStatus(
          state,
          { principal, now, ids: { activity: ids.status } },
          { to: 'resolved', snoozedUntil: null },
        )
      : []),
    ...(changes ? [{ type: 'conversation.mute-changed', at: now, muted } as const] : []),
    ...(changes ? [activityFact(state, { id: ids.mute, at: now, text })] : []),
  ]
  return ok({ facts, answer: ({ state: after }) => after })
}
