import { type ConversationId, err, type IdSource, recordFacts } from '@parlance/core'
import type { Answers } from './answers.ts'
import type { ChangeCommand } from './command.ts'
import { type Bench, type Decided, decide } from './decide.ts'
import { keepStates } from './keep-states.ts'
import { emptyLedger } from './ledger.ts'
import { aboutOf, type Mentioned } from './mentioned-messages.ts'
import type { NumberStock } from './number-stock.ts'
import type { Numbers } from './numbers.ts'
import type { StateCache } from './state-cache.ts'
import type { VersionedState } from './state-versions.ts'

/** What changes are carried out with. */
export interface ChangeParts {
  readonly ids: IdSource
  readonly cache: StateCache
  readonly stock: NumberStock
}

/** The id that each command is about; undefined when there is no conversation with its number. */
export type Located = readonly (ConversationId | undefined)[]

interface Known {
  readonly commands: readonly ChangeCommand[]
  readonly located: Located
  readonly before: ReadonlyMap<ConversationId, VersionedState>
  readonly mentioned: Mentioned
  readonly answers: Answers
  readonly messageNumbers: Numbers
}

/** Decides the commands one after the other; a later one sees what an earlier one did to the same conversation. */
export const decideChanges = (
  { ids, cache }: Pick<ChangeParts, 'ids' | 'cache'>,
  { commands, located, before, mentioned, answers, messageNumbers }: Known,
): Required<Decided> => {
  const ledger = emptyLedger()
  const bench: Bench = { ledger, answers, ids, messageNumbers }
  const outcomes = commands.map((command, at) => {
    const id = located[at]
    const state = id && (ledger.conversations.get(id) ?? before.get(id)?.state)
    if (!state || ledger.removed.has(id))
      return () => command.resolve(err({ code: 'conversation/not-found' }))
    const about = aboutOf(ledger, mentioned, { at, key: command.change.about, conversationId: id })
    return decide(bench, command, state, recordFacts, about)
  })
  return { ledger, outcomes, settled: () => keepStates(cache, { ledger, before }) }
}
