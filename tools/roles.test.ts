import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { PERMISSIONS } from '@parlance/core'
import { rolesPage } from './roles-page.ts'

describe('docs/roles.md', () => {
  it('is what the table of permissions says: npm run docs:roles writes it', async () => {
    const page = await readFile(join(import.meta.dirname, '../docs/roles.md'), 'utf8')
    expect(page).toBe(rolesPage())
  })

  it('has every operation', () => {
    for (const operation of Object.keys(PERMISSIONS)) expect(rolesPage()).toContain(`| \`${operation}\``)
  })
})
