import { describe, expect, it } from '@jest/globals'
import { describeError, describeStatus } from './send-error.ts'

const withCode = (code: string, message = 'something technical') =>
  Object.assign(new Error(message), { code })

describe('why there was no answer', () => {
  it.each([
    { error: withCode('ECONNREFUSED'), words: 'connection refused' },
    { error: withCode('CERT_HAS_EXPIRED'), words: 'the certificate has expired' },
    { error: withCode('ERR_TLS_CERT_ALTNAME_INVALID'), words: 'the certificate is for another host' },
    { error: withCode('SOMETHING_ELSE'), words: 'something technical' },
    { error: new Error('a'.repeat(1_000)), words: 'a'.repeat(300) },
    { error: new Error(), words: 'the request failed' },
    { error: 'thrown by mistake', words: 'the request failed' },
  ])('is said in words: $words', ({ error, words }) => {
    expect(describeError(error)).toBe(words)
  })
})

describe('why an answer is not a good one', () => {
  it.each([
    { status: 204, words: null },
    { status: 304, words: '304 Not Modified: redirects are not followed' },
    { status: 404, words: '404 Not Found' },
    { status: 520, words: '520' },
  ])('$status: $words', ({ status, words }) => {
    expect(describeStatus(status)).toBe(words)
  })
})
