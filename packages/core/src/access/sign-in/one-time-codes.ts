import type { Timestamp } from '../../kernel/index.ts'

/** A new secret for an authenticator app. */
export interface ProposedTotp {
  /** 160 random bits in base 32. */
  readonly secret: string
  /** What an app reads: `otpauth://totp/…` */
  readonly url: string
  /** The URL as a QR code: SVG. */
  readonly picture: string
}

/** Port. One-time codes by time, as authenticator apps make them (RFC 6238: SHA-1, 6 digits, 30 seconds). */
export interface OneTimeCodes {
  /** A secret for the account of this name. */
  readonly propose: (account: string) => Promise<ProposedTotp>
  /** The step of time that the code belongs to: this one, the one before or the next; null for none of them. */
  readonly stepOf: (secret: string, code: string, at: Timestamp) => Promise<number | null>
}
