import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { channelPage } from './api-pages/channel-page.ts'

/** Writes docs/apis from the routes that are mounted. */
const pages = join(import.meta.dirname, '../docs/apis')
await mkdir(pages, { recursive: true })
await writeFile(join(pages, 'channel.md'), channelPage())
