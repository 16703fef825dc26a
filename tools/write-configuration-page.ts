import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { configurationPage } from '../packages/server/src/config/describe.ts'

/** Writes docs/configuration.md from the server's table of variables. */
const page = join(import.meta.dirname, '../docs/configuration.md')
await mkdir(dirname(page), { recursive: true })
await writeFile(page, configurationPage())
