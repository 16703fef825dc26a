import { lazily, type Mailer } from '@parlance/core'

export interface SmtpMailerOptions {
  /** `smtp://` or `smtps://`, with user and password in it where the server wants them. */
  readonly url: string
  /** Who the mail is from, such as `Acme <support@acme.test>`. */
  readonly from: string
  /** Told of mail that the server refuses for good. */
  readonly onRefused?: (error: unknown) => void
}

/** Milliseconds for each step of the way: the name, the connection, the greeting, and every answer. */
const STEP = 10_000

/** Sends mail by an SMTP server, over a connection of its own each time. */
export const createSmtpMailer = ({ url, from, onRefused }: SmtpMailerOptions): Mailer => {
  const opened = lazily(async () => {
    const { createTransport } = await import('nodemailer')
    return createTransport(
      {
        url,
        dnsTimeout: STEP,
        connectionTimeout: STEP,
        greetingTimeout: STEP,
        socketTimeout: STEP,
        // What is in a mail is text that anybody may have written: it names no files and no addresses to read.
        disableFileAccess: true,
        disableUrlAccess: true,
      },
      { from },
    )
  })
  return {
    send: async ({ to, subject, text, html }) => {
      try {
        await (await opened()).sendMail({ to, subject, text, html })
        return 'sent'
      } catch (error) {
        if (!isForGood(error)) throw error
        onRefused?.(error)
        return 'refused'
      }
    },
  }
}

/** 5xx: the server says that it will never take this mail. */
const isForGood = (error: unknown): boolean =>
  error instanceof Error &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  error.responseCode >= 500
