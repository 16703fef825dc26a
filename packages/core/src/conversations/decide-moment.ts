import type { MemberPrincipal, Principal } from '../access/index.ts'
import {
  err,
  isEmail,
  ok,
  type Result,
  type Timestamp,
  type ValidationFailed,
  validationFailed,
} from '../kernel/index.ts'
import { type AccessRefusal, permitOn } from './conversation-access.ts'
import type { ConversationState } from './conversation-state.ts'
import type { Decision } from './conversation-store.ts'
import { speakerIn } from './speaker.ts'

interface Moment {
  readonly now: Timestamp
}

/** Lets others know that somebody begins, or ceases, to write. Nothing of the conversation changes. */
export const decideTyping = (
  state: ConversationState,
  command: Moment & { readonly principal: Principal; readonly on: boolean; readonly private: boolean },
): Result<Decision<null>, AccessRefusal> => {
  const { principal, on, now } = command
  const permitted = permitOn(state, principal, 'conversations:type')
  if (!permitted.ok) return permitted
  const by = speakerIn(state, principal)
  if (!by) return ok({ facts: [], answer: () => null })
  const typing = { on, by, private: command.private }
  return ok({
    facts: [{ type: 'conversation.typing-changed', at: now, typing }],
    answer: () => null,
  })
}

/** Asks for the transcript of a conversation to be sent to an e-mail address. */
export const decideTranscript = (
  state: ConversationState,
  { principal, email, now }: Moment & { readonly principal: MemberPrincipal; readonly email: string },
): Result<Decision<null>, AccessRefusal | ValidationFailed> => {
  const permitted = permitOn(state, principal, 'conversations:send-transcript')
  if (!permitted.ok) return permitted
  const to = email.trim()
  if (!isEmail(to)) {
    return err(validationFailed({ field: 'email', problem: 'invalid', expected: 'an e-mail address' }))
  }
  return ok({
    facts: [{ type: 'conversation.transcript-requested', at: now, email: to }],
    answer: () => null,
  })
}

/** Removes a conversation with all that was said in it. */
export const decideRemoval = (
  state: ConversationState,
  { principal, now }: Moment & { readonly principal: Principal },
): Result<Decision<null>, AccessRefusal> => {
  const permitted = permitOn(state, principal, 'conversations:remove')
  if (!permitted.ok) return permitted
  return ok({ facts: [{ type: 'conversation.removed', at: now }], answer: () => null })
}
