import { describe, expect, it } from '@jest/globals'
import { fileName } from './file-name.ts'

describe('the name of a file', () => {
  it.each([
    ['photo.jpg', 'photo.jpg'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\me\\scan.pdf', 'scan.pdf'],
    ['Überweisung März.pdf', 'Überweisung März.pdf'],
    ['a\u0000b\r\n"c".txt', 'abc.txt'],
    ['evil\u202Egpj.exe', 'evilgpj.exe'],
    ['', 'file'],
    ['..', 'file'],
    ['uploads/', 'file'],
    ['half \uD800.png', 'half \uFFFD.png'],
  ])('%j becomes %j', (sent, kept) => {
    expect(fileName(sent)).toBe(kept)
  })

  it('is cut, and keeps its ending', () => {
    const name = fileName(`${'x'.repeat(500)}.jpeg`)
    expect(name).toHaveLength(200)
    expect(name.endsWith('x.jpeg')).toBe(true)
  })
})
