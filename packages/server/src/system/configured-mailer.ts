import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createFileMailer, createSmtpMailer } from '@parlance/adapters-mail'
import type { Clock, IdSource, Mailer } from '@parlance/core'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'

type MailConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'mailDir' | 'dataDir'>

/** Sends mail the way that is configured: over SMTP, or else into files. */
export const configuredMailer = (
  config: MailConfig,
  { clock, ids, logger }: { readonly clock: Clock; readonly ids: IdSource; readonly logger: Logger },
): Mailer =>
  config.smtpUrl === null
    ? createFileMailer({
        directory: mailDirectory(config),
        from: config.mailFrom,
        clock,
        ids,
        onWritten: (path) => logger.info({ path }, 'Wrote a mail into a file'),
      })
    : createSmtpMailer({
        url: config.smtpUrl,
        from: config.mailFrom,
        onRefused: (err) => logger.warn({ err }, 'A mail was refused for good'),
      })

/** Beside the database, where that is in a directory. */
const mailDirectory = ({ mailDir, dataDir }: MailConfig): string =>
  mailDir ?? (dataDir === null ? join(tmpdir(), 'parlance-mail') : join(dataDir, 'mail'))
