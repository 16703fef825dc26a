import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { channelPage } from './api-pages/channel-page.ts'
import { ownPage } from './api-pages/own-page.ts'
import { OWN_PAGES } from './api-pages/own-pages.ts'

/** Writes docs/apis from the routes that are mounted. */
const pages = join(import.meta.dirname, '../docs/apis')
await mkdir(pages, { recursive: true })
await writeFile(join(pages, 'channel.md'), channelPage())
for (const [name, page] of Object.entries(OWN_PAGES)) await writeFile(join(pages, name), ownPage(page))
