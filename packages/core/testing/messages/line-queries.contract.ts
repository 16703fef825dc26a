import {
  type Connection,
  type ConversationState,
  type Inbox,
  type LineMessagesQuery,
  type LineSight,
  lineOf,
  type OrganizationId,
  type SentMessage,
  type Timestamp,
} from '../../src/index.ts'
import { madeFact, messageFact } from '../conversations/facts.ts'
import { recordIn, say, startConversation, stateNow } from '../conversations/recording.ts'
import { contractOf, type Given } from '../kernel/contract.ts'
import { succeeded } from '../kernel/in-work.ts'
import { addContact, addInbox, type Seeded, seedOrganization } from '../seed.ts'

/** A conversation whose human is connected, and in which nothing was said. */
const connected = async (
  given: Given,
  { organization }: Seeded,
  inbox: Inbox,
): Promise<ConversationState> => {
  const { contactPoint } = await addContact(given, inbox)
  const state = await startConversation(given, { organization, inbox, contactPoint })
  const at = given.world.clock.now()
  const connection: Connection = {
    line: '+15550000002',
    connectedAt: at,
    disconnectedAt: null,
    assignmentId: given.world.ids.next(),
    unlockedAt: null,
    unread: 0,
    readThrough: 0,
    typingSince: null,
  }
  succeeded(await recordIn(given, state.conversation, () => [{ type: 'connection.opened', at, connection }]))
  return stateNow(given, state.conversation)
}

interface Saying {
  readonly content: string
  readonly at: Timestamp
  readonly isBlocked?: boolean
  readonly kind?: 'incoming' | 'outgoing'
}

const tell = (
  given: Given,
  state: ConversationState,
  { content, at, isBlocked = false, kind = 'incoming' }: Saying,
): Promise<SentMessage> =>
  say(
    given,
    state,
    {
      content,
      kind,
      createdAt: at,
      line: lineOf(kind === 'incoming' ? 'received' : 'queued', { isBlocked }),
    },
    kind === 'incoming' ? undefined : null,
  )

const PAGE: Omit<LineMessagesQuery, 'conversationId' | 'isRead'> = {
  from: null,
  before: null,
  limit: 200,
  offset: 0,
}
const ALL: LineSight = { inboxIds: null, view: 'all' }
const TOLD: LineSight = { inboxIds: null, view: 'told' }
const BLOCKED: LineSight = { inboxIds: null, view: 'blocked' }

const listed = async (
  { storage }: Given,
  organizationId: OrganizationId,
  sight: LineSight,
  page: Partial<typeof PAGE> = {},
) =>
  (await storage.lineQueries.conversations(organizationId, sight, { ...PAGE, ...page })).map(
    ({ latest, unread, total }) => `${latest.content} ${unread}/${total}`,
  )

const said = async (
  { storage }: Given,
  organizationId: OrganizationId,
  sight: LineSight,
  query: Partial<LineMessagesQuery> = {},
) => {
  const everything = { ...PAGE, conversationId: null, isRead: null, ...query }
  const found = await storage.lineQueries.messages(organizationId, sight, everything)
  return found.map(({ message }) => message.content).join(' ')
}

/** Three conversations: in `a` all is told, of `b` the newest is kept out, in `c` all is. */
const three = async (given: Given) => {
  const seeded = await seedOrganization(given)
  const { inbox } = seeded
  const [a, b, c] = [
    await connected(given, seeded, inbox),
    await connected(given, seeded, inbox),
    await connected(given, seeded, inbox),
  ]
  const at = given.world.clock.now()
  await tell(given, a, { content: 'a1', at: at + 1 })
  await tell(given, b, { content: 'b1', at: at + 2 })
  await tell(given, a, { content: 'a2', at: at + 3, kind: 'outgoing' })
  await tell(given, b, { content: 'b2', at: at + 4, isBlocked: true })
  await tell(given, c, { content: 'c1', at: at + 5, isBlocked: true })
  return { seeded, organizationId: seeded.organization.id, inbox, a, b, c, at }
}

/** What every `LineQueries` promises. */
export const lineQueriesContract = contractOf('LineQueries', {
  'lists conversations by their newest message in view, with what is in view of them': async (given) => {
    const { organizationId } = await three(given)
    given.expect(await listed(given, organizationId, ALL)).toEqual(['c1 1/1', 'b2 2/2', 'a2 1/2'])
    given.expect(await listed(given, organizationId, TOLD)).toEqual(['a2 1/2', 'b1 1/1'])
    given.expect(await listed(given, organizationId, BLOCKED)).toEqual(['c1 1/1', 'b2 1/1'])
    given.expect(await listed(given, organizationId, ALL, { limit: 1, offset: 1 })).toEqual(['b2 2/2'])
    given.expect(await listed(given, organizationId, ALL, { offset: 3 })).toEqual([])
  },

  'lists messages, the newest first, of one conversation or of all': async (given) => {
    const { organizationId, a, b, c, at } = await three(given)
    const list = (sight: LineSight, query?: Partial<LineMessagesQuery>) =>
      said(given, organizationId, sight, query)
    given.expect(await list(ALL)).toBe('c1 b2 a2 b1 a1')
    given.expect(await list(TOLD)).toBe('a2 b1 a1')
    given.expect(await list(BLOCKED)).toBe('c1 b2')
    given.expect(await list(TOLD, { limit: 1, offset: 1 })).toBe('b1')
    given.expect(await list(TOLD, { from: at + 2, before: at + 3 })).toBe('b1')
    given.expect(await list(ALL, { conversationId: b.conversation.id })).toBe('b2 b1')
    given.expect(await list(TOLD, { conversationId: b.conversation.id })).toBe('b1')
    given.expect(await list(TOLD, { conversationId: c.conversation.id })).toBe('')
    given.expect(await list(TOLD, { conversationId: a.conversation.id, offset: 1 })).toBe('a1')
  },

  'tells which messages were read': async (given) => {
    const { organizationId, a, b } = await three(given)
    const through = (await stateNow(given, a.conversation)).recent.last?.message.number ?? 0
    const at = given.world.clock.now() + 6
    const read = { type: 'connection.read', at, count: 1, through } as const
    succeeded(await recordIn(given, a.conversation, () => [read]))
    await tell(given, a, { content: 'a3', at })
    const list = (isRead: boolean, sight: LineSight = TOLD) => said(given, organizationId, sight, { isRead })
    given.expect(await list(true)).toBe('a2 a1')
    given.expect(await list(false)).toBe('a3 b1')
    given.expect(await list(false, ALL)).toBe('a3 c1 b2 b1')
    given
      .expect(await said(given, organizationId, TOLD, { isRead: false, conversationId: b.conversation.id }))
      .toBe('b1')
    given.expect(await listed(given, organizationId, TOLD)).toEqual(['a3 1/3', 'b1 1/1'])
  },

  'keeps notes, activities and other channels out': async (given) => {
    const { seeded, organizationId, a, at } = await three(given)
    const [sender, later] = [{ type: 'member', member: seeded.owner } as const, at + 9]
    succeeded(
      await recordIn(given, a.conversation, (state) => [
        messageFact(
          given,
          state,
          { content: 'note', kind: 'outgoing', private: true, createdAt: later },
          sender,
        ),
        messageFact(given, state, { content: 'activity', kind: 'activity', createdAt: later }, null),
      ]),
    )
    await say(given, seeded.conversation, { content: 'elsewhere', createdAt: later })
    given.expect(await said(given, organizationId, ALL)).toBe('c1 b2 a2 b1 a1')
    given.expect(await listed(given, organizationId, ALL)).toEqual(['c1 1/1', 'b2 2/2', 'a2 1/2'])
    given.expect(await listed(given, organizationId, TOLD)).toEqual(['a2 1/2', 'b1 1/1'])
    const { lineQueries } = given.storage
    given
      .expect(await lineQueries.conversation(organizationId, seeded.conversation.conversation.id))
      .toBeNull()
  },

  'narrows to inboxes, and to when conversations were made': async (given) => {
    const { seeded, organizationId, inbox, at } = await three(given)
    const other = await addInbox(given, organizationId)
    const d = await connected(given, seeded, other)
    await tell(given, d, { content: 'd1', at: at + 6 })
    const only = { inboxIds: [other.id], view: 'all' } as const
    given.expect(await listed(given, organizationId, only)).toEqual(['d1 1/1'])
    given.expect(await said(given, organizationId, only)).toBe('d1')
    const both = { inboxIds: [inbox.id, other.id], view: 'told' } as const
    given.expect(await said(given, organizationId, both)).toBe('d1 a2 b1 a1')
    const mine = { inboxIds: [inbox.id], view: 'told' } as const
    given.expect(await said(given, organizationId, mine, { conversationId: d.conversation.id })).toBe('')
    const made = d.conversation.createdAt
    given.expect((await listed(given, organizationId, only, { from: made, before: made + 1 })).length).toBe(1)
    given.expect(await listed(given, organizationId, only, { before: made })).toEqual([])
    given.expect(await listed(given, organizationId, only, { from: made + 1 })).toEqual([])
  },

  'finds the newest among more conversations than it looks at in one go': async (given) => {
    const seeded = await seedOrganization(given)
    const { id: organizationId } = seeded.organization
    const at = given.world.clock.now()
    const first = await connected(given, seeded, seeded.inbox)
    await tell(given, first, { content: 'newest', at: at + 100 })
    for (let count = 0; count < 55; count += 1) {
      const state = await connected(given, seeded, seeded.inbox)
      await tell(given, state, { content: `${count}`, at: at + count })
      // A later one that is not in view puts it before the newest where activity counts.
      await tell(given, state, { content: 'kept out', at: at + 200 + count, isBlocked: true })
    }
    given.expect(await listed(given, organizationId, TOLD, { limit: 2 })).toEqual(['newest 1/1', '54 1/1'])
    given.expect(await said(given, organizationId, TOLD, { limit: 3 })).toBe('newest 54 53')
    given.expect(await said(given, organizationId, TOLD, { limit: 2, offset: 54 })).toBe('1 0')
  },

  'finds one conversation and one message': async (given) => {
    const { seeded, organizationId, inbox, a, at } = await three(given)
    const { lineQueries } = given.storage
    const found = await lineQueries.conversation(organizationId, a.conversation.id)
    given.expect(found).toEqual({
      id: a.conversation.id,
      inboxId: inbox.id,
      remoteNumber: a.contactPoint.sourceId,
      connection: (await stateNow(given, a.conversation)).conversation.connection,
      active: false,
      createdAt: a.conversation.createdAt,
      updatedAt: at + 3,
    })
    const sent = await tell(given, a, { content: 'a3', at: at + 6 })
    given.expect(await lineQueries.message(organizationId, sent.message.id)).toEqual({
      message: sent.message,
      remoteNumber: a.contactPoint.sourceId,
      isRead: false,
    })
    const elsewhere = await say(given, seeded.conversation)
    given.expect(await lineQueries.message(organizationId, elsewhere.message.id)).toBeNull()
  },

  'tells whether the agent identity holds a conversation': async (given) => {
    const { seeded, organizationId, a } = await three(given)
    const identity = given.world.ids.next<'agent_identity'>()
    succeeded(
      await recordIn(given, a.conversation, (state) => {
        const made = madeFact(given, state.conversation, seeded.owner)
        const assignment = { ...made.assignment, holder: { type: 'agent_identity', id: identity } as const }
        return [{ ...made, assignee: null, assignment }]
      }),
    )
    const found = await given.storage.lineQueries.conversation(organizationId, a.conversation.id)
    const { assignment } = await stateNow(given, a.conversation)
    given.expect([found?.active, found?.connection.assignmentId]).toEqual([true, assignment?.id])
  },

  'shows nothing of another organization': async (given) => {
    const { a } = await three(given)
    const { id } = (await seedOrganization(given)).organization
    const { lineQueries } = given.storage
    given.expect(await listed(given, id, ALL)).toEqual([])
    given.expect(await said(given, id, ALL)).toBe('')
    given.expect(await said(given, id, ALL, { conversationId: a.conversation.id })).toBe('')
    given.expect(await lineQueries.conversation(id, a.conversation.id)).toBeNull()
  },
})
