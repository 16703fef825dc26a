import { describe, expect, it } from '@jest/globals'
import { parseRetryAfter } from './retry-after.ts'

/** Mon, 16 Jun 2025 15:41:16 GMT */
const NOW = 1_750_088_476_000

describe('Retry-After', () => {
  it.each([
    { header: '120', milliseconds: 120_000 },
    { header: ' 0 ', milliseconds: 0 },
    { header: 'Mon, 16 Jun 2025 15:42:16 GMT', milliseconds: 60_000 },
    { header: 'Mon, 16 Jun 2025 15:40:16 GMT', milliseconds: 0 },
    { header: ['5', '9'], milliseconds: 5_000 },
    { header: undefined, milliseconds: null },
    { header: '', milliseconds: null },
    { header: '-1', milliseconds: null },
    { header: '1.5', milliseconds: null },
    { header: 'soon', milliseconds: null },
    { header: 'Someday, maybe', milliseconds: null },
    { header: '99999999999', milliseconds: null },
  ])('$header asks for $milliseconds ms', ({ header, milliseconds }) => {
    expect(parseRetryAfter(header, NOW)).toBe(milliseconds)
  })
})
