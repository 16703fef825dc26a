import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { ownPage } from './own-page.ts'
import { OWN_PAGES } from './own-pages.ts'

describe.each(Object.entries(OWN_PAGES))('the page %s', (name, page) => {
  it('is as `npm run docs:apis` writes it', async () => {
    const written = join(import.meta.dirname, '../../docs/apis', name)
    expect(await readFile(written, 'utf8')).toBe(ownPage(page))
  })

  it('says something of operations that there are', () => {
    const operations = new Set(page.api.routes.map(({ operationId }) => operationId))
    expect(Object.keys(page.remarks).filter((one) => !operations.has(one))).toEqual([])
  })
})
