import { describe, expect, it } from '@jest/globals'
import { toCsv } from './csv.ts'
import { NoTable, parseCsv } from './parse-csv.ts'

describe('parseCsv', () => {
  it.each([
    [
      'a,b\r\nc,d\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a;b\nc;d,e',
      [
        ['a', 'b'],
        ['c', 'd,e'],
      ],
    ],
    ['a\tb\n', [['a', 'b']]],
    ['"a,b","say ""hi""","two\r\nlines"\n', [['a,b', 'say "hi"', 'two\r\nlines']]],
    [
      'a,\n\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['""\n"",""', [['', '']]],
    ['', []],
    ['\n\n', []],
    ['alone', [['alone']]],
  ])('reads %j', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows)
  })

  it.each(['"never closed', '"a" b,c'])('refuses %j', (text) => {
    expect(() => parseCsv(text)).toThrow(NoTable)
  })

  it('refuses endless rows', () => {
    expect(() => parseCsv(','.repeat(1_001))).toThrow('more than 1000 fields')
  })

  it('reads what is written here', () => {
    const rows = [
      ['a', 'b"c', 'd\ne'],
      ['1', ',', 'ü'],
    ]
    expect(parseCsv(toCsv(rows))).toEqual(rows)
  })
})
