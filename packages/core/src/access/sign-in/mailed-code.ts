import { type MemberId, MINUTE, type OrganizationId, type Timestamp } from '../../kernel/index.ts'

/** What a mailed code proves: that an address is one's own, or that a password may be set anew. */
export type CodePurpose = 'verify' | 'reset'

/** Six digits that were mailed to a member; of one purpose, the newest counts. */
export interface MailedCode {
  readonly organizationId: OrganizationId
  readonly memberId: MemberId
  readonly purpose: CodePurpose
  /** What proves the digits, together with the address that they went to. */
  readonly mac: string
  readonly expiresAt: Timestamp
  /** How often it may still be tried. */
  readonly triesLeft: number
}

/** How long a code is good, in milliseconds. */
export const CODE_LIFE: { readonly [Purpose in CodePurpose]: number } = {
  verify: 15 * MINUTE,
  reset: 10 * MINUTE,
}

/** How often a code may be tried. */
export const CODE_TRIES = 5

/** Whether a code may be tried now. */
export const isOpen = (code: MailedCode, now: Timestamp): boolean =>
  code.expiresAt > now && code.triesLeft > 0

/** What a code's proof is made over: a code for one purpose, member or address is none for another. */
export const codeText = (
  { purpose, memberId }: Pick<MailedCode, 'purpose' | 'memberId'>,
  email: string,
  digits: string,
): string => `code ${purpose} ${memberId} ${email} ${digits}`

/** Six digits out of at least 8 random bytes in hex; the bias of the division is less than one in a billion. */
export const digitsOf = (hex: string): string => (BigInt(`0x${hex}`) % 1_000_000n).toString().padStart(6, '0')
