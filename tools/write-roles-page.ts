import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rolesPage } from './roles-page.ts'

/** Writes docs/roles.md from the table of permissions. */
await writeFile(join(import.meta.dirname, '../docs/roles.md'), rolesPage())
