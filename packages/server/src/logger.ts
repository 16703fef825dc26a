import {
  type DestinationStream,
  destination,
  type Logger,
  pino,
  stdSerializers,
  stdTimeFunctions,
} from 'pino'
import type { Config } from './config.ts'

export type { Logger } from 'pino'

const HIDDEN = '[redacted]'

/** Members of JSON that are never written, at whatever depth, in whatever case. */
const SECRET_MEMBERS = [
  'authorization',
  'proxy-authorization',
  'api[-_]access[-_]token',
  'cookie',
  'set-cookie',
  'password',
  '(?:access|hmac|pubsub)_?token',
  'token',
  'secret',
  'identifier_hash',
]

const TEXT = '"(?:[^"\\\\]|\\\\.)*"'

/**
 * Secrets in a finished line: the lines are short, and finding them there costs a twentieth of going through the objects
 * that they are made of. Some are known by the member they stand in, others by their form wherever they stand: in
 * messages of errors, in addresses.
 */
const SECRETS: readonly (readonly [RegExp, string])[] = [
  [new RegExp(`"(${SECRET_MEMBERS.join('|')})":(?:${TEXT}|\\[[^\\]]*\\])`, 'gi'), `"$1":"${HIDDEN}"`],
  [/\bwhsec_[A-Za-z0-9+/=]+/g, HIDDEN],
  [/\b(?:sk|pk|gw)_live_[\w-]+/g, HIDDEN],
  [/\bp[ar]t_[0-9a-f]{64}_\w+/g, HIDDEN],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, HIDDEN],
  [/\bBearer [\w.~+/=-]+/gi, `Bearer ${HIDDEN}`],
  [/\b(api[_-]access[_-]token|password|token)=[^&\s"\\]+/gi, `$1=${HIDDEN}`],
  [/\b(postgres(?:ql)?:\/\/[^:@/\s"]*):[^@/\s"]+@/g, `$1:${HIDDEN}@`],
]

const withoutSecrets = (line: string): string =>
  SECRETS.reduce((text, [secret, instead]) => text.replace(secret, instead), line)

/**
 * Standard output, written without making anybody wait: lines that come while others are being written go together. What
 * is left is written when the process ends by itself.
 */
export const standardOutput = (): DestinationStream => destination({ dest: 1, sync: false })

/** What Postgres tells of an error beside what went wrong: the row that it was about, and the statement. */
const ABOUT_ROWS = ['detail', 'hint', 'where', 'internalQuery']

const withoutRows = (error: Error): unknown => {
  const written = stdSerializers.err(error)
  if (!('severity' in error)) return written
  return Object.fromEntries(Object.entries(written).filter(([name]) => !ABOUT_ROWS.includes(name)))
}

/** Writes one JSON object a line, without secrets, to the destination: standard output, at once, when left out. */
export const createLogger = ({ logLevel }: Pick<Config, 'logLevel'>, to?: DestinationStream): Logger => {
  const options = {
    level: logLevel,
    base: null,
    timestamp: stdTimeFunctions.isoTime,
    serializers: { err: withoutRows },
    formatters: { level: (label: string) => ({ level: label }) },
    hooks: { streamWrite: withoutSecrets },
  }
  return to ? pino(options, to) : pino(options)
}
