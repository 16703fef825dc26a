import { STATUS_CODES } from 'node:http'
import { types } from 'node:util'

const LONGEST = 300

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EHOSTUNREACH: 'host unreachable',
  ENETUNREACH: 'network unreachable',
  ENOTFOUND: 'host not found',
  ENODATA: 'host not found',
  EAI_AGAIN: 'the host name could not be looked up',
  ESERVFAIL: 'the host name could not be looked up',
  ETIMEOUT: 'the host name could not be looked up in time',
  ETIMEDOUT: 'connection timed out',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another host',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the issuer of the certificate is unknown',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the issuer of the certificate is unknown',
  UND_ERR_CONNECT_TIMEOUT: 'connection timed out',
  UND_ERR_HEADERS_OVERFLOW: 'the headers of the answer are too big',
  UND_ERR_SOCKET: 'the connection was closed before the answer',
}

/** Why there was no answer, in words that a receiver's owner understands. */
export const describeError = (error: unknown): string => {
  if (!types.isNativeError(error)) return 'the request failed'
  if (error.name === 'HTTPParserError') return 'the answer is not HTTP'
  const code = 'code' in error ? String(error.code) : ''
  return WORDS[code] ?? (error.message.slice(0, LONGEST) || 'the request failed')
}

/** Why an answer is not a good one, in words; null for a 2xx. */
export const describeStatus = (status: number): string | null => {
  if (status >= 200 && status < 300) return null
  const reason = `${status} ${STATUS_CODES[status] ?? ''}`.trim()
  return status >= 300 && status < 400 ? `${reason}: redirects are not followed` : reason
}
