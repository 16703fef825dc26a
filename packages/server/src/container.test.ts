import { afterAll, describe, expect, it } from '@jest/globals'
import { openEmbedded } from '@parlance/adapters-pg'
import { readConfig } from './config/read-config.ts'
import { createContainer } from './container.ts'
import { createLogger } from './logger.ts'
import { coreModule } from './modules/core.module.ts'
import { fileModule } from './modules/file.module.ts'
import { httpModule } from './modules/http.module.ts'
import { lineModule } from './modules/line.module.ts'
import { memoryModule } from './modules/memory.module.ts'
import { pgModule } from './modules/pg.module.ts'
import { systemModule } from './modules/system.module.ts'
import { webhookModule } from './modules/webhook.module.ts'
import { workerModule } from './modules/worker.module.ts'
import * as tokens from './tokens.ts'

const config = readConfig({})
if (!config.ok) throw new Error('The standard configuration cannot be used')
const system = systemModule({ config: config.value, logger: createLogger({ logLevel: 'silent' }) })
const { pool, close } = await openEmbedded(null)
afterAll(close)

describe.each([
  ['memory', memoryModule],
  ['a database', pgModule({ pool, embedded: true })],
])('the container on %s', (_, storageModule) => {
  const container = createContainer(
    system,
    fileModule,
    lineModule,
    coreModule,
    storageModule,
    webhookModule,
    httpModule,
    workerModule,
  )

  it.each(Object.entries(tokens))('has %s', (_name, { id }) => {
    expect(container.get(id)).toBeDefined()
    expect(container.get(id)).toBe(container.get(id))
  })
})
