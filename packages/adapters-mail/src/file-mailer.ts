import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Clock, type IdSource, lazily, type Mailer } from '@parlance/core'

export interface FileMailerOptions {
  /** Where the mail is put; made when it is not there. */
  readonly directory: string
  readonly from: string
  readonly clock: Clock
  readonly ids: IdSource
  /** Told where each mail is. */
  readonly onWritten?: (path: string) => void
}

/** Writes mail into files that mail programs open, one for each: for whoever has no mail server, and for development. */
export const createFileMailer = (options: FileMailerOptions): Mailer => {
  const { directory, from, clock, ids, onWritten } = options
  const opened = lazily(async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport(
      { streamTransport: true, buffer: true, disableFileAccess: true, disableUrlAccess: true },
      { from },
    )
  })
  return {
    send: async ({ to, subject, text, html }) => {
      const now = new Date(clock.now())
      const { message } = await (await opened()).sendMail({ to, subject, text, html, date: now })
      const name = `${now.toISOString().replaceAll(':', '-')}-${ids.next<'mail'>()}`
      const path = join(directory, `${name}.eml`)
      await mkdir(directory, { recursive: true, mode: 0o700 })
      // Whoever watches the directory sees whole files only.
      await writeFile(`${path}.part`, await bytesOf(message), { mode: 0o600 })
      await rename(`${path}.part`, path)
      onWritten?.(path)
      return 'sent'
    },
  }
}

const bytesOf = async (message: Buffer | AsyncIterable<unknown>): Promise<Buffer> => {
  if (Buffer.isBuffer(message)) return message
  const parts: Buffer[] = []
  for await (const part of message) parts.push(Buffer.from(part as Buffer))
  return Buffer.concat(parts)
}
