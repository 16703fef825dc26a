import {
  answered,
  type ConversationFact,
  type IdSource,
  type Recorded,
  type Recording,
  type RecordingContext,
  type SentMessage,
} from '@parlance/core'
import type { Answers } from './answers.ts'
import type { Command, Outcome } from './command.ts'
import { enter, type Ledger } from './ledger.ts'
import type { Numbers } from './numbers.ts'

/** What deciding a batch adds to. */
export interface Bench {
  readonly ledger: Ledger
  readonly answers: Answers
  readonly ids: IdSource
  readonly messageNumbers: Numbers
}

/** A batch that is decided, and not written yet. */
export interface Decided {
  readonly ledger: Ledger
  readonly outcomes: readonly Outcome[]
  /** Called once it is committed, before anybody is told. */
  readonly settled?: () => void
}

export type Record<State> = (
  state: State,
  facts: readonly ConversationFact[],
  context: RecordingContext,
) => Recorded | Recording

/**
 * Decides one command, enters what it records, and gives what to tell its caller. A refusal and a throw are the caller's
 * alone: nothing of them is entered.
 */
export const decide = <State>(
  bench: Bench,
  { change, resolve, reject }: Command<unknown, State>,
  state: State,
  record: Record<State>,
  about: SentMessage | null = null,
): Outcome => {
  try {
    const replayed = bench.answers.replay(change.idempotency)
    if (replayed) return () => resolve(replayed)
    const decided = change.decide(state, about)
    if (!decided.ok) return () => resolve(decided)
    const recorded = record(state, decided.value.facts, {
      actor: change.actor(state),
      nextEventId: bench.ids.next,
      nextMessageNumber: bench.messageNumbers.next,
    })
    const answer = decided.value.answer(recorded)
    remember(bench, change, answer)
    if ('events' in recorded) enter(bench.ledger, recorded)
    return () => resolve(answered(answer, false))
  } catch (error) {
    return () => reject(error)
  }
}

const remember = (
  { answers, ledger }: Bench,
  { idempotency, at }: Pick<Command<unknown, never>['change'], 'idempotency' | 'at'>,
  answer: unknown,
): void => {
  if (!idempotency) return
  const remembered = { ...idempotency, answer: JSON.stringify(answer) }
  answers.remember(remembered)
  ledger.answers.push({ ...remembered, at })
}
