import type { ConversationEvent } from '../../src/index.ts'
import type { Promises } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { eventsAbout } from '../kernel/reading-log.ts'
import { seedOrganization } from '../seed.ts'
import { messageFact } from './facts.ts'
import { REFUSED, recordIn, say, stateNow } from './recording.ts'

/** What a change keeps, and what it leaves undone. */
export const changing: Promises = {
  'finds what it answered': async (given) => {
    const { conversation } = await seedOrganization(given)
    const { state, messages } = succeeded(
      await recordIn(given, conversation.conversation, (before) => [
        messageFact(given, before, {
          content: 'Grüße, 世界 👋',
          contentAttributes: { items: [{ title: 'A' }], deep: { null: null, number: 1.5 } },
          sourceId: 'from outside',
        }),
      ]),
    )
    const found = await stateNow(given, conversation.conversation)
    given.expect(found.conversation).toEqual(state.conversation)
    given.expect(found.recent.last?.message).toEqual(messages[0]?.message)
    given.expect(found.recent.last?.message).toMatchObject({ content: 'Grüße, 世界 👋', seq: 2 })
    given.expect(found.conversation).toMatchObject({ messageCount: 1, unreadCount: 1, lastSeq: 2 })
  },

  'notes when the contact last wrote, and never moves that moment backwards': async (given) => {
    const { contact, conversation, organization, principals } = await seedOrganization(given)
    const noted = async () =>
      (await given.storage.contactQueries.find(organization.id, contact.id))?.contact.lastActivityAt
    const start = given.world.clock.now()
    const member = principals.owner.member
    await say(given, conversation, { createdAt: start + 1, kind: 'outgoing' }, { type: 'member', member })
    given.expect(await noted()).toBeNull()
    await say(given, conversation, { createdAt: start + 7_000 })
    await say(given, conversation, { createdAt: start + 3_000 })
    given.expect(await noted()).toBe(start + 7_000)
    const times = Array.from({ length: 10 }, (_, at) => start + 20_000 * (1 + ((at * 7) % 10)))
    await Promise.all(times.map((createdAt) => say(given, conversation, { createdAt })))
    given.expect(await noted()).toBe(start + 200_000)
  },

  'notes that the contact goes on writing every ten seconds': async (given) => {
    const { contact, conversation, organization } = await seedOrganization(given)
    const start = given.world.clock.now()
    const noted: unknown[] = []
    for (const after of [0, 9_999, 10_000, 15_000]) {
      await say(given, conversation, { createdAt: start + after })
      const found = await given.storage.contactQueries.find(organization.id, contact.id)
      noted.push((found?.contact.lastActivityAt ?? 0) - start)
    }
    given.expect(noted).toEqual([0, 0, 10_000, 10_000])
  },

  'finds a conversation by its number as by its id': async ({ expect, storage, world }) => {
    const { conversation, organization } = await seedOrganization({ storage, world })
    const answer = await storage.conversationStore.change(
      { organizationId: organization.id, number: conversation.conversation.number },
      {
        at: world.clock.now(),
        decide: (state) => ({
          ok: true,
          value: { facts: [], answer: () => ({ id: state.conversation.id }) },
        }),
        actor: () => ({ type: 'system' }),
      },
    )
    expect(answer).toEqual({ ok: true, value: { id: conversation.conversation.id }, replayed: false })
  },

  'shows nothing of another organization': async (given) => {
    const { conversation } = await seedOrganization(given)
    const other = await seedOrganization(given)
    const foreign = { id: conversation.conversation.id, organizationId: other.organization.id }
    const answer = await recordIn(given, foreign, () => {
      throw new Error('No rule is asked about what is not there')
    })
    given.expect(answer).toEqual({ ok: false, error: { code: 'conversation/not-found' } })
    const sent = await say(given, conversation)
    const { conversationStore } = given.storage
    given.expect(await conversationStore.message(other.organization.id, sent.message.id)).toBeNull()
    given
      .expect(await conversationStore.assignments(other.organization.id, conversation.conversation.id))
      .toEqual([])
  },

  'gives the rule what it asks about, as it is now': async (given) => {
    const { contact, conversation, organization } = await seedOrganization(given)
    await given.storage.unitOfWork.run(organization.id, (tx) =>
      tx.contacts.update({ ...contact, name: 'Renamed', blocked: true }),
    )
    await recordIn(given, conversation.conversation, (state) => {
      given.expect(state.contact).toMatchObject({ name: 'Renamed', blocked: true })
      given.expect(state).toMatchObject({
        organization: { id: organization.id, number: organization.number, name: organization.name },
        inbox: conversation.inbox,
        contactPoint: conversation.contactPoint,
        conversation: conversation.conversation,
        assignment: null,
        assignee: null,
        recent: { last: null, lastNonActivity: null, lastPublic: null },
      })
      return []
    })
  },

  'keeps nothing of a refused change': async (given) => {
    const { conversation } = await seedOrganization(given)
    const before = conversation.conversation
    const refused = await recordIn(given, before, () => REFUSED)
    given.expect(refused).toEqual({ ok: false, error: REFUSED })
    given.expect((await stateNow(given, before)).conversation).toEqual(before)
  },

  'writes nothing for a decision without facts, and answers the state': async (given) => {
    const { conversation } = await seedOrganization(given)
    const recorded = succeeded(await recordIn(given, conversation.conversation, () => []))
    given.expect(recorded.state.conversation).toEqual(conversation.conversation)
    given.expect(recorded.messages).toEqual([])
  },

  'keeps the facts of one decision whole and in order': async (given) => {
    const { conversation, organization } = await seedOrganization(given)
    const { id } = conversation.conversation
    const time = given.world.clock.now()
    const recorded = succeeded(
      await recordIn(given, conversation.conversation, (state) => [
        messageFact(given, state, { content: 'one' }),
        { type: 'conversation.status-changed', at: time, to: 'resolved', snoozedUntil: null },
        messageFact(given, state, { content: 'two', kind: 'activity' }, null),
      ]),
    )
    given.expect(recorded.messages.map(({ message }) => message.seq)).toEqual([2, 4])
    const events = await eventsAbout(given, organization.id, id, 4)
    given.expect(events.map(({ type, seq }) => [type, seq])).toEqual([
      ['conversation.started', 1],
      ['message.recorded', 2],
      ['conversation.status-changed', 3],
      ['message.recorded', 4],
    ])
    given
      .expect(new Set(events.map(({ organizationId }) => organizationId)))
      .toEqual(new Set([organization.id]))
    const data = events.map((event) => (event as ConversationEvent).data)
    given.expect(data.map(({ state }) => state.conversation.lastSeq)).toEqual([1, 2, 3, 4])
    given
      .expect(data.map(({ message }) => message?.message.content))
      .toEqual([undefined, 'one', undefined, 'two'])
    given.expect(data[2]?.changes).toMatchObject({ status: { previous: 'open', current: 'resolved' } })
  },

  'marks a message that could not be delivered': async (given) => {
    const { conversation, organization } = await seedOrganization(given)
    const sent = await say(given, conversation, { contentAttributes: { kept: true } })
    await recordIn(given, conversation.conversation, () => [
      { type: 'message.failed', at: given.world.clock.now(), message: sent, reason: 'no such number' },
    ])
    const marked = { status: 'failed', contentAttributes: { kept: true, external_error: 'no such number' } }
    const found = await given.storage.conversationStore.message(organization.id, sent.message.id)
    given
      .expect(found?.message)
      .toMatchObject({ ...marked, id: sent.message.id, content: sent.message.content })
    const state = await stateNow(given, conversation.conversation)
    given.expect(state.recent.last?.message).toMatchObject(marked)
    given.expect(state.conversation).toMatchObject({ messageCount: 1, lastSeq: 3 })
  },

  'finds a message with its sender': async (given) => {
    const { contact, conversation, organization, owner } = await seedOrganization(given)
    const find = async (overrides: object, sender: Parameters<typeof say>[3]) => {
      const { message } = await say(given, conversation, overrides, sender)
      return given.storage.conversationStore.message(organization.id, message.id)
    }
    const byContact = await find({}, { type: 'contact', contact })
    given.expect(byContact?.sender).toMatchObject({ type: 'contact', contact: { id: contact.id } })
    const byMember = await find({ kind: 'outgoing' }, { type: 'member', member: owner })
    given.expect(byMember?.sender).toEqual({ type: 'member', member: owner })
    const software = {
      type: 'agent_identity',
      id: given.world.ids.next<'agent_identity'>(),
      number: 7,
      name: 'Bo',
    } as const
    const bySoftware = await find({ kind: 'outgoing' }, software)
    given.expect(bySoftware?.sender).toEqual(software)
    const byNobody = await find({ kind: 'activity' }, null)
    given.expect(byNobody?.sender).toBeNull()
    const unknown = given.world.ids.next<'message'>()
    given.expect(await given.storage.conversationStore.message(organization.id, unknown)).toBeNull()
  },

  'remembers the newest message of every sort': async (given) => {
    const { conversation, owner } = await seedOrganization(given)
    const member = { type: 'member', member: owner } as const
    await say(given, conversation, { content: 'hello' })
    await say(given, conversation, { content: 'a note', kind: 'outgoing', private: true }, member)
    await say(given, conversation, { content: 'resolved', kind: 'activity' }, null)
    const state = await stateNow(given, conversation.conversation)
    given.expect(state.recent.last?.message.content).toBe('resolved')
    given.expect(state.recent.lastNonActivity?.message.content).toBe('a note')
    given.expect(state.recent.lastPublic?.message.content).toBe('hello')
    given.expect(state.conversation).toMatchObject({ messageCount: 3, unreadCount: 1 })
    await say(given, conversation, { content: 'an answer', kind: 'outgoing' }, member)
    const answered = await stateNow(given, conversation.conversation)
    given.expect(answered.recent.lastPublic?.message.content).toBe('an answer')
    given.expect(answered.conversation.waitingSince).toBeNull()
    given.expect(answered.conversation.firstReplyAt).toBe(answered.conversation.lastActivityAt)
  },

  'tells who caused it': async (given) => {
    const { conversation, organization, owner } = await seedOrganization(given)
    const { clock } = given.world
    await given.storage.conversationStore.change(
      { organizationId: organization.id, id: conversation.conversation.id },
      {
        at: clock.now(),
        decide: (state) => ({
          ok: true,
          value: { facts: [messageFact(given, state)], answer: () => null },
        }),
        actor: () => ({ type: 'member', id: owner.id }),
      },
    )
    const events = await eventsAbout(given, organization.id, conversation.conversation.id, 2)
    given.expect(events.find(({ seq }) => seq === 2)?.actor).toEqual({ type: 'member', id: owner.id })
  },
}
