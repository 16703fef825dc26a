/** Port. Makes and compares what must not be guessed. */
export interface Secrets {
  /** A URL-safe random text of at least `bytes` random bytes (16 or more). */
  readonly token: (bytes: number) => string
  /** Lower-case hex SHA-256 of the text's UTF-8 bytes: how credentials are kept. */
  readonly digest: (text: string) => string
  /** Lower-case hex HMAC-SHA256. */
  readonly sign: (key: string, text: string) => string
  /** Compares in a time that does not tell where the texts differ. */
  readonly equal: (left: string, right: string) => boolean
  /** A password's slow hash, in a form that names its algorithm and parameters. */
  readonly hashPassword: (password: string) => Promise<string>
  readonly verifyPassword: (password: string, hash: string) => Promise<boolean>
}
