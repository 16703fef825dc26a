/** What a command reads and writes; a test gives its own. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Writes a line to standard output. */
  readonly print: (text: string) => void
  /** Writes a line to standard error. */
  readonly complain: (text: string) => void
}

export const processTerminal: Terminal = {
  environment: process.env,
  print: (text) => process.stdout.write(`${text}\n`),
  complain: (text) => process.stderr.write(`${text}\n`),
}
