import { ALL_CONTACTS, err, type OrganizationId, ok } from '../../src/index.ts'
import { newContact } from '../drafts.ts'
import { seedOrganization } from '../seed.ts'
import { contractOf, type Given } from './contract.ts'
import { pause } from './polling.ts'
import { eventsAbout } from './reading-log.ts'
import { anEvent } from './recorded-event.ts'

const contactsOf = async ({ storage }: Given, organizationId: OrganizationId) => {
  const { contacts } = await storage.contactQueries.list(organizationId, {
    filter: ALL_CONTACTS,
    sort: null,
    page: { page: 1, perPage: 100 },
  })
  return contacts.map(({ contact }) => contact.name)
}

/** What every `UnitOfWork` promises. */
export const unitOfWorkContract = contractOf('UnitOfWork', {
  'keeps the work when it returns a value, and gives the value back': async (given) => {
    const { organization } = await seedOrganization(given)
    const result = await given.storage.unitOfWork.run(organization.id, async (tx) => {
      await tx.contacts.insert(newContact(given, organization.id, { name: 'Kept' }))
      return ok({ told: 'back' })
    })
    given.expect(result).toEqual(ok({ told: 'back' }))
    given.expect(await contactsOf(given, organization.id)).toEqual(['Grace', 'Kept'])
  },

  'undoes the work when it returns an error': async (given) => {
    const { contact, inbox, organization, owner } = await seedOrganization(given)
    const endpointsBefore = await given.storage.webhookQueries.list(organization.id, 'channel')
    const result = await given.storage.unitOfWork.run(organization.id, async (tx) => {
      await tx.contacts.insert(newContact(given, organization.id, { name: 'Undone' }))
      await tx.contacts.update({ ...contact, name: 'Undone' })
      await tx.inboxes.addMembers(inbox.id, [owner.id])
      await tx.inboxes.update({ ...inbox, name: 'Undone' })
      return err({ code: 'test/refused', why: 'because' })
    })
    given.expect(result).toEqual(err({ code: 'test/refused', why: 'because' }))
    given.expect(await contactsOf(given, organization.id)).toEqual(['Grace'])
    given.expect(await given.storage.inboxQueries.find(organization.id, inbox.id)).toEqual(inbox)
    const members = await given.storage.memberQueries.ofInbox(organization.id, inbox.id)
    given.expect(members.map(({ id }) => id)).not.toContain(owner.id)
    given.expect(await given.storage.webhookQueries.list(organization.id, 'channel')).toEqual(endpointsBefore)
  },

  'undoes the work when it throws, and lets the throw through': async (given) => {
    const { organization } = await seedOrganization(given)
    const run = given.storage.unitOfWork.run(organization.id, async (tx) => {
      await tx.contacts.insert(newContact(given, organization.id, { name: 'Undone' }))
      throw new Error('Out of order')
    })
    await given.expect(run).rejects.toThrow('Out of order')
    given.expect(await contactsOf(given, organization.id)).toEqual(['Grace'])
  },

  'works on after an error and after a throw': async (given) => {
    const { organization } = await seedOrganization(given)
    const { run } = given.storage.unitOfWork
    const results = await Promise.allSettled([
      run(organization.id, async () => err({ code: 'test/refused' })),
      run(organization.id, async () => {
        throw new Error('Out of order')
      }),
      run(organization.id, async (tx) => {
        await tx.contacts.insert(newContact(given, organization.id, { name: 'Kept' }))
        return ok(null)
      }),
    ])
    given.expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    given.expect(await contactsOf(given, organization.id)).toEqual(['Grace', 'Kept'])
  },

  'shows the work what it did itself': async (given) => {
    const { inbox, organization, owner } = await seedOrganization(given)
    const draft = newContact(given, organization.id, { email: `${given.world.ids.next()}@here.test` })
    await given.storage.unitOfWork.run(organization.id, async (tx) => {
      await tx.contacts.insert(draft)
      given.expect(await tx.contacts.find(draft.id)).toMatchObject({ email: draft.email })
      await tx.inboxes.addMembers(inbox.id, [owner.id])
      given.expect(await tx.inboxes.memberIds(inbox.id)).toContain(owner.id)
      await tx.inboxes.removeMembers(inbox.id, [owner.id])
      given.expect(await tx.inboxes.memberIds(inbox.id)).not.toContain(owner.id)
      return ok(null)
    })
  },

  'keeps both of two works that overlap': async (given) => {
    const { organization } = await seedOrganization(given)
    const insert = (name: string) =>
      given.storage.unitOfWork.run(organization.id, async (tx) => {
        await tx.contacts.insert(newContact(given, organization.id, { name }))
        return ok(null)
      })
    const names = Array.from({ length: 12 }, (_, at) => `Contact ${at}`)
    await Promise.all(names.map(insert))
    given.expect(new Set(await contactsOf(given, organization.id))).toEqual(new Set(['Grace', ...names]))
  },

  'shows an event only once its cause is committed': async (given) => {
    const { contact, organization } = await seedOrganization(given)
    const event = anEvent(given, organization.id, contact.id)
    let leaving = false
    const running = given.storage.unitOfWork.run(organization.id, async (tx) => {
      leaving = false
      await tx.events.record([event])
      await pause(100)
      leaving = true
      return ok(null)
    })
    await pause(20)
    const read = await given.storage.eventLog.read(organization.id, 'an early reader', 1_000)
    // Storage on one connection answers after the commit, when the event may be seen.
    const early = !leaving
    await running
    if (early) given.expect(read.map((logged) => logged.event.id)).not.toContain(event.id)
    given.expect(await eventsAbout(given, organization.id, contact.id, 1)).toEqual([event])
  },

  'records no event of work that was undone': async (given) => {
    const { contact, organization } = await seedOrganization(given)
    const { run } = given.storage.unitOfWork
    const [undone, thrown, kept] = [1, 2, 3].map(() => anEvent(given, organization.id, contact.id))
    if (!undone || !thrown || !kept) throw new Error('Three events were made')
    await run(organization.id, async (tx) => {
      await tx.events.record([undone])
      return err({ code: 'test/refused' })
    })
    const broken = run(organization.id, async (tx) => {
      await tx.events.record([thrown])
      throw new Error('Out of order')
    })
    await given.expect(broken).rejects.toThrow('Out of order')
    await run(organization.id, async (tx) => {
      await tx.events.record([kept])
      return ok(null)
    })
    given.expect(await eventsAbout(given, organization.id, contact.id, 1)).toEqual([kept])
  },
})
