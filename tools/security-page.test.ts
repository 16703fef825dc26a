import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'

const ROOT = join(import.meta.dirname, '..')
const page = readFileSync(join(ROOT, 'docs/security.md'), 'utf8')

/** The rows of its tables, by what they promise. */
const promises = page
  .split('\n')
  .filter((line) => line.startsWith('| ') && !line.startsWith('| promise') && !line.startsWith('| ---'))
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .map(([, promise = '', tests = '']) => ({
    promise,
    tests: [...tests.matchAll(/`([^`]+)`/g)].map(([, at = '']) => at),
  }))

describe('the page on security', () => {
  it('makes promises', () => {
    expect(promises.length).toBeGreaterThan(20)
  })

  it.each(promises)('keeps to tests that are there: $promise', ({ tests }) => {
    expect(tests).not.toEqual([])
    expect(tests.filter((path) => !path.endsWith('.test.ts') || !existsSync(join(ROOT, path)))).toEqual([])
  })

  it('is where others say that it is', () => {
    for (const at of ['SECURITY.md', 'README.md'])
      expect(readFileSync(join(ROOT, at), 'utf8')).toContain('(docs/security.md)')
  })

  it('links to pages that are there', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)\)/g)].map(([, to = '']) => to)
    expect(links.filter((to) => !existsSync(join(ROOT, 'docs', to)))).toEqual([])
  })
})
