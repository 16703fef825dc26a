import { createPgStorage, migrateToLatest, openEmbedded } from '@parlance/adapters-pg'
import { createEngine } from '@parlance/core'
import { nodeWorld } from '@parlance/server'

const world = nodeWorld()
const { pool, close } = await openEmbedded('./data')
await migrateToLatest(pool)
const storage = createPgStorage({ pool, ...world })
const engine = createEngine({ ...storage, ...world })
const founded = await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'olive@acme.test' })
const { value: olive } = await engine.access.recognise(founded.value.accessToken)
const { value: inbox } = await engine.inboxes.create(olive.principal, { name: 'App' })
console.log(`Inbox ${inbox.number} of ${founded.value.organization.name}`)
await storage.close()
await close()
