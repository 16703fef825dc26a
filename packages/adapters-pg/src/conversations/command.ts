import type { Answer, Change, ConversationKey, ConversationState } from '@parlance/core'

/** A caller's change that waits for its batch, and how to tell the caller what came of it. */
export interface Command<Key, State> {
  readonly key: Key
  readonly change: Change<State, unknown, unknown>
  readonly resolve: (answer: Answer<unknown, unknown>) => void
  readonly reject: (error: unknown) => void
}

export type ChangeCommand = Command<ConversationKey, ConversationState>

/** Tells one caller what came of its command; called once the batch is committed. */
export type Outcome = () => void
