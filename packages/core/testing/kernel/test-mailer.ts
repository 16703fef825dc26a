import type { Mail, Mailer } from '../../src/index.ts'

/** A mailer that keeps what it is given. */
export interface TestMailer extends Mailer {
  readonly sent: readonly Mail[]
}

export const testMailer = (): TestMailer => {
  const sent: Mail[] = []
  return {
    sent,
    send: async (mail) => {
      sent.push(mail)
      return 'sent'
    },
  }
}
