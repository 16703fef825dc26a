import type { Promises } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { eventsAbout } from '../kernel/reading-log.ts'
import { addContact, addInbox, seedOrganization } from '../seed.ts'
import { madeFact, messageFact, startedFact } from './facts.ts'
import { REFUSED, recordStartIn, say, startConversation, stateNow } from './recording.ts'

const NOT_FOUND = { ok: false, error: { code: 'conversation/not-found' } }

/** What starting a conversation promises. */
export const starting: Promises = {
  'numbers conversations 1, 2, 3 … in each organization': async (given) => {
    for (const _ of [1, 2]) {
      const seeded = await seedOrganization(given)
      await recordStartIn(given, seeded, () => REFUSED)
      const { contactPoint } = await addContact(given, seeded.inbox)
      const more = await Promise.all([
        startConversation(given, seeded),
        startConversation(given, { ...seeded, contactPoint }),
        startConversation(given, seeded),
      ])
      given.expect(seeded.conversation.conversation.number).toBe(1)
      const numbers = more.map(({ conversation }) => conversation.number)
      given.expect(numbers.toSorted((left, right) => left - right)).toEqual([2, 3, 4])
    }
  },

  'keeps all that a conversation is started with': async (given) => {
    const seeded = await seedOrganization(given)
    const now = given.world.clock.now()
    const started = await startConversation(given, seeded, {
      status: 'snoozed',
      priority: 'urgent',
      snoozedUntil: now + 1_000,
      additionalAttributes: { referer: 'https://acme.test/?q=%20' },
      customAttributes: { plan: 'gold', seats: 3 },
      tags: ['vip', 'Ärger'],
      agentLastSeenAt: now + 1,
      assigneeLastSeenAt: now + 2,
      contactLastSeenAt: now + 3,
      firstReplyAt: now + 4,
      waitingSince: now - 5,
    })
    const found = await stateNow(given, started.conversation)
    given.expect(found.conversation).toEqual(started.conversation)
    given.expect(found.conversation).toMatchObject({ priority: 'urgent', tags: ['vip', 'Ärger'], lastSeq: 1 })
    given.expect(found.contactPoint).toEqual(seeded.contactPoint)
    given.expect(found.inbox).toEqual(seeded.conversation.inbox)
  },

  'starts with messages and a holder in one decision': async (given) => {
    const seeded = await seedOrganization(given)
    const { state, messages } = succeeded(
      await recordStartIn(given, seeded, (start) => {
        const started = startedFact(given, seeded)
        const state = {
          conversation: { ...started.conversation, number: 0, lastSeq: 0 },
          contact: start.contact,
        }
        return [started, messageFact(given, state), madeFact(given, state.conversation, seeded.owner)]
      }),
    )
    given.expect(messages.map(({ message }) => message.seq)).toEqual([2])
    const found = await stateNow(given, state.conversation)
    given.expect(found.conversation).toEqual(state.conversation)
    given.expect(found.assignment).toEqual(state.assignment)
    given.expect(found.assignee).toEqual(seeded.owner)
    const own = await eventsAbout(given, seeded.organization.id, state.conversation.id, 3)
    given.expect(own.map(({ type, seq }) => [type, seq])).toEqual([
      ['conversation.started', 1],
      ['message.recorded', 2],
      ['assignment.made', 3],
    ])
    given.expect(own[0]?.actor).toEqual({ type: 'contact', id: seeded.contact.id })
  },

  'gives the rule the newest conversation of the contact point': async (given) => {
    const seeded = await seedOrganization(given)
    const newest = await startConversation(given, seeded)
    const sent = await say(given, newest)
    const { contactPoint } = await addContact(given, seeded.inbox)
    await startConversation(given, { ...seeded, contactPoint })
    const answer = await recordStartIn(given, seeded, (start) => {
      given.expect(start.latest?.conversation.id).toBe(newest.conversation.id)
      given.expect(start.latest?.recent.last?.message).toEqual(sent.message)
      given.expect(start.contact.id).toBe(seeded.contact.id)
      given.expect(start.contactPoint).toEqual(seeded.contactPoint)
      given.expect(start.inbox).toEqual(newest.inbox)
      given.expect(start.organization).toEqual(newest.organization)
      return []
    })
    given.expect(succeeded(answer).state.conversation.id).toBe(newest.conversation.id)
  },

  'starts one of several at the same moment when the rule wants one': async (given) => {
    const seeded = await seedOrganization(given)
    const { contactPoint } = await addContact(given, seeded.inbox)
    const ground = { ...seeded, contactPoint }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        recordStartIn(given, ground, (start) => (start.latest ? [] : [startedFact(given, ground)])),
      ),
    )
    const started = new Set(answers.map((answer) => succeeded(answer).state.conversation.id))
    given.expect(started.size).toBe(1)
  },

  'starts nothing where there is no such contact point': async (given) => {
    const seeded = await seedOrganization(given)
    const other = await seedOrganization(given)
    const elsewhere = await addInbox(given, seeded.organization.id)
    const start = (ground: Parameters<typeof recordStartIn>[1]) =>
      recordStartIn(given, ground, () => {
        throw new Error('No rule is asked about what is not there')
      })
    given.expect(await start({ ...seeded, contactPoint: other.contactPoint })).toEqual(NOT_FOUND)
    given.expect(await start({ ...seeded, organization: other.organization })).toEqual(NOT_FOUND)
    given.expect(await start({ ...seeded, inbox: elsewhere })).toEqual(NOT_FOUND)
  },
}
