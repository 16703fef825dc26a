import {
  type Clock,
  type Files,
  HOUR,
  type Housekeeping,
  IDEMPOTENCY_RETENTION,
  type OrganizationId,
  ok,
  type PresenceStore,
  type SignInAttempts,
  type StoragePorts,
} from '@parlance/core'

const ORGANIZATIONS = 100
const PORTION = 1_000

export interface TidyUpPorts {
  readonly housekeeping: Housekeeping
  readonly presenceStore?: Pick<PresenceStore, 'forget'> | undefined
  readonly clock: Clock
  /** Removes sessions that are over; they stay when it is left out. */
  readonly unitOfWork?: StoragePorts['unitOfWork'] | undefined
  /** Forgets who failed to sign in a while ago. */
  readonly signInAttempts?: Pick<SignInAttempts, 'forget'> | undefined
  /** Removes an organization's files that belong to nothing; they stay when it is left out. */
  readonly removeExpired?: Files['removeExpired'] | undefined
  /** True ends the work after the portion that is under way. */
  readonly stopping: () => boolean
}

/**
 * Forgets the idempotency keys of all organizations that have served their time, and who was there, ends sessions that are over, and removes their files that belong to
 * nothing, in portions.
 *
 * @returns how many were forgotten.
 */
export const tidyUp = async ({
  housekeeping,
  presenceStore,
  unitOfWork,
  signInAttempts,
  clock,
  removeExpired,
  stopping,
}: TidyUpPorts): Promise<number> => {
  const before = clock.now() - IDEMPOTENCY_RETENTION
  let forgotten = (await signInAttempts?.forget(clock.now(), PORTION)) ?? 0
  for (let after = 0; ; ) {
    const organizations = await housekeeping.organizations(after, ORGANIZATIONS)
    for (const { id } of organizations) {
      for (let portion = PORTION; portion === PORTION; ) {
        if (stopping()) return forgotten
        portion = await housekeeping.forgetIdempotencyKeys(id, before, PORTION)
        forgotten += portion
      }
      forgotten += (await presenceStore?.forget(id, clock.now() - HOUR, PORTION)) ?? 0
      forgotten += await forgetSessions(unitOfWork, id, clock)
      forgotten += (await removeExpired?.(id, stopping)) ?? 0
    }
    const last = organizations.at(-1)
    if (!last || organizations.length < ORGANIZATIONS) return forgotten
    after = last.number
  }
}

const forgetSessions = async (
  unitOfWork: StoragePorts['unitOfWork'] | undefined,
  organizationId: OrganizationId,
  clock: Clock,
): Promise<number> => {
  if (!unitOfWork) return 0
  const { value } = await unitOfWork.run(organizationId, async (tx) =>
    ok(await tx.sessions.forget(clock.now(), PORTION)),
  )
  return value
}
