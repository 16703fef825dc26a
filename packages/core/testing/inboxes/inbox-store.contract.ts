import { newInbox } from '../drafts.ts'
import { contractOf } from '../kernel/contract.ts'
import { inWork } from '../kernel/in-work.ts'
import { addContact, addInbox, seedOrganization } from '../seed.ts'

/** What every `InboxStore` promises. */
export const inboxStoreContract = contractOf('InboxStore', {
  'keeps one inbox for support, whoever asks for it at the same moment': async (given) => {
    const { organization, inbox } = await seedOrganization(given)
    const { storage } = given
    const open = () => {
      const { channel, ...draft } = newInbox(given, organization.id, { name: 'Support' })
      return inWork(given, organization.id, (tx) =>
        tx.inboxes.insertOnly({ ...draft, channel: { ...channel, type: 'support' } }),
      )
    }
    const opened = (await Promise.all([open(), open(), open()])).filter((one) => one !== null)
    given.expect(opened).toHaveLength(1)
    given.expect(await open()).toBeNull()
    const [support] = opened
    given.expect(await storage.inboxQueries.ofChannel(organization.id, 'support')).toEqual(support)
    given.expect(await storage.inboxQueries.ofChannel(organization.id, 'api')).toEqual(inbox)
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.inboxes.ofChannel('support')).toEqual(support)
      if (support) await tx.inboxes.remove(support.id, given.world.clock.now())
      given.expect(await tx.inboxes.ofChannel('support')).toBeNull()
    })
    given.expect(await open()).not.toBeNull()
    const other = await seedOrganization(given)
    given.expect(await storage.inboxQueries.ofChannel(other.organization.id, 'support')).toBeNull()
  },

  'keeps an inbox with all its settings, and numbers it and its channel': async (given) => {
    const { organization } = await seedOrganization(given)
    const { channel, ...draft } = newInbox(given, organization.id, {
      name: 'Größe',
      greetingEnabled: true,
      greetingMessage: 'Hi 👋',
      csatSurveyEnabled: true,
      csatConfig: { display: 'emoji', rules: [1, { deep: null }] },
      autoAssignmentConfig: { limit: 10 },
      workingHoursEnabled: true,
      outOfOfficeMessage: 'closed',
      timezone: 'Europe/Vienna',
      senderNameType: 'professional',
      businessName: 'Acme & Söhne',
    })
    const settings = { webhookUrl: 'https://hooks.acme.test/in', hmacMandatory: true }
    const more = { ...channel, ...settings, additionalAttributes: { agent_reply_time_window: 24 } }
    const inbox = await inWork(given, organization.id, (tx) => tx.inboxes.insert({ ...draft, channel: more }))
    given.expect(inbox).toEqual({
      ...draft,
      number: inbox.number,
      channel: { ...more, number: inbox.channel.number },
    })
    given.expect(inbox.number).toBeGreaterThan(0)
    given.expect(inbox.channel.number).toBeGreaterThan(0)
    await inWork(given, organization.id, async (tx) => {
      given.expect(await tx.inboxes.find(inbox.id)).toEqual(inbox)
      given.expect(await tx.inboxes.findByNumber(inbox.number)).toEqual(inbox)
      given.expect(await tx.inboxes.find(given.world.ids.next())).toBeNull()
      given.expect(await tx.inboxes.findByNumber(2_000_000_000)).toBeNull()
    })
  },

  'leads from the identifier of an inbox to it where the channel is open, and nowhere else': async (
    given,
  ) => {
    const { organization, inbox } = await seedOrganization(given)
    const { channel } = newInbox(given, organization.id)
    const closed = await addInbox(given, organization.id, { channel: { ...channel, type: 'imessage' } })
    const { directory } = given.storage
    given.expect((await directory.inboxByIdentifier(inbox.channel.identifier))?.inboxId).toBe(inbox.id)
    given.expect(await directory.inboxByIdentifier(closed.channel.identifier)).toBeNull()
  },

  'gives every inbox a number of its own': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const more = await Promise.all([1, 2, 3, 4].map(() => addInbox(given, organization.id)))
    given.expect(new Set([inbox, ...more].map(({ number }) => number)).size).toBe(5)
    given.expect(new Set([inbox, ...more].map(({ channel }) => channel.number)).size).toBe(5)
  },

  'replaces everything but the number and the identifier': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const changed = {
      ...inbox,
      name: 'Changed',
      enableAutoAssignment: false,
      lockToSingleConversation: true,
      allowMessagesAfterResolved: false,
      enableEmailCollect: false,
      workingHours: inbox.workingHours.map((day) => ({ ...day, openAllDay: true, closedAllDay: false })),
      updatedAt: inbox.updatedAt + 1,
      channel: {
        ...inbox.channel,
        webhookUrl: 'https://hooks.acme.test/changed',
        hmacMandatory: true,
        hmacToken: 'another',
        secret: 'another',
        additionalAttributes: { changed: true },
      },
    }
    await inWork(given, organization.id, (tx) =>
      tx.inboxes.update({ ...changed, channel: { ...changed.channel, identifier: `${inbox.id}-other` } }),
    )
    given.expect(await given.storage.inboxQueries.find(organization.id, inbox.id)).toEqual(changed)
    const { directory } = given.storage
    given.expect(await directory.inboxByIdentifier(`${inbox.id}-other`)).toBeNull()
    given.expect((await directory.inboxByIdentifier(inbox.channel.identifier))?.inboxId).toBe(inbox.id)
  },

  'adds those that are not members yet, and removes those that are': async (given) => {
    const { agents, inbox, organization, owner } = await seedOrganization(given)
    const [first, second] = agents.map(({ id }) => id)
    if (!first || !second) throw new Error('There are two agents')
    const members = () => inWork(given, organization.id, (tx) => tx.inboxes.memberIds(inbox.id))
    given.expect(new Set(await members())).toEqual(new Set([first, second]))
    await inWork(given, organization.id, async (tx) => {
      await tx.inboxes.addMembers(inbox.id, [first, owner.id, owner.id])
      await tx.inboxes.addMembers(inbox.id, [])
    })
    const after = await members()
    given.expect(after).toHaveLength(3)
    given.expect(new Set(after)).toEqual(new Set([first, second, owner.id]))
    await inWork(given, organization.id, async (tx) => {
      await tx.inboxes.removeMembers(inbox.id, [first, given.world.ids.next()])
      await tx.inboxes.removeMembers(inbox.id, [])
    })
    given.expect(new Set(await members())).toEqual(new Set([second, owner.id]))
  },

  'adds a member once when two do at the same moment': async (given) => {
    const { inbox, organization, owner } = await seedOrganization(given)
    await Promise.all(
      [1, 2, 3].map(() =>
        inWork(given, organization.id, (tx) => tx.inboxes.addMembers(inbox.id, [owner.id])),
      ),
    )
    const members = await inWork(given, organization.id, (tx) => tx.inboxes.memberIds(inbox.id))
    given.expect(members.filter((id) => id === owner.id)).toHaveLength(1)
  },

  'takes nobody of another organization into an inbox': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const adding = inWork(given, organization.id, (tx) => tx.inboxes.addMembers(inbox.id, [other.owner.id]))
    await given.expect(adding).rejects.toThrow()
    const members = await inWork(given, organization.id, (tx) => tx.inboxes.memberIds(inbox.id))
    given.expect(members).not.toContain(other.owner.id)
  },

  'shows nothing of another organization': async (given) => {
    const { inbox, organization } = await seedOrganization(given)
    const other = await seedOrganization(given)
    await inWork(given, other.organization.id, async (tx) => {
      given.expect(await tx.inboxes.find(inbox.id)).toBeNull()
      const sameNumber = await tx.inboxes.findByNumber(inbox.number)
      given.expect(sameNumber?.id === inbox.id).toBe(false)
      given.expect(await tx.inboxes.memberIds(inbox.id)).toEqual([])
    })
    // Whether it throws is the adapter's to say; that nothing changes is not.
    await inWork(given, other.organization.id, (tx) => tx.inboxes.update({ ...inbox, name: 'Stolen' })).catch(
      () => undefined,
    )
    given.expect(await given.storage.inboxQueries.find(organization.id, inbox.id)).toEqual(inbox)
  },

  'removes an inbox, whose conversations stay until they are removed': async (given) => {
    const { agents, conversation, inbox, organization } = await seedOrganization(given)
    await inWork(given, organization.id, (tx) => tx.inboxes.remove(inbox.id, given.world.clock.now()))
    const { inboxQueries, directory, memberQueries, conversationQueries } = given.storage
    given.expect(await inboxQueries.list(organization.id, null)).toEqual([])
    given.expect(await inboxQueries.find(organization.id, inbox.id)).toBeNull()
    given.expect(await inboxQueries.findByNumber(organization.id, inbox.number)).toBeNull()
    given.expect(await directory.inboxByIdentifier(inbox.channel.identifier)).toBeNull()
    given.expect(await memberQueries.ofInbox(organization.id, inbox.id)).toEqual([])
    const found = await inWork(given, organization.id, async (tx) => [
      await tx.inboxes.find(inbox.id),
      await tx.inboxes.findByNumber(inbox.number),
      ...(await tx.inboxes.memberIds(inbox.id)),
    ])
    given.expect(found).toEqual([null, null])
    const state = await conversationQueries.find(organization.id, conversation.conversation)
    given.expect(state?.inbox.number).toBe(inbox.number)
    given.expect(agents).toHaveLength(2)
  },

  'removes contact points of an inbox that no conversation is at, in portions': async (given) => {
    const { contactPoint, inbox, organization } = await seedOrganization(given)
    const other = await addInbox(given, organization.id)
    const elsewhere = await addContact(given, other)
    for (let more = 0; more < 3; more += 1) await addContact(given, inbox)
    const removed = await inWork(given, organization.id, async (tx) => [
      await tx.contacts.removePoints(inbox.id, 2),
      await tx.contacts.removePoints(inbox.id, 2),
      await tx.contacts.removePoints(inbox.id, 2),
    ])
    given.expect(removed).toEqual([2, 1, 0])
    const kept = await inWork(given, organization.id, async (tx) => [
      await tx.contacts.findPoint(inbox.id, contactPoint.sourceId),
      await tx.contacts.findPoint(other.id, elsewhere.contactPoint.sourceId),
    ])
    given.expect(kept.map((point) => point?.id)).toEqual([contactPoint.id, elsewhere.contactPoint.id])
  },
})
