import { describe, expect, it } from '@jest/globals'
import { toCsv } from './csv.ts'

describe('toCsv', () => {
  it('writes rows of cells', () => {
    expect(toCsv([['a', 1, null, -2.5], ['b']])).toBe('a,1,,-2.5\r\nb\r\n')
    expect(toCsv([])).toBe('')
  })

  it('quotes what would end a cell', () => {
    expect(toCsv([['a,b', 'say "hi"', 'two\nlines']])).toBe('"a,b","say ""hi""","two\nlines"\r\n')
  })

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1', '\t=1', '\r=1', '\n=1'])(
    'leaves no formula for a spreadsheet to run: %j',
    (text) => {
      expect(toCsv([[text]]).replace(/^"/, '')).toMatch(/^'/)
    },
  )
})
