import {
  type ContactNote,
  type ConversationState,
  createEngine,
  drainOnce,
  type MessageWindow,
  type NewContactNote,
} from '../../src/index.ts'
import { messageFact, startedFact } from '../conversations/facts.ts'
import { recordIn, recordStartIn, say, stateNow } from '../conversations/recording.ts'
import { newKeptFile } from '../files/file.fixtures.ts'
import type { Given, Promises } from '../kernel/contract.ts'
import { inWork, succeeded } from '../kernel/in-work.ts'
import { until } from '../kernel/polling.ts'
import { addContact, type Seeded, seedOrganization } from '../seed.ts'

const EVERYTHING: MessageWindow = {
  before: null,
  after: null,
  includeAfter: false,
  publicOnly: false,
  limit: 1_000,
}

const messagesOf = ({ storage }: Given, { conversation }: ConversationState) =>
  storage.messageQueries.list(conversation.organizationId, conversation.id, EVERYTHING)

/** A note about the seeded contact, or about another one. */
export const noteDraft = (
  { world }: Given,
  { organization, contact, owner }: Seeded,
  overrides: Partial<ContactNote> = {},
): NewContactNote => ({
  id: world.ids.next(),
  organizationId: organization.id,
  contactId: contact.id,
  memberId: owner.id,
  content: 'Calls on Mondays',
  createdAt: world.clock.now(),
  updatedAt: world.clock.now(),
  ...overrides,
})

const merge = (given: Given, { organization }: Seeded, base: number, mergee: number) =>
  inWork(given, organization.id, async ({ contacts }) => {
    const pair = await contacts.lockPair(base, mergee)
    if (pair.base && pair.mergee) await contacts.absorb(pair.base.id, pair.mergee.id)
  })

const absorbing: Promises = {
  'gives a contact all that another one had, and removes that one': async (given) => {
    const seeded = await seedOrganization(given)
    const { contact: mergee, contactPoint, conversation, organization } = seeded
    const { contact: base } = await addContact(given, seeded.inbox, {
      email: `${seeded.contact.id}@acme.test`,
    })
    const { contact: bystander } = await addContact(given, seeded.inbox)
    const at = given.world.clock.now() + 1_000
    await say(given, conversation, { createdAt: at, content: 'Hello' })
    const note = await inWork(given, organization.id, (tx) =>
      tx.contactNotes.insert(noteDraft(given, seeded)),
    )
    await merge(given, seeded, base.number, mergee.number)

    const { contactQueries } = given.storage
    given.expect(await contactQueries.find(organization.id, mergee.id)).toBeNull()
    const view = await contactQueries.find(organization.id, base.id)
    given.expect(view?.contact).toEqual({ ...base, lastActivityAt: at })
    given.expect(view?.points.map(({ point }) => point.id)).toContain(contactPoint.id)
    given
      .expect(await contactQueries.notes(organization.id, base.id, { page: 1, perPage: 10 }))
      .toEqual([{ note: { ...note, contactId: base.id }, author: seeded.owner }])
    const state = await stateNow(given, conversation.conversation)
    given.expect(state.contact.id).toBe(base.id)
    given.expect(state.contactPoint).toMatchObject({ id: contactPoint.id, contactId: base.id })
    given.expect(state.recent.last?.message.sender).toEqual({ type: 'contact', id: base.id })
    const [sent] = await messagesOf(given, state)
    given.expect(sent?.message.sender).toEqual({ type: 'contact', id: base.id })
    given.expect(sent?.sender).toMatchObject({ type: 'contact', contact: { id: base.id } })
    const other = await contactQueries.find(organization.id, bystander.id)
    given.expect(other?.contact).toEqual(bystander)
  },

  'frees what the other one had for the one that stays': async (given) => {
    const seeded = await seedOrganization(given)
    const email = `${seeded.contact.id}@acme.test`
    const { contact: mergee } = await addContact(given, seeded.inbox, { email })
    await inWork(given, seeded.organization.id, async ({ contacts }) => {
      await contacts.lockPair(seeded.contact.number, mergee.number)
      await contacts.absorb(seeded.contact.id, mergee.id)
      given.expect(await contacts.update({ ...seeded.contact, email })).toEqual({ ok: true, value: null })
    })
    const found = await given.storage.contactQueries.find(seeded.organization.id, seeded.contact.id)
    given.expect(found?.contact.email).toBe(email)
  },

  'gives a picture to a contact that has none, and lets go of one that it needs no more': async (given) => {
    const seeded = await seedOrganization(given)
    const { organization, inbox } = seeded
    const { contact: base } = await addContact(given, inbox)
    const kept = newKeptFile(given, organization.id)
    const spare = newKeptFile(given, organization.id)
    const { contact: second } = await addContact(given, inbox)
    await inWork(given, organization.id, async ({ contacts, files }) => {
      for (const [file, id] of [
        [kept, seeded.contact.id],
        [spare, second.id],
      ] as const) {
        await files.insert(file)
        await files.hold(file.file.id, { type: 'contact', id }, given.world.clock.now())
      }
      await contacts.absorb(base.id, seeded.contact.id)
      await contacts.update({ ...base, avatar: kept.file })
      await contacts.absorb(base.id, second.id)
    })
    const { byToken } = given.storage.fileQueries
    const holder = { type: 'contact', id: base.id }
    given.expect((await byToken(organization.id, kept.token))?.heldBy).toEqual(holder)
    given.expect((await byToken(organization.id, spare.token))?.heldBy).toBeNull()
    await inWork(given, organization.id, ({ contacts }) => contacts.retire(base, given.world.clock.now()))
    given.expect((await byToken(organization.id, kept.token))?.heldBy).toBeNull()
  },

  'loses nothing that is said while contacts are merged': async (given) => {
    const seeded = await seedOrganization(given)
    const { conversation, contact: mergee } = seeded
    const { contact: base } = await addContact(given, seeded.inbox)
    const saying = Array.from({ length: 24 }, (_, at) =>
      recordIn(given, conversation.conversation, (state) => [
        messageFact(given, state, { content: `${at}` }),
      ]).then(succeeded),
    )
    const starting = Array.from({ length: 4 }, () =>
      recordStartIn(given, seeded, (state) => [startedFact(given, { ...seeded, ...state })]).then(succeeded),
    )
    await Promise.all([...saying, ...starting, merge(given, seeded, base.number, mergee.number)])
    const said = await messagesOf(given, conversation)
    given.expect(said).toHaveLength(24)
    const senders = new Set(said.map(({ message }) => message.sender?.id))
    given.expect([...senders]).toEqual([base.id])
    const started = (await Promise.all(starting)).map(({ state }) => state)
    for (const state of [conversation, ...started]) {
      given.expect((await stateNow(given, state.conversation)).contact.id).toBe(base.id)
    }
  },

  'locks nobody who is not there, and nothing of another organization': async (given) => {
    const { contact, organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    await inWork(given, organization.id, async ({ contacts }) => {
      given.expect(await contacts.lock(contact.number)).toEqual(contact)
      given.expect(await contacts.lock(2_000_000_000)).toBeNull()
      given
        .expect(await contacts.lockPair(contact.number, 2_000_000_000))
        .toEqual({ base: contact, mergee: null })
    })
    await inWork(given, other.organization.id, async ({ contacts }) => {
      const locked = await contacts.lock(contact.number)
      given.expect(locked?.id === contact.id).toBe(false)
    })
  },
}

const removing: Promises = {
  'finds a retired contact nowhere, though its conversation is still there': async (given) => {
    const email = `${given.world.ids.next()}@acme.test`
    const seeded = await seedOrganization(given, { contact: { email } })
    const { contact, contactPoint, conversation, inbox, organization } = seeded
    const at = given.world.clock.now() + 5
    await inWork(given, organization.id, async (tx) => {
      await tx.contactNotes.insert(noteDraft(given, seeded))
      await tx.contacts.retire({ ...contact, name: '', email: null, updatedAt: at }, at)
    })
    const { contactQueries } = given.storage
    given.expect(await contactQueries.find(organization.id, contact.id)).toBeNull()
    given.expect(await contactQueries.findByNumber(organization.id, contact.number)).toBeNull()
    given.expect(await contactQueries.findMany(organization.id, [contact.number])).toEqual([])
    given
      .expect(await contactQueries.pointBySource(organization.id, inbox.id, contactPoint.sourceId))
      .toBeNull()
    given
      .expect(await contactQueries.notes(organization.id, contact.id, { page: 1, perPage: 10 }))
      .toEqual([])
    await inWork(given, organization.id, async ({ contacts }) => {
      given.expect(await contacts.find(contact.id)).toBeNull()
      given.expect(await contacts.lock(contact.number)).toBeNull()
      given.expect(await contacts.findBy('email', email)).toBeNull()
    })
    given.expect((await stateNow(given, conversation.conversation)).contact).toMatchObject({
      name: '',
      email: null,
    })
  },

  'removes a contact for good once it has no conversation': async (given) => {
    const { contact, inbox, organization } = await seedOrganization(given)
    const { contact: silent, contactPoint } = await addContact(given, inbox)
    const at = given.world.clock.now()
    await inWork(given, organization.id, async ({ contacts }) => {
      await contacts.retire(contact, at)
      await contacts.retire(silent, at)
      given.expect(await contacts.remove(contact.id)).toBe(false)
      given.expect(await contacts.remove(silent.id)).toBe(true)
      given.expect(await contacts.findPoint(inbox.id, contactPoint.sourceId)).toBeNull()
    })
  },
}

const deleting: Promises = {
  'removes what was said with a deleted contact, and then the contact for good': async (given) => {
    const seeded = await seedOrganization(given)
    const { contact, contactPoint, conversation, inbox, organization, principals } = seeded
    const { contact: other } = await addContact(given, inbox)
    const engine = createEngine({ ...given.storage, ...given.world })
    const start = async (contactNumber: number) => {
      const addressee = { inboxNumber: inbox.number, contactNumber, sourceId: null }
      return succeeded(
        await engine.messages.startConversation(principals.owner, addressee, {
          kind: 'outgoing',
          private: false,
          content: 'Hello',
          contentType: 'text',
          contentAttributes: {},
          sourceId: null,
        }),
      ).conversation
    }
    const gone = [conversation.conversation, await start(contact.number), await start(contact.number)]
    await say(given, conversation)
    const kept = await start(other.number)
    given
      .expect(await engine.contacts.delete(principals.owner, contact.number))
      .toEqual({ ok: true, value: null })
    const removal = engine.consumers.find(({ name }) => name === 'contact-removal')
    // A log may show an event some moments after its commit, so that one look may be too early.
    await until('everything that was said to be removed', async () => {
      if (removal) await drainOnce(given.storage.eventLog, removal, organization.id)
      const left = await given.storage.conversationQueries.findAll(
        organization.id,
        gone.map(({ id }) => id),
      )
      return left.length === 0
    })
    given.expect((await stateNow(given, kept)).contact).toEqual(other)
    await inWork(given, organization.id, async ({ contacts }) => {
      given.expect(await contacts.findPoint(inbox.id, contactPoint.sourceId)).toBeNull()
    })
  },
}

/** What becomes of contacts that are merged or deleted. */
export const mergingContacts: Promises = { ...absorbing, ...removing, ...deleting }
