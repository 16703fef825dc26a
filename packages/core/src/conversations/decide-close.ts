import type { Principal } from '../access/index.ts'
import { type MessageId, type Ok, ok, type Timestamp } from '../kernel/index.ts'
import { isClosed } from './closed.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'
import { changedStatus } from './decide-status.ts'
import { surveyFacts } from './survey.ts'

export interface CloseConversation {
  /** Whoever is named as the one who did it; that it may is the use case's to ask. */
  readonly principal: Principal
  /** Used for what closing turns out to need. */
  readonly ids: { readonly activity: MessageId; readonly survey: MessageId }
  readonly now: Timestamp
}

/** Closes a conversation: it is resolved, and marked as closed. One that is closed stays as it is. */
export const decideClose = (
  state: ConversationState,
  command: CloseConversation,
): Ok<Decision<ConversationState>> => {
  const answer = ({ state: after }: { readonly state: ConversationState }) => after
  if (isClosed(state.conversation)) return ok({ facts: [], answer })
  const { ids, now } = command
  const resolved = { to: 'resolved', snoozedUntil: null, closed: true } as const
  if (state.conversation.status === 'resolved') {
    return ok({ facts: [{ type: 'conversation.status-changed', at: now, ...resolved }], answer })
  }
  const facts = [...changedStatus(state, command, resolved), ...surveyFacts(state, { id: ids.survey, now })]
  return ok({ facts, answer })
}
