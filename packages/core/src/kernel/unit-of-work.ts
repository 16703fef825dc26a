import type { OrganizationId } from './id.ts'
import type { Result } from './result.ts'

/**
 * Port. Runs `work` in one transaction of one organization.
 *
 * Commits when `work` resolves to `ok`; rolls back when it resolves to an error and when it throws. The error, or the
 * throw, reaches the caller unchanged. `work` may run more than once (lost races are retried), so it must touch nothing
 * but `tx`; it must not call `run` again: on one connection that waits for itself.
 */
export interface UnitOfWork<Tx> {
  readonly run: <R extends Result<unknown, unknown>>(
    organizationId: OrganizationId,
    work: (tx: Tx) => Promise<R>,
  ) => Promise<R>
}
