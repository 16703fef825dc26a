/** One e-mail to one person. */
export interface Mail {
  /** An e-mail address. */
  readonly to: string
  readonly subject: string
  /** What is in it, as text and as HTML: whoever reads it chooses. */
  readonly text: string
  readonly html: string
}

/** Whether the mail went on its way, or was refused for good: then to send it again changes nothing. */
export type MailOutcome = 'sent' | 'refused'

/** Port. Sends e-mail. Throws when it could not be sent now, and may be later; gives up after a minute at the most. */
export interface Mailer {
  readonly send: (mail: Mail) => Promise<MailOutcome>
}

/** Nobody sends mail from here. */
export interface MailUnavailable {
  readonly code: 'mail/unavailable'
}
