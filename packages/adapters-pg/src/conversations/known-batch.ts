import type { ConversationId, OrganizationId } from '@parlance/core'
import type { Conclusion } from '../kernel/in-transaction.ts'
import { createAnswers } from './answers.ts'
import type { ChangeCommand } from './command.ts'
import type { Decided } from './decide.ts'
import { type ChangeParts, decideChanges } from './decide-changes.ts'
import type { Ledger } from './ledger.ts'
import { createNumbers } from './numbers.ts'
import type { VersionedState } from './state-versions.ts'
import { writesOfChanges } from './writes.ts'

/** Numbers that are taken ahead for each that was used: after a pause the next batch is larger. */
const AHEAD = 4

/**
 * Decides changes of conversations whose states are all known, before anything is asked, so that the batch waits for the
 * database once. What it comes to is written if every row that was decided on is still in the version in which it was read.
 * Otherwise the transaction ends with a serialization failure (or, where a key was used before, with what its row says of
 * it), and what becomes of the changes takes a look.
 *
 * @returns null where it takes a look to decide.
 */
export const knownBatch = (
  parts: ChangeParts,
  organizationId: OrganizationId,
  commands: readonly ChangeCommand[],
): Conclusion<Decided> | null => {
  const { cache, stock } = parts
  const before = new Map<ConversationId, VersionedState>()
  const located: ConversationId[] = []
  let floor = 0
  for (const { key, change } of commands) {
    const id = cache.locate(organizationId, key)
    const known = id && cache.get(organizationId, id)
    if (!known || change.about) return null
    located.push(id)
    before.set(id, known)
    floor = Math.max(floor, known.state.recent.last?.message.number ?? 0)
  }
  const numbers = stock.take(commands.length, floor)
  if (!numbers) return null
  const messageNumbers = createNumbers(numbers)
  const answers = createAnswers([])
  const { ledger, outcomes, settled } = decideChanges(parts, {
    commands,
    located,
    before,
    mentioned: new Map(),
    answers,
    messageNumbers,
  })
  if (messageNumbers.missing() > 0 || !areAllRemembered(commands, ledger)) return null
  const along = { known: before.values(), numbers: stock.lacks(AHEAD * commands.length) }
  const value = {
    ledger,
    outcomes,
    settled: () => {
      settled()
      stock.put(ledger.written.numbers)
    },
  }
  return { value, writes: writesOfChanges(organizationId, ledger, before, along) }
}

/** A key that is not remembered now may have been before: then it is answered as it was then. */
const areAllRemembered = (commands: readonly ChangeCommand[], { answers }: Ledger): boolean =>
  commands.filter(({ change }) => change.idempotency).length === answers.length
