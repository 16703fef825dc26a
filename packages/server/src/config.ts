import { RETRY_WAITS } from '@parlance/core'
import { z } from 'zod'
import { isCidr } from './config/cidr.ts'
import { FILE_VARIABLES } from './config/file-variables.ts'
import { LINE_VARIABLES } from './config/line-variables.ts'
import { RATE_LIMIT_VARIABLES } from './config/rate-limit-variables.ts'
import { listOf, secretKeys, urlOf, waits, wholeNumber, yesOrNo } from './config/values.ts'
import type { ValueOf, Variable } from './config/variable.ts'

export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

const isOrigin = (text: string): boolean =>
  text === '*' || (/^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text)

/**
 * Every environment variable that Parlance reads, in the order in which a reader is told of them. Nothing else reads the
 * environment; `docs/configuration.md` and `parlance help` are made from this.
 */
export const VARIABLES = {
  databaseUrl: {
    name: 'DATABASE_URL',
    standard: null,
    standardInWords: 'the embedded database',
    schema: urlOf(['postgres:', 'postgresql:']),
    meaning:
      'The Postgres database to use, version 15 or newer. Without it Parlance keeps everything in an embedded database in PARLANCE_DATA_DIR.',
    example: 'postgres://parlance:secret@db.internal:5432/parlance',
  },
  dataDir: {
    name: 'PARLANCE_DATA_DIR',
    standard: '.parlance',
    schema: z.string(),
    meaning:
      'The directory of the embedded database; made when it is not there. One process can use it at a time. Not used with DATABASE_URL.',
    example: '/var/lib/parlance',
  },
  port: {
    name: 'PORT',
    standard: '3000',
    schema: wholeNumber(0, 65_535),
    meaning: 'The TCP port to listen on; 0 takes any that is free.',
    example: '8080',
  },
  host: {
    name: 'HOST',
    standard: '127.0.0.1',
    schema: z.string(),
    meaning:
      'The address to listen on. The standard is reached from this machine only; 0.0.0.0 or :: is reached from everywhere.',
    example: '0.0.0.0',
  },
  nodeEnv: {
    name: 'NODE_ENV',
    standard: 'development',
    schema: z.string(),
    meaning:
      'With production, webhooks go to https addresses only, unless PARLANCE_WEBHOOK_ALLOW_HTTP says otherwise.',
    example: 'production',
  },
  logLevel: {
    name: 'PARLANCE_LOG_LEVEL',
    standard: 'info',
    schema: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`),
    meaning: `The least important log lines that are written: ${LOG_LEVELS.join(', ')}.`,
    example: 'warn',
  },
  corsOrigins: {
    name: 'PARLANCE_CORS_ORIGINS',
    standard: '',
    standardInWords: 'none',
    schema: listOf(isOrigin, 'an origin such as https://app.example.com, or *'),
    meaning:
      'Origins whose pages may call the APIs that need credentials, separated by commas; * for all. The public API is open to all origins in any case.',
    example: 'https://app.example.com,https://desk.example.com',
  },
  migrateOnStart: {
    name: 'PARLANCE_MIGRATE_ON_START',
    standard: 'false',
    schema: yesOrNo,
    meaning:
      'With true, `parlance serve` brings the schema of a Postgres database up to date before it listens. Otherwise it refuses to start until `parlance migrate` was run. The embedded database is always brought up to date.',
    example: 'true',
  },
  databaseRole: {
    name: 'PARLANCE_DATABASE_ROLE',
    standard: null,
    standardInWords: 'parlance_app_ and the name of the database',
    schema: z.string().max(63),
    meaning:
      'The Postgres role as which Parlance works, after it logged in: it sees the rows of one organization at a time. `parlance migrate` makes it, which needs CREATEROLE, and gives it its rights; a role that is there is taken, and the login must be a member of it. With none, the login works as itself, and if it owns the tables only the statements keep organizations apart. Not used with the embedded database.',
    example: 'parlance_app',
  },
  databasePoolSize: {
    name: 'PARLANCE_DB_POOL_SIZE',
    standard: '10',
    schema: wholeNumber(2, 500),
    meaning: 'How many connections to Postgres are opened at most. The embedded database has one.',
    example: '20',
  },
  webhookAllowPrivate: {
    name: 'PARLANCE_WEBHOOK_ALLOW_PRIVATE',
    standard: '',
    standardInWords: 'none',
    schema: listOf(isCidr, 'a network in CIDR form such as 10.0.0.0/8'),
    meaning:
      'Networks that webhooks may go to although they are not public, in CIDR form, separated by commas. All other private, loopback and reserved addresses are refused.',
    example: '127.0.0.0/8,10.20.0.0/16',
  },
  webhookAllowHttp: {
    name: 'PARLANCE_WEBHOOK_ALLOW_HTTP',
    standard: null,
    standardInWords: 'true, but false when NODE_ENV is production',
    schema: yesOrNo,
    meaning: 'Whether webhooks may go to http addresses; otherwise to https addresses only.',
    example: 'false',
  },
  webhookTimeout: {
    name: 'PARLANCE_WEBHOOK_TIMEOUT_MS',
    standard: '15000',
    schema: wholeNumber(100, 60_000),
    meaning:
      'Milliseconds that one attempt at a webhook may take, from the connection to the end of the answer.',
    example: '5000',
  },
  webhookRetryWaits: {
    name: 'PARLANCE_WEBHOOK_RETRY_WAITS_MS',
    standard: null,
    standardInWords: `that of each API; ${RETRY_WAITS.join(',')} for the channel API`,
    schema: waits,
    meaning:
      'Milliseconds before the first, second, … attempt at a webhook, separated by commas, each 20 % less or more. After the last one the delivery has failed. It takes the place of every API’s own, so set it for development and tests only.',
    example: '0,200,500,1000',
  },
  ...RATE_LIMIT_VARIABLES,
  ...FILE_VARIABLES,
  ...LINE_VARIABLES,
  publicUrl: {
    name: 'PARLANCE_PUBLIC_URL',
    standard: null,
    standardInWords: 'http, HOST and PORT',
    schema: urlOf(['http:', 'https:']),
    meaning:
      'Where others reach the server: what addresses that are told to contacts and receivers begin with.',
    example: 'https://chat.example.com',
  },
  conversationMessagesPerMinute: {
    name: 'PARLANCE_CONVERSATION_MESSAGES_PER_MINUTE',
    standard: '200',
    schema: wholeNumber(1, 10_000_000),
    meaning:
      'How many messages a conversation may have in a minute. More are refused: they are most often two programs that answer each other.',
    example: '500',
  },
  openRegistration: {
    name: 'PARLANCE_OPEN_REGISTRATION',
    standard: 'true',
    schema: yesOrNo,
    meaning:
      'Whether anybody who reaches the server may found an organization by registering. With false, organizations are made by `parlance bootstrap`, and people are added or invited.',
    example: 'false',
  },
  secretKeys: {
    name: 'PARLANCE_SECRET_KEYS',
    standard: '',
    standardInWords: 'one that is made at first and kept in the database',
    schema: secretKeys,
    meaning:
      'Keys of 32 bytes, in base64 or hex, separated by commas, that seal what is secret in the database (what signs access tokens, the secrets of one-time codes), and prove sessions and mailed codes. The first one seals; the others, and one that was kept in the database before, still open, so that a key can be replaced. The same for every process on a database. Without any, whoever reads the database reads them as well.',
    example: 'b3BlbnNzbCByYW5kIC1iYXNlNjQgMzIgbWFrZXMgMSE=',
  },
  smtpUrl: {
    name: 'PARLANCE_SMTP_URL',
    standard: null,
    standardInWords: 'none; mail is written into PARLANCE_MAIL_DIR',
    schema: urlOf(['smtp:', 'smtps:']),
    meaning:
      'The SMTP server that sends mail, with user and password where it wants them. Without it every mail becomes a file, and the log says where.',
    example: 'smtps://parlance:secret@mail.example.com:465',
  },
  mailFrom: {
    name: 'PARLANCE_MAIL_FROM',
    standard: 'Parlance <parlance@localhost>',
    schema: z.string().max(320, 'must not be longer than 320 characters'),
    meaning: 'Who mail is from.',
    example: 'Acme <support@acme.example>',
  },
  mailDir: {
    name: 'PARLANCE_MAIL_DIR',
    standard: null,
    standardInWords: '`mail` in PARLANCE_DATA_DIR',
    schema: z.string(),
    meaning:
      'The directory that mail is written into, as .eml files; made when it is not there. Not used with PARLANCE_SMTP_URL.',
    example: '/var/lib/parlance/mail',
  },
  shutdownTimeout: {
    name: 'PARLANCE_SHUTDOWN_TIMEOUT_MS',
    standard: '10000',
    schema: wholeNumber(100, 300_000),
    meaning: 'Milliseconds in which what is in flight may finish after SIGTERM or SIGINT.',
    example: '25000',
  },
} as const satisfies Record<string, Variable>

/** What stands in the environment: one value for each variable. */
export type ReadValues = { readonly [K in keyof typeof VARIABLES]: ValueOf<(typeof VARIABLES)[K]> }

/** How Parlance is to run. */
export interface Config extends Omit<ReadValues, 'webhookAllowHttp' | 'dataDir'> {
  readonly webhookAllowHttp: boolean
  /** Null keeps the embedded database in memory: for tests, and for who embeds the server. */
  readonly dataDir: string | null
}
