import { describe, expect, it } from '@jest/globals'
import { readRange } from './read-range.ts'

const WHOLE = { size: 100, etag: '"a"' }

describe('a range', () => {
  it.each([
    ['bytes=0-9', { start: 0, end: 9 }],
    ['bytes=90-', { start: 90, end: 99 }],
    ['bytes=-10', { start: 90, end: 99 }],
    ['bytes=-1000', { start: 0, end: 99 }],
    ['bytes=95-1000', { start: 95, end: 99 }],
    ['bytes=99-99', { start: 99, end: 99 }],
    ['bytes=100-', 'unsatisfiable'],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=9-3', null],
    ['bytes=-', null],
    ['bytes=0-1,5-6', null],
    ['lines=1-2', null],
    ['', null],
  ])('%j is %j', (range, read) => {
    expect(readRange({ range }, WHOLE)).toEqual(read)
  })

  it('is of the same file, or all of it is sent', () => {
    expect(readRange({ range: 'bytes=1-2', 'if-range': '"a"' }, WHOLE)).toEqual({ start: 1, end: 2 })
    expect(readRange({ range: 'bytes=1-2', 'if-range': '"b"' }, WHOLE)).toBe(null)
  })

  it('of nothing cannot be given', () => {
    expect(readRange({ range: 'bytes=0-0' }, { size: 0, etag: '"a"' })).toBe('unsatisfiable')
  })
})
