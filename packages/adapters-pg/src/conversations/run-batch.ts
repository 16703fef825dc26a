import { lineTaken, type OrganizationId, type RecordedEvent } from '@parlance/core'
import type { Pool } from 'pg'
import type { Connection } from '../kernel/connection.ts'
import type { Underway } from '../kernel/group-commit.ts'
import { type Conclusion, inTransaction } from '../kernel/in-transaction.ts'
import { isLostRace, isRefusedStatement, isTimeout, isViolationOf } from '../kernel/pg-error.ts'
import { retryingLostRaces } from '../kernel/retry.ts'
import type { Command } from './command.ts'
import type { Decided } from './decide.ts'
import { createDoubts } from './doubts.ts'

export type AnyCommand = Pick<Command<unknown, never>, 'key' | 'reject'>

/** How a batch of one organization is decided. */
export interface Decisions<C> {
  /** Decides it in the transaction of the connection, and says what is to be written. */
  readonly decide: (
    connection: Connection,
    organizationId: OrganizationId,
    batch: readonly C[],
  ) => Promise<Conclusion<Decided>>
  /** Decides it by what is known, without asking the database; null where that takes a look. */
  readonly decideKnown?: (organizationId: OrganizationId, batch: readonly C[]) => Conclusion<Decided> | null
}

interface BatchParts<C> extends Decisions<C> {
  readonly pool: Pool
  /** Called after a commit that recorded events. */
  readonly onRecorded: (organizationId: OrganizationId, events: readonly RecordedEvent[]) => void
}

type RunBatch<C> = (organizationId: OrganizationId, batch: readonly C[], underway?: Underway) => Promise<void>

/**
 * Commits a batch and tells each caller what came of its command: as it is known first, if it may be, and after a look when
 * the database refuses that. When it refuses what was decided after a look, the commands are tried one by one, so that a bad
 * one fails alone. When the database is gone, they fail together.
 */
export const createBatchRunner = <C extends AnyCommand>(parts: BatchParts<C>): RunBatch<C> => {
  const commit = createCommit(parts)
  const commitKnown = createKnownCommit(parts)
  return async (organizationId, batch, underway) => {
    try {
      const done = await commitKnown(organizationId, batch, underway)
      if (!done) await commit(organizationId, batch, underway)
    } catch (error) {
      if (batch.length > 1 && isRefusedStatement(error)) await commitApart(commit, organizationId, batch)
      else for (const command of batch) command.reject(inWords(error))
    }
  }
}

/** What the port says of a race that was lost for good. */
const inWords = (error: unknown): unknown =>
  isViolationOf(error, 'connection_lines_pkey') ? lineTaken() : error

const createCommit =
  <C>({ pool, decide, onRecorded }: BatchParts<C>): RunBatch<C> =>
  async (organizationId, batch, underway) => {
    const decided = await retryingLostRaces(() =>
      inTransaction(
        pool,
        organizationId,
        (connection) => decide(connection, organizationId, batch),
        underway?.next,
      ),
    )
    tell(organizationId, decided, onRecorded)
  }

/** Gives whether the batch is committed; it is not where it takes a look, or the database says so. */
const createKnownCommit = <C>({ pool, decideKnown, onRecorded }: BatchParts<C>) => {
  const doubts = createDoubts()
  return async (
    organizationId: OrganizationId,
    batch: readonly C[],
    underway?: Underway,
  ): Promise<boolean> => {
    const conclusion = doubts.has(organizationId) ? null : decideKnown?.(organizationId, batch)
    if (!conclusion) return false
    try {
      await inTransaction(pool, organizationId, async () => conclusion, underway?.next)
    } catch (error) {
      if (!isRefusedStatement(error) || isTimeout(error)) throw error
      // A key that was used before, or a value that can't be kept, says nothing of what is known.
      if (isLostRace(error)) doubts.add(organizationId)
      return false
    }
    tell(organizationId, conclusion.value, onRecorded)
    return true
  }
}

const tell = (
  organizationId: OrganizationId,
  { ledger, outcomes, settled }: Decided,
  onRecorded: BatchParts<never>['onRecorded'],
): void => {
  settled?.()
  if (ledger.events.length > 0) onRecorded(organizationId, ledger.events)
  for (const outcome of outcomes) outcome()
}

/** What took too long once fails at once for the others that want the same: they would hold up all who come after. */
const commitApart = async <C extends AnyCommand>(
  commit: RunBatch<C>,
  organizationId: OrganizationId,
  batch: readonly C[],
): Promise<void> => {
  const stuck = new Map<string, unknown>()
  for (const command of batch) {
    const key = JSON.stringify(command.key)
    try {
      if (stuck.has(key)) throw stuck.get(key)
      await commit(organizationId, [command])
    } catch (error) {
      if (isTimeout(error)) stuck.set(key, error)
      command.reject(inWords(error))
    }
  }
}
