import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { CHANNEL_DIFFERENCES } from './channel-differences.ts'
import { CHANNEL_FAMILY_ROUTES } from './channel-family-routes.ts'
import { channelPage, servedRoutes, shapeOf } from './channel-page.ts'

describe('the page on the channel API', () => {
  it('is as `npm run docs:apis` writes it', async () => {
    const page = join(import.meta.dirname, '../../docs/apis/channel.md')
    expect(await readFile(page, 'utf8')).toBe(channelPage())
  })

  it('gives a reason for every route of the family that is not served', () => {
    const served = servedRoutes()
    const missing = Object.values(CHANNEL_FAMILY_ROUTES)
      .flat()
      .filter((route) => !served.has(shapeOf(route)) && !CHANNEL_DIFFERENCES[route])
    expect(missing).toEqual([])
  })

  it('tells differences of routes that there are', () => {
    const operations = new Set([...servedRoutes().values()].map(({ operationId }) => operationId))
    const family = new Set<string>(Object.values(CHANNEL_FAMILY_ROUTES).flat())
    const unknown = Object.keys(CHANNEL_DIFFERENCES).filter((key) => !operations.has(key) && !family.has(key))
    expect(unknown).toEqual([])
  })
})
