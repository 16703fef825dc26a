import { fileAttachment, type MessageWindow, type SentMessage } from '../../src/index.ts'
import { messageFact } from '../conversations/facts.ts'
import { recordIn, say, startConversation } from '../conversations/recording.ts'
import { aStoredFile } from '../files/file.fixtures.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { type Seeded, seedOrganization } from '../seed.ts'

const EVERYTHING: MessageWindow = {
  before: null,
  after: null,
  includeAfter: false,
  limit: 1_000,
  publicOnly: false,
}

/** Ten messages, '0' to '9'; '3' is a note, and '6' an activity. */
const withTen = async (given: Given) => {
  const seeded = await seedOrganization(given)
  const { conversation, owner } = seeded
  const { messages } = succeeded(
    await recordIn(given, conversation.conversation, (state) =>
      Array.from({ length: 10 }, (_, at) => {
        const content = `${at}`
        if (at === 3) {
          const note = { content, kind: 'outgoing', private: true } as const
          return messageFact(given, state, note, { type: 'member', member: owner })
        }
        if (at === 6) return messageFact(given, state, { content, kind: 'activity' }, null)
        return messageFact(given, state, { content })
      }),
    ),
  )
  return { ...seeded, messages, number: (at: number) => messages[at]?.message.number ?? 0 }
}

const contents = (messages: readonly SentMessage[] | undefined) =>
  (messages ?? []).map(({ message }) => message.content).join('')

const listed = async (given: Given, { conversation, organization }: Seeded, window: Partial<MessageWindow>) =>
  contents(
    await given.storage.messageQueries.list(organization.id, conversation.conversation.id, {
      ...EVERYTHING,
      ...window,
    }),
  )

/** What every `MessageQueries` promises. */
export const messageQueriesContract = contractOf('MessageQueries', {
  'lists messages as they were recorded, oldest first, with who sent them': async (given) => {
    const { contact, conversation, messages, organization, owner } = await withTen(given)
    const list = await given.storage.messageQueries.list(
      organization.id,
      conversation.conversation.id,
      EVERYTHING,
    )
    given.expect(list.map(({ message }) => message)).toEqual(messages.map(({ message }) => message))
    given.expect(list[0]?.sender).toMatchObject({ type: 'contact', contact: { id: contact.id } })
    given.expect(list[3]?.sender).toEqual({ type: 'member', member: owner })
    given.expect(list[6]?.sender).toBeNull()
  },

  'gives the newest that fit when no start is given': async (given) => {
    const ten = await withTen(given)
    given.expect(await listed(given, ten, { limit: 4 })).toBe('6789')
    given.expect(await listed(given, ten, { limit: 1 })).toBe('9')
    given.expect(await listed(given, ten, { limit: 4, before: ten.number(8) })).toBe('4567')
    given.expect(await listed(given, ten, { before: ten.number(2) })).toBe('01')
    given.expect(await listed(given, ten, { before: ten.number(0) })).toBe('')
  },

  'gives the oldest that fit after a start, with it or without it': async (given) => {
    const ten = await withTen(given)
    given.expect(await listed(given, ten, { after: ten.number(4), limit: 3 })).toBe('567')
    given.expect(await listed(given, ten, { after: ten.number(4), limit: 3, includeAfter: true })).toBe('456')
    given.expect(await listed(given, ten, { after: ten.number(9) })).toBe('')
    given.expect(await listed(given, ten, { after: ten.number(9), includeAfter: true })).toBe('9')
    given.expect(await listed(given, ten, { after: 0, limit: 2 })).toBe('01')
  },

  'gives what is between two bounds': async (given) => {
    const ten = await withTen(given)
    const between = { after: ten.number(2), before: ten.number(6) }
    given.expect(await listed(given, ten, between)).toBe('345')
    given.expect(await listed(given, ten, { ...between, includeAfter: true })).toBe('2345')
    given.expect(await listed(given, ten, { ...between, limit: 2 })).toBe('34')
    given.expect(await listed(given, ten, { after: ten.number(6), before: ten.number(2) })).toBe('')
  },

  'leaves out notes and activities for the contact, and fills the window all the same': async (given) => {
    const ten = await withTen(given)
    given.expect(await listed(given, ten, { publicOnly: true })).toBe('01245789')
    given.expect(await listed(given, ten, { publicOnly: true, limit: 4 })).toBe('5789')
    const after = { publicOnly: true, after: ten.number(2), limit: 2 }
    given.expect(await listed(given, ten, after)).toBe('45')
    const atNote = { ...after, after: ten.number(3), includeAfter: true }
    given.expect(await listed(given, ten, atNote)).toBe('45')
  },

  'keeps conversations apart': async (given) => {
    const ten = await withTen(given)
    const other = await startConversation(given, ten)
    await say(given, other, { content: 'elsewhere' })
    given.expect(await listed(given, ten, {})).toBe('0123456789')
    given.expect(await listed(given, { ...ten, conversation: other }, {})).toBe('elsewhere')
  },

  'gives the newest public messages of several conversations, oldest first': async (given) => {
    const ten = await withTen(given)
    const [spoken, silent] = [await startConversation(given, ten), await startConversation(given, ten)]
    await say(given, spoken, { content: 'a' })
    await say(given, spoken, { content: 'b' })
    const ids = [ten.conversation, spoken, silent].map(({ conversation }) => conversation.id)
    const newest = await given.storage.messageQueries.newestOf(ten.organization.id, ids, 3)
    given.expect(ids.map((id) => contents(newest.get(id)))).toEqual(['789', 'ab', ''])
    const wide = await given.storage.messageQueries.newestOf(ten.organization.id, ids, 100)
    given.expect(contents(wide.get(ids[0] ?? ten.conversation.conversation.id))).toBe('01245789')
    const [note] = (wide.get(spoken.conversation.id) ?? []).slice(0, 1)
    given.expect(note?.sender).toMatchObject({ type: 'contact', contact: { id: ten.contact.id } })
    const none = await given.storage.messageQueries.newestOf(ten.organization.id, [], 3)
    given.expect(none.size).toBe(0)
  },

  'shows nothing of another organization': async (given) => {
    const { conversation } = await withTen(given)
    const other = await seedOrganization(given)
    given.expect(await listed(given, { ...other, conversation }, {})).toBe('')
    const { id } = conversation.conversation
    const newest = await given.storage.messageQueries.newestOf(other.organization.id, [id], 3)
    given.expect(contents(newest.get(id))).toBe('')
  },

  'lists what went along with messages, the newest first': async (given) => {
    const { conversation, organization, contact } = await seedOrganization(given)
    const { attachments } = given.storage.messageQueries
    const { id } = conversation.conversation
    const files = (...names: readonly string[]) => names.map((name) => fileAttachment(aStoredFile({ name })))
    const first = await say(given, conversation, { content: null, attachments: files('a', 'b') })
    await say(given, conversation, { content: 'nothing' })
    const note = await say(given, conversation, { private: true, attachments: files('c') })
    const elsewhere = await startConversation(given, {
      ...conversation,
      contactPoint: conversation.contactPoint,
    })
    await say(given, { ...elsewhere, contact }, { attachments: files('d') })
    const all = await attachments(organization.id, { conversationId: id }, { page: 1, perPage: 10 })
    given.expect(all.total).toBe(3)
    given.expect(all.attachments.map(({ sent, place }) => [sent.message.number, place])).toEqual([
      [note.message.number, 0],
      [first.message.number, 1],
      [first.message.number, 0],
    ])
    given.expect(all.attachments[1]?.sent).toEqual(first)
    const second = await attachments(organization.id, { conversationId: id }, { page: 2, perPage: 2 })
    given.expect(second).toEqual({ total: 3, attachments: all.attachments.slice(2) })
    const other = await seedOrganization(given)
    given
      .expect(await attachments(other.organization.id, { conversationId: id }, { page: 1, perPage: 10 }))
      .toEqual({ total: 0, attachments: [] })
  },

  'lists what went along with the messages of a contact, in the inboxes that are asked for': async (
    given,
  ) => {
    const seeded = await seedOrganization(given)
    const { conversation, organization, contact, inbox } = seeded
    const { attachments } = given.storage.messageQueries
    const file = (name: string) => [fileAttachment(aStoredFile({ name }))]
    const first = await say(given, conversation, { attachments: file('a') })
    const second = await startConversation(given, seeded)
    const last = await say(given, second, { attachments: file('b') })
    const other = await seedOrganization(given)
    await say(given, other.conversation, { attachments: file('c') })
    const page = { page: 1, perPage: 10 }
    const of = { contactId: contact.id, inboxIds: null }
    const all = await attachments(organization.id, of, page)
    given.expect(all).toEqual({
      total: 2,
      attachments: [
        { sent: last, place: 0 },
        { sent: first, place: 0 },
      ],
    })
    given.expect(await attachments(organization.id, { ...of, inboxIds: [inbox.id] }, page)).toEqual(all)
    const none = { total: 0, attachments: [] }
    given.expect(await attachments(organization.id, { ...of, inboxIds: [] }, page)).toEqual(none)
    given.expect(await attachments(other.organization.id, of, page)).toEqual(none)
  },
})
