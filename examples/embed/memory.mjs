import { createEngine } from '@parlance/core'
import { createMemoryStorage, createTestWorld } from '@parlance/core/testing'

const world = createTestWorld()
const engine = createEngine({ ...createMemoryStorage(world), ...world })
const founded = await engine.access.createOrganization({ name: 'Acme', ownerEmail: 'olive@acme.test' })
const { value: olive } = await engine.access.recognise(founded.value.accessToken)
const { value: inbox } = await engine.inboxes.create(olive.principal, { name: 'App' })
const { value: door } = await engine.inboxes.locate(inbox.channel.identifier)
const { value: grace } = await engine.contacts.introduce({ ...door, proven: false }, { identifier: '42' })
const visitor = { type: 'contact_point', ...door, sourceId: grace.point.sourceId }
const { value: started } = await engine.conversations.startAsContact(visitor, {})
console.log(`Conversation ${started.conversation.number} with contact ${grace.contact.number}`)
