import { err, ok, type Result, type Secrets } from '../kernel/index.ts'
import type { InboxChannel } from './inbox.ts'
import type { IdentityNotProven } from './inbox-errors.ts'

/** A contact's claim to an identifier, with the app backend's proof of it. */
export interface IdentityClaim {
  readonly identifier?: string | null | undefined
  /** Hex HMAC-SHA256 of the identifier under the inbox's HMAC key. */
  readonly identifierHash?: string | null | undefined
}

/**
 * Whether the claim is proven. A proof that is given must hold, and where the inbox makes it mandatory there must be
 * one; otherwise a claim without a proof is taken, and stays unproven.
 */
export const proveIdentity = (
  channel: InboxChannel,
  claim: IdentityClaim,
  secrets: Pick<Secrets, 'sign' | 'equal'>,
): Result<{ readonly proven: boolean }, IdentityNotProven> => {
  const { identifier, identifierHash } = claim
  if (!identifierHash && !channel.hmacMandatory) return ok({ proven: false })
  if (!identifierHash || !identifier) return err({ code: 'inbox/identity-not-proven' })
  const proof = secrets.sign(channel.hmacToken, identifier)
  return secrets.equal(proof, identifierHash)
    ? ok({ proven: true })
    : err({ code: 'inbox/identity-not-proven' })
}
