import { describe, expect, it } from '@jest/globals'
import { createPgStorage, migrateToLatest, openEmbedded } from '@parlance/adapters-pg'
import { createEngine } from '@parlance/core'
import { createMemoryStorage, until } from '@parlance/core/testing'
import { createLogger, createServer, createWorker, nodeWorld } from './index.ts'

const ignore = (): void => undefined

describe('who embeds', () => {
  it('the engine, needs these lines', async () => {
    const world = nodeWorld()
    const storage = createMemoryStorage(world)
    const engine = createEngine({ ...storage, ...world })
    const worker = createWorker({ ...storage, ...world, consumers: engine.consumers, onError: ignore })
    worker.start()
    const founded = await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'ada@acme.test' })
    await worker.stop()
    expect(founded.ok).toBe(true)
  })

  it('the engine on a database in its own process, needs these lines', async () => {
    const database = await openEmbedded(null)
    await migrateToLatest(database.pool)
    const world = nodeWorld()
    const storage = createPgStorage({ pool: database.pool, ...world })
    const engine = createEngine({ ...storage, ...world })
    const founded = await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'ada@acme.test' })
    await storage.close()
    await database.close()
    expect(founded.ok).toBe(true)
  })

  it('the server, needs these lines', async () => {
    const logger = createLogger({ logLevel: 'silent' })
    const server = createServer({ dataDir: null, port: 0 }, { logger })
    const { url, engine } = await server.start()
    const founded = await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'ada@acme.test' })
    const token = founded.ok ? founded.value.accessToken : ''
    const profile = await fetch(`${url}/api/v1/profile`, { headers: { api_access_token: token } })
    expect(await profile.json()).toMatchObject({ email: 'ada@acme.test' })
    await server.stop()
    await until('nobody listens', () =>
      fetch(url).then(
        () => false,
        () => true,
      ),
    )
  })
})

describe('a server', () => {
  it('may be stopped before it was started, while it starts, and more than once', async () => {
    const logger = createLogger({ logLevel: 'silent' })
    await createServer({ dataDir: null, port: 0 }, { logger }).stop()
    const server = createServer({ dataDir: null, port: 0 }, { logger })
    const started = server.start()
    await Promise.all([server.stop(), server.stop()])
    const { url } = await started
    await expect(fetch(url)).rejects.toThrow()
  })
})
