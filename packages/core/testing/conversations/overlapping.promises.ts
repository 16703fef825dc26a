import type { Promises } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { eventsAbout } from '../kernel/reading-log.ts'
import { addContact, seedOrganization } from '../seed.ts'
import { messageFact } from './facts.ts'
import { REFUSED, recordIn, say, startConversation, stateNow } from './recording.ts'

const times = (count: number) => Array.from({ length: count }, (_, index) => index)

/** What holds when changes come at the same moment. */
export const overlapping: Promises = {
  'keeps both of two changes that overlap': async (given) => {
    const { conversation } = await seedOrganization(given)
    const sent = await Promise.all([
      say(given, conversation, { content: 'left' }),
      say(given, conversation, { content: 'right' }),
    ])
    const state = await stateNow(given, conversation.conversation)
    given.expect(state.conversation).toMatchObject({ messageCount: 2, unreadCount: 2, lastSeq: 3 })
    given.expect(new Set(sent.map(({ message }) => message.seq))).toEqual(new Set([2, 3]))
  },

  'numbers events 1..n without a gap under 32 concurrent changes': async (given) => {
    const { conversation, organization } = await seedOrganization(given)
    const sent = await Promise.all(
      times(32).map((at) =>
        at % 8 === 7
          ? recordIn(given, conversation.conversation, () => REFUSED).then(() => [])
          : say(given, conversation).then((message) => [message]),
      ),
    )
    const events = await eventsAbout(given, organization.id, conversation.conversation.id, 29)
    given.expect(events.map(({ seq }) => seq)).toEqual(times(29).map((at) => at + 1))
    const messages = sent.flat().map(({ message }) => message)
    const bySeq = messages.toSorted((left, right) => left.seq - right.seq)
    given.expect(bySeq.map(({ seq }) => seq)).toEqual(times(28).map((at) => at + 2))
    given
      .expect(bySeq.map(({ number }) => number))
      .toEqual(messages.map(({ number }) => number).toSorted((left, right) => left - right))
    given.expect(new Set(messages.map(({ number }) => number)).size).toBe(28)
  },

  'two changes of one batch see each other': async (given) => {
    const { conversation } = await seedOrganization(given)
    const recorded = await Promise.all(
      times(16).map(() =>
        recordIn(given, conversation.conversation, (state) => [
          messageFact(given, state, { content: `after ${state.conversation.messageCount}` }),
        ]),
      ),
    )
    const told = recorded.map((answer) => succeeded(answer).messages[0]?.message.content)
    given.expect(new Set(told)).toEqual(new Set(times(16).map((at) => `after ${at}`)))
    const counts = recorded.map((answer) => succeeded(answer).state.conversation.messageCount)
    given.expect(new Set(counts)).toEqual(new Set(times(16).map((at) => at + 1)))
  },

  'one bad change does not fail its neighbours': async (given) => {
    const { conversation } = await seedOrganization(given)
    const results = await Promise.allSettled(
      times(12).map((at) =>
        recordIn(given, conversation.conversation, (state) => {
          if (at === 5) throw new Error('This rule is broken')
          return [messageFact(given, state)]
        }),
      ),
    )
    const failed = results.flatMap((result, at) =>
      result.status === 'rejected' ? [[at, result.reason]] : [],
    )
    given.expect(failed.map(([at]) => at)).toEqual([5])
    given.expect(String(failed[0]?.[1])).toContain('This rule is broken')
    const { conversation: after } = await stateNow(given, conversation.conversation)
    given.expect(after).toMatchObject({ messageCount: 11, lastSeq: 12 })
  },

  'one row that cannot be kept does not fail its neighbours': async (given) => {
    const { conversation } = await seedOrganization(given)
    const taken = await say(given, conversation)
    const results = await Promise.allSettled(
      times(8).map((at) => say(given, conversation, at === 3 ? { id: taken.message.id } : {})),
    )
    const rejected = results.flatMap(({ status }, at) => (status === 'rejected' ? [at] : []))
    given.expect(rejected).toEqual([3])
    const { conversation: after } = await stateNow(given, conversation.conversation)
    given.expect(after).toMatchObject({ messageCount: 8, unreadCount: 8, lastSeq: 9 })
  },

  'keeps conversations apart that change at the same moment': async (given) => {
    const seeded = await seedOrganization(given)
    const states = [seeded.conversation]
    for (const _ of times(4)) {
      const { contactPoint } = await addContact(given, seeded.inbox)
      states.push(await startConversation(given, { ...seeded, contactPoint }))
    }
    const spoken = states.flatMap((state, at) => times(at + 1).map(() => say(given, state)))
    await Promise.all(spoken)
    for (const [at, { conversation }] of states.entries()) {
      const { conversation: after } = await stateNow(given, conversation)
      given.expect(after).toMatchObject({ messageCount: at + 1, lastSeq: at + 2 })
    }
  },

  'keeps organizations apart that change at the same moment': async (given) => {
    const seeded = await Promise.all([
      seedOrganization(given),
      seedOrganization(given),
      seedOrganization(given),
    ])
    await Promise.all(
      times(24).map((at) => say(given, seeded[at % 3]?.conversation ?? seeded[0].conversation)),
    )
    for (const { conversation } of seeded) {
      const { conversation: after } = await stateNow(given, conversation.conversation)
      given.expect(after).toMatchObject({ messageCount: 8, lastSeq: 9 })
    }
  },
}
