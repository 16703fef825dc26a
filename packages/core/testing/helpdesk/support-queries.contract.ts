import { type ConversationFact, isClosed, type SupportFilter } from '../../src/index.ts'
import { messageFact } from '../conversations/facts.ts'
import { recordIn, startConversation } from '../conversations/recording.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { addContact, addInbox, type Seeded, seedOrganization } from '../seed.ts'

const become = (given: Given, to: 'pending' | 'resolved' | 'snoozed', closed?: true): ConversationFact => ({
  type: 'conversation.status-changed',
  at: given.world.clock.now(),
  to,
  snoozedUntil: null,
  ...(closed && { closed }),
})

const STATUSES = ['open', 'pending', 'snoozed', 'resolved', 'closed'] as const

/** A conversation of each status in the seeded inbox, and one in another inbox. */
const withAll = async (given: Given) => {
  const seeded = await seedOrganization(given)
  const ids = [seeded.conversation.conversation.id]
  for (const status of STATUSES.slice(1)) {
    const { conversation } = await startConversation(given, seeded)
    ids.push(conversation.id)
    const to = status === 'closed' ? 'resolved' : (status as 'pending')
    const closed = status === 'closed' ? true : undefined
    await recordIn(given, conversation, () => [become(given, to, closed)])
  }
  const inbox = await addInbox(given, seeded.organization.id)
  const { contactPoint } = await addContact(given, inbox)
  await startConversation(given, { ...seeded, inbox, contactPoint })
  return { ...seeded, ids }
}

const all = ({ inbox }: Pick<Seeded, 'inbox'>): SupportFilter => ({
  inboxId: inbox.id,
  contactId: null,
  status: null,
})

const EVERYTHING = { limit: 100, offset: 0 }

/** What every `SupportQueries` promises. */
export const supportQueriesContract = contractOf('SupportQueries', {
  'lists conversations of an inbox, newest first, by status, with how many there are': async (given) => {
    const seeded = await withAll(given)
    const { ids, organization } = seeded
    const { supportQueries } = given.storage
    const [open, pending, snoozed, resolved, closed] = ids
    const cases = [
      [null, [closed, resolved, snoozed, pending, open]],
      ['open', [open]],
      ['pending', [snoozed, pending]],
      ['resolved', [resolved]],
      ['closed', [closed]],
    ] as const
    for (const [status, expected] of cases) {
      const filter = { ...all(seeded), status }
      given.expect(await supportQueries.conversations(organization.id, filter, EVERYTHING)).toEqual(expected)
      given.expect(await supportQueries.count(organization.id, filter)).toBe(expected.length)
    }
    const part = await supportQueries.conversations(organization.id, all(seeded), { limit: 2, offset: 1 })
    given.expect(part).toEqual([resolved, snoozed])
  },

  'knows that a conversation is closed until its status changes': async (given) => {
    const { ids, organization } = await withAll(given)
    const closed = ids[4] as (typeof ids)[0]
    const now = async () =>
      (await given.storage.conversationQueries.find(organization.id, { id: closed }))?.conversation
    given.expect(isClosed((await now()) as never)).toBe(true)
    await recordIn(given, { organizationId: organization.id, id: closed }, () => [become(given, 'pending')])
    await recordIn(given, { organizationId: organization.id, id: closed }, () => [become(given, 'resolved')])
    given.expect(isClosed((await now()) as never)).toBe(false)
    given.expect((await now())?.additionalAttributes).toEqual({})
  },

  'finds a requester by its e-mail address in any case, and its conversations': async (given) => {
    const seeded = await withAll(given)
    const { organization, inbox } = seeded
    const made = await addContact(given, inbox, { email: 'ada@example.test' })
    const { conversation } = await startConversation(given, { ...seeded, ...made })
    const { supportQueries } = given.storage
    const contactId = await supportQueries.requester(organization.id, 'ADA@Example.test')
    given.expect(contactId).toBe(made.contact.id)
    given.expect(await supportQueries.requester(organization.id, 'eve@example.test')).toBeNull()
    const filter = { ...all(seeded), contactId }
    given
      .expect(await supportQueries.conversations(organization.id, filter, EVERYTHING))
      .toEqual([conversation.id])
    given.expect(await supportQueries.count(organization.id, filter)).toBe(1)
  },

  'lists what was said, oldest first, with notes where they are asked for, and never activities': async (
    given,
  ) => {
    const { conversation, organization, owner } = await seedOrganization(given)
    const member = { type: 'member', member: owner } as const
    succeeded(
      await recordIn(given, conversation.conversation, (state) => [
        messageFact(given, state, { content: 'one' }),
        messageFact(given, state, { content: 'note', kind: 'outgoing', private: true }, member),
        messageFact(given, state, { content: 'done', kind: 'activity' }, null),
        messageFact(given, state, { content: 'two', kind: 'outgoing' }, member),
      ]),
    )
    const { id } = conversation.conversation
    const said = async (withNotes: boolean, part = EVERYTHING) => {
      const { count, messages } = await given.storage.supportQueries.messages(organization.id, id, {
        ...part,
        withNotes,
      })
      return [count, messages.map(({ message }) => message.content)]
    }
    given.expect(await said(true)).toEqual([3, ['one', 'note', 'two']])
    given.expect(await said(false)).toEqual([2, ['one', 'two']])
    given.expect(await said(true, { limit: 1, offset: 1 })).toEqual([3, ['note']])
    const { messages } = await given.storage.supportQueries.messages(organization.id, id, {
      ...EVERYTHING,
      withNotes: true,
    })
    given.expect(messages[2]?.sender).toEqual(member)
  },

  'shows nothing of another organization': async (given) => {
    const seeded = await withAll(given)
    const { inbox, conversation } = seeded
    const made = await addContact(given, inbox, { email: 'ada@example.test' })
    const other = (await seedOrganization(given)).organization.id
    const { supportQueries } = given.storage
    const filter = { ...all(seeded), contactId: made.contact.id }
    given.expect(await supportQueries.requester(other, 'ada@example.test')).toBeNull()
    given.expect(await supportQueries.conversations(other, all(seeded), EVERYTHING)).toEqual([])
    given.expect(await supportQueries.count(other, filter)).toBe(0)
    const { id } = conversation.conversation
    given
      .expect(await supportQueries.messages(other, id, { ...EVERYTHING, withNotes: true }))
      .toEqual({ count: 0, messages: [] })
  },
})
