import type { ConversationEvent, ConversationFact } from '../../src/index.ts'
import { MINUTE, NO_FILTER } from '../../src/index.ts'
import type { Promises } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { eventsAbout } from '../kernel/reading-log.ts'
import { addContact, seedOrganization } from '../seed.ts'
import { madeFact, messageFact } from './facts.ts'
import { recordIn, say, startConversation, stateNow } from './recording.ts'

const ANYTHING = { before: null, after: null, includeAfter: false, limit: 100, publicOnly: false }

/** What changes of a conversation besides its messages, its status and who holds it. */
export const attending: Promises = {
  'keeps priority, custom attributes and tags, and tells how they changed': async (given) => {
    const { conversation, organization } = await seedOrganization(given)
    const at = given.world.clock.now() + MINUTE
    const facts: readonly ConversationFact[] = [
      { type: 'conversation.priority-changed', at, to: 'urgent' },
      { type: 'conversation.attributes-changed', at, customAttributes: { order: { id: 7 }, 'ä "': null } },
      { type: 'conversation.tagged', at, tags: ['Grüße, "quoted" {}', 'vip'] },
    ]
    await recordIn(given, conversation.conversation, () => facts)
    given.expect((await stateNow(given, conversation.conversation)).conversation).toEqual({
      ...conversation.conversation,
      priority: 'urgent',
      customAttributes: { order: { id: 7 }, 'ä "': null },
      tags: ['Grüße, "quoted" {}', 'vip'],
      lastSeq: 4,
      updatedAt: at,
    })
    const events = await eventsAbout(given, organization.id, conversation.conversation.id, 4)
    const changes = events.slice(1).map((event) => (event as ConversationEvent).data.changes)
    given
      .expect(changes)
      .toEqual([
        { priority: { previous: null, current: 'urgent' } },
        { customAttributes: { previous: {}, current: { order: { id: 7 }, 'ä "': null } } },
        { tags: { previous: [], current: ['Grüße, "quoted" {}', 'vip'] } },
      ])
  },

  "keeps a member's look, which is no update": async (given) => {
    const { conversation } = await seedOrganization(given)
    await say(given, conversation)
    const before = (await stateNow(given, conversation.conversation)).conversation
    const at = before.updatedAt + MINUTE
    await recordIn(given, conversation.conversation, () => [
      {
        type: 'conversation.seen-by-agent',
        at,
        agentLastSeenAt: at,
        assigneeLastSeenAt: at - 1,
        unreadCount: 0,
      },
    ])
    given.expect((await stateNow(given, conversation.conversation)).conversation).toEqual({
      ...before,
      agentLastSeenAt: at,
      assigneeLastSeenAt: at - 1,
      unreadCount: 0,
      lastSeq: before.lastSeq + 1,
    })
  },

  "a contact's look makes what was said to it read, in that conversation, until then": async (given) => {
    const seeded = await seedOrganization(given)
    const { conversation, organization, owner } = seeded
    const member = { type: 'member', member: owner } as const
    const start = given.world.clock.now()
    const other = await startConversation(given, seeded)
    const elsewhere = await say(given, other, { kind: 'outgoing' }, member)
    const own = await say(given, conversation, { createdAt: start })
    const sent = await say(given, conversation, { kind: 'outgoing', createdAt: start }, member)
    const note = await say(given, conversation, { kind: 'outgoing', private: true, createdAt: start }, member)
    const failed = await say(given, conversation, { kind: 'outgoing', status: 'failed' }, member)
    const look = (at: number) =>
      recordIn(given, conversation.conversation, () => [{ type: 'conversation.seen-by-contact', at }])
    await look(start + 1)
    const statusOf = async (id: typeof sent.message.id) =>
      (await given.storage.conversationStore.message(organization.id, id))?.message.status
    const statuses = async () =>
      Promise.all([own, sent, note, failed, elsewhere].map(({ message }) => statusOf(message.id)))
    given.expect(await statuses()).toEqual(['sent', 'read', 'read', 'failed', 'sent'])
    const late = await say(given, conversation, { kind: 'outgoing', createdAt: start + 10 * MINUTE }, member)
    const after = await stateNow(given, conversation.conversation)
    given.expect(after.conversation.contactLastSeenAt).toBe(start + 1)
    given.expect(await statusOf(late.message.id)).toBe('sent')
    await look(start + 11 * MINUTE)
    given.expect(await statusOf(late.message.id)).toBe('read')
    const told = await eventsAbout(
      given,
      organization.id,
      conversation.conversation.id,
      after.conversation.lastSeq + 1,
    )
    const { data } = told.at(-1) as ConversationEvent
    given.expect(data.message?.message).toMatchObject({ id: late.message.id, status: 'read' })
    given.expect(data.messageChanges).toEqual({ status: { previous: 'sent', current: 'read' } })
    const shown = await stateNow(given, conversation.conversation)
    given.expect(shown.recent).toEqual(data.state.recent)
  },

  'a look makes read what is shown of a conversation, however long ago it was said': async (given) => {
    const { conversation, organization, owner } = await seedOrganization(given)
    const start = given.world.clock.now()
    const failed = await say(
      given,
      conversation,
      { kind: 'outgoing', status: 'failed', createdAt: start },
      { type: 'member', member: owner },
    )
    const look = (at: number) =>
      recordIn(given, conversation.conversation, () => [{ type: 'conversation.seen-by-contact', at }])
    await look(start + 10 * MINUTE)
    const at = start + 20 * MINUTE
    await recordIn(given, conversation.conversation, () => [{ type: 'message.resent', at, message: failed }])
    await look(start + 30 * MINUTE)
    const found = await given.storage.conversationStore.message(organization.id, failed.message.id)
    const shown = await stateNow(given, conversation.conversation)
    given.expect(shown.recent.lastPublic?.message.status).toBe('read')
    given.expect(found?.message.status).toBe('read')
  },

  'a look makes read what was said just before it, and nothing that comes after': async (given) => {
    const { conversation, organization, owner } = await seedOrganization(given)
    const member = { type: 'member', member: owner } as const
    const at = given.world.clock.now()
    const [before, , after] = await Promise.all([
      say(given, conversation, { kind: 'outgoing' }, member),
      recordIn(given, conversation.conversation, () => [{ type: 'conversation.seen-by-contact', at }]),
      say(given, conversation, { kind: 'outgoing' }, member),
    ])
    const list = await given.storage.messageQueries.list(
      organization.id,
      conversation.conversation.id,
      ANYTHING,
    )
    const statuses = new Map(list.map(({ message }) => [message.id, message.status]))
    given.expect(statuses.get(before.message.id)).toBe('read')
    given.expect(statuses.get(after.message.id)).toBe('sent')
  },

  'blocks the contact with the conversation, and lets it speak again': async (given) => {
    const { contact, conversation, inbox, organization } = await seedOrganization(given)
    const at = given.world.clock.now() + MINUTE
    const other = await addContact(given, inbox)
    const muting = (muted: boolean) =>
      recordIn(given, conversation.conversation, () => [{ type: 'conversation.mute-changed', at, muted }])
    const blocked = async (id: typeof contact.id) =>
      (await given.storage.contactQueries.find(organization.id, id))?.contact.blocked
    await muting(true)
    given.expect(await blocked(contact.id)).toBe(true)
    given.expect(await blocked(other.contact.id)).toBe(false)
    given.expect((await stateNow(given, conversation.conversation)).contact).toMatchObject({
      blocked: true,
      updatedAt: at,
    })
    await muting(false)
    given.expect(await blocked(contact.id)).toBe(false)
  },

  'tells who writes, and changes nothing': async (given) => {
    const { conversation, organization, owner } = await seedOrganization(given)
    const at = given.world.clock.now() + MINUTE
    const typing = { on: true, by: { type: 'member', member: owner }, private: true } as const
    await recordIn(given, conversation.conversation, () => [
      { type: 'conversation.typing-changed', at, typing },
    ])
    const [, event] = await eventsAbout(given, organization.id, conversation.conversation.id, 2)
    given.expect((event as ConversationEvent).data.typing).toEqual(typing)
    const { conversation: after } = await stateNow(given, conversation.conversation)
    given.expect(after).toEqual({ ...conversation.conversation, lastSeq: 2 })
  },

  'removes a conversation with everything in it, and tells so': async (given) => {
    const seeded = await seedOrganization(given)
    const { conversation, organization, owner } = seeded
    const { id, number } = conversation.conversation
    const kept = await startConversation(given, seeded)
    const spoken = await say(given, kept)
    await recordIn(given, conversation.conversation, () => [
      madeFact(given, conversation.conversation, owner),
    ])
    const sent = await say(given, conversation)
    const at = given.world.clock.now()
    const { conversationQueries, conversationStore, messageQueries } = given.storage
    succeeded(
      await recordIn(given, conversation.conversation, (state) => [
        messageFact(given, state),
        { type: 'conversation.removed', at },
      ]),
    )
    given.expect(await conversationQueries.find(organization.id, { number })).toBeNull()
    given.expect(await conversationStore.message(organization.id, sent.message.id)).toBeNull()
    given.expect(await messageQueries.list(organization.id, id, ANYTHING)).toEqual([])
    given.expect(await conversationStore.assignments(organization.id, id)).toEqual([])
    given.expect(await conversationQueries.participants(organization.id, id)).toEqual([])
    given.expect(await conversationQueries.counts(organization.id, NO_FILTER, owner.id)).toEqual({
      mine: 0,
      assigned: 0,
      unassigned: 1,
      all: 1,
    })
    given.expect(await conversationStore.message(organization.id, spoken.message.id)).not.toBeNull()
    given.expect((await stateNow(given, kept.conversation)).conversation.messageCount).toBe(1)
    const events = await eventsAbout(given, organization.id, id, 5)
    given.expect(events.at(-1)).toMatchObject({ type: 'conversation.removed', seq: 5 })
    given.expect(await recordIn(given, conversation.conversation, () => [])).toEqual({
      ok: false,
      error: { code: 'conversation/not-found' },
    })
  },

  'lets nothing happen in a conversation that is removed at the same moment': async (given) => {
    const { conversation, organization } = await seedOrganization(given)
    const at = given.world.clock.now()
    const say3 = () => recordIn(given, conversation.conversation, (state) => [messageFact(given, state)])
    const [before, , after] = await Promise.all([
      say3(),
      recordIn(given, conversation.conversation, () => [{ type: 'conversation.removed', at }]),
      say3(),
    ])
    given.expect(before.ok).toBe(true)
    given.expect(after).toEqual({ ok: false, error: { code: 'conversation/not-found' } })
    const { id } = conversation.conversation
    given.expect(await given.storage.conversationQueries.find(organization.id, { id })).toBeNull()
  },
}
