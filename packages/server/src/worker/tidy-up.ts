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
 * Forgets the idempotency keys of all organizations that have served their time, who was there, who failed to sign in and the
 * sessions that are over, and removes their files that belong to nothing, in portions.
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
  let forgotten = await inPortions(stopping, async () => signInAttempts?.forget(clock.now(), PORTION))
  for (let after = 0; ; ) {
    const organizations = await housekeeping.organizations(after, ORGANIZATIONS)
    for (const { id } of organizations) {
      if (stopping()) return forgotten
      forgotten += await inPortions(stopping, () => housekeeping.forgetIdempotencyKeys(id, before, PORTION))
      forgotten += (await presenceStore?.forget(id, clock.now() - HOUR, PORTION)) ?? 0
      forgotten += await inPortions(stopping, () => forgetSessions(unitOfWork, id, clock))
      forgotten += (await removeExpired?.(id, stopping)) ?? 0
    }
    const last = organizations.at(-1)
    if (!last || organizations.length < ORGANIZATIONS) return forgotten
    after = last.number
  }
}

/** Forgets until less than a portion was left; tells how many went. */
const inPortions = async (
  stopping: () => boolean,
  forget: () => Promise<number | undefined>,
): Promise<number> => {
  let all = 0
  for (let portion = PORTION; portion === PORTION && !stopping(); all += portion)
    portion = (await forget()) ?? 0
  return all
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
