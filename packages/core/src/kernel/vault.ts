/** Port. Keeps what has to be read again, and proves what was said here, with keys that are not in the same rows. */
export interface Vault {
  /** The text as it may lie in a database: only `open` reads it, and tells when it was changed. */
  readonly seal: (text: string) => Promise<string>
  /** The text that was sealed; null when it was sealed with keys that are gone, or changed. */
  readonly open: (sealed: string) => Promise<string | null>
  /** Lower-case hex of 32 bytes that nobody without the keys can make. */
  readonly mac: (text: string) => Promise<string>
  /** Whether `mac` made it, in a time that tells nothing. */
  readonly isMac: (text: string, mac: string) => Promise<boolean>
}
