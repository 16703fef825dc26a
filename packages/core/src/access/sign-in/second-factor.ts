/** What a member is asked for beside the password. Secrets are sealed. */
export interface SecondFactor {
  /** The secret that counts; null while none does. */
  readonly secret: string | null
  /** One that was shown and is not proven yet: it counts for nothing. */
  readonly pendingSecret: string | null
  /** The last step of time whose code was taken; 0 for none. */
  readonly lastStep: number
}

/** The factor of a member who never set one up. */
export const NO_SECOND_FACTOR: SecondFactor = { secret: null, pendingSecret: null, lastStep: 0 }

/** How many recovery codes there are. */
export const RECOVERY_CODES = 10

/** What people read as the same: case, and the dashes between groups. */
export const recoveryCode = (typed: string): string => typed.toLowerCase().replaceAll(/[\s-]/g, '')

/** A code in groups of four, as it is shown: 80 bits as hex. */
export const shownRecoveryCode = (digits: string): string =>
  (digits.slice(0, 20).match(/.{4}/g) ?? []).join('-')
