import type {
  ChannelType,
  InboxId,
  InboxQueries,
  InboxStore,
  MemberId,
  NewInbox,
  OrganizationId,
} from '../../src/index.ts'
import { by, inOrder } from '../kernel/ordering.ts'
import { nextNumber, type RowTypes, type Tables, type WritableTables } from '../memory-database.ts'

type Inbox = RowTypes['inboxes']

const present = (tables: Tables, organizationId: OrganizationId): readonly Inbox[] =>
  tables.inboxes.of(organizationId).filter(({ id }) => !tables.removedInboxes.get(organizationId, id))

const withId = (tables: Tables, organizationId: OrganizationId, id: InboxId): Inbox | null =>
  present(tables, organizationId).find((inbox) => inbox.id === id) ?? null

const withNumber = (tables: Tables, organizationId: OrganizationId, number: number): Inbox | null =>
  present(tables, organizationId).find((inbox) => inbox.number === number) ?? null

const ofChannel = (tables: Tables, organizationId: OrganizationId, type: ChannelType): Inbox | null =>
  present(tables, organizationId)
    .filter(({ channel }) => channel.type === type)
    .toSorted(by(({ number }) => number))[0] ?? null

const membershipKey = (inboxId: InboxId, memberId: MemberId) => `${inboxId} ${memberId}`

const insertInbox = (tables: WritableTables, organizationId: OrganizationId, draft: NewInbox): Inbox => {
  const { identifier } = draft.channel
  if (tables.inboxes.everywhere().some(({ channel }) => channel.identifier === identifier))
    throw new Error('This identifier leads to an inbox already')
  const number = nextNumber(tables, organizationId, 'inbox')
  const channel = { ...draft.channel, number: nextNumber(tables, organizationId, 'channel') }
  const inbox: Inbox = { ...draft, number, channel }
  tables.inboxes.insert(organizationId, inbox.id, inbox)
  return inbox
}

export const memoryInboxStore = (tables: WritableTables, organizationId: OrganizationId): InboxStore => ({
  find: async (id) => withId(tables, organizationId, id),
  findByNumber: async (number) => withNumber(tables, organizationId, number),
  ofChannel: async (type) => ofChannel(tables, organizationId, type),
  insert: async (draft) => insertInbox(tables, organizationId, draft),
  insertOnly: async (draft) =>
    ofChannel(tables, organizationId, draft.channel.type) ? null : insertInbox(tables, organizationId, draft),
  update: async (inbox) => {
    const before = tables.inboxes.get(organizationId, inbox.id)
    if (!before) return
    const { identifier, number } = before.channel
    tables.inboxes.put(organizationId, inbox.id, {
      ...inbox,
      number: before.number,
      channel: { ...inbox.channel, identifier, number },
    })
  },
  remove: async (id, at) => {
    tables.removedInboxes.put(organizationId, id, { at })
    for (const { inboxId, memberId } of tables.inboxMembers.of(organizationId))
      if (inboxId === id) tables.inboxMembers.remove(organizationId, membershipKey(id, memberId))
  },
  addMembers: async (inboxId, members) => {
    if (!tables.inboxes.get(organizationId, inboxId)) throw new Error('There is no such inbox')
    for (const memberId of members) {
      if (!tables.members.get(organizationId, memberId)) throw new Error('There is no such member')
      tables.inboxMembers.put(organizationId, membershipKey(inboxId, memberId), { inboxId, memberId })
    }
  },
  removeMembers: async (inboxId, members) => {
    for (const memberId of members)
      tables.inboxMembers.remove(organizationId, membershipKey(inboxId, memberId))
  },
  memberIds: async (inboxId) =>
    tables.inboxMembers
      .of(organizationId)
      .filter((one) => one.inboxId === inboxId)
      .map(({ memberId }) => memberId),
})

export const memoryInboxQueries = (tables: Tables): InboxQueries => ({
  list: async (organizationId, only) =>
    present(tables, organizationId)
      .filter(({ id }) => only === null || only.includes(id))
      .toSorted(
        inOrder(
          by(({ name }) => name.toLowerCase()),
          by(({ number }) => number),
        ),
      )
      .slice(0, 1_000),
  find: async (organizationId, id) => withId(tables, organizationId, id),
  findByNumber: async (organizationId, number) => withNumber(tables, organizationId, number),
  ofChannel: async (organizationId, type) => ofChannel(tables, organizationId, type),
})
