import {
  type AssigneeFilter,
  type ConversationFilter,
  type ConversationId,
  type ConversationQueries,
  type ConversationSort,
  type ConversationState,
  type LastIncoming,
  type MemberId,
  NO_FILTER,
  type OrganizationId,
  SAMPLED_ITEMS,
  SECOND,
  type Timestamp,
} from '../../src/index.ts'
import { by, inOrder, type Order } from '../kernel/ordering.ts'
import { hasAnyTag } from '../kernel/tagged.ts'
import type { Tables } from '../memory-database.ts'
import { newestSaying } from '../messages/saying.memory.ts'
import { conversationPasses } from './conversation-conditions.memory.ts'
import { participantsOf } from './conversation-shelf.memory.ts'
import { loadState } from './conversation-state.memory.ts'

const matches =
  (filter: ConversationFilter) =>
  (state: ConversationState): boolean => {
    const { conversation, contactPoint, team } = state
    return (
      (filter.status === null || conversation.status === filter.status) &&
      (filter.inboxIds === null || filter.inboxIds.includes(conversation.inboxId)) &&
      (filter.teamId === null || team?.id === filter.teamId) &&
      (filter.sourceId === null || contactPoint.sourceId === filter.sourceId) &&
      (filter.contactId === null || conversation.contactId === filter.contactId) &&
      (filter.contactPointId === null || conversation.contactPointId === filter.contactPointId) &&
      (filter.updatedSince === null || conversation.lastActivityAt >= filter.updatedSince) &&
      (filter.about === null || isAbout(state, filter.about)) &&
      (filter.tags === null || hasAnyTag(conversation.tags, filter.tags)) &&
      (filter.unattended === null || isUnattended(conversation)) &&
      (filter.conditions === null || conversationPasses(filter.conditions, state))
    )
  }

/** Whether one of the rows ties the member to the conversation; true when no member is asked for. */
const isAmong = (
  rows: readonly { readonly conversationId: ConversationId; readonly memberId: MemberId }[],
  id: ConversationId,
  member: MemberId | null,
): boolean =>
  member === null || rows.some(({ conversationId, memberId }) => conversationId === id && memberId === member)

const isAbout = ({ conversation, contact }: ConversationState, text: string): boolean =>
  [String(conversation.number), contact.name, contact.email, contact.phoneNumber, contact.identifier].some(
    (value) => value?.toLowerCase().includes(text.toLowerCase()),
  )

const isUnattended = ({ firstReplyAt, waitingSince }: ConversationState['conversation']): boolean =>
  firstReplyAt === null || waitingSince !== null

const heldAs =
  (assignee: AssigneeFilter) =>
  ({ assignment }: ConversationState): boolean => {
    switch (assignee.type) {
      case 'all':
        return true
      case 'nobody':
        return assignment === null
      case 'anybody':
        return assignment !== null
      case 'member':
        return assignment?.holder.type === 'member' && assignment.holder.id === assignee.id
    }
  }

const URGENCY = { low: 1, medium: 2, high: 3, urgent: 4 }

type Sorting = Order<ConversationState>

const along = (
  value: (conversation: ConversationState['conversation']) => number | null,
  descending: boolean,
): Sorting => by(({ conversation }) => value(conversation), descending)

const urgency = ({ priority }: ConversationState['conversation']) => priority && URGENCY[priority]
const number = ({ number }: ConversationState['conversation']) => number
const activity = ({ lastActivityAt }: ConversationState['conversation']) => lastActivityAt
const waiting = ({ waitingSince }: ConversationState['conversation']) => waitingSince

const ORDERS: Readonly<Record<ConversationSort, readonly Sorting[]>> = {
  last_activity_at_desc: [],
  last_activity_at_asc: [along(activity, false)],
  created_at_desc: [along(number, true)],
  created_at_asc: [along(number, false)],
  priority_desc: [along(urgency, true)],
  priority_asc: [along(urgency, false)],
  waiting_since_desc: [along(waiting, true)],
  waiting_since_asc: [along(waiting, false)],
  priority_desc_created_at_asc: [along(urgency, true), along(number, false)],
  unread_first: [along(({ unreadCount }) => (unreadCount > 0 ? 1 : 0), true)],
}

const orderOf = (sort: ConversationSort): Sorting =>
  inOrder(...ORDERS[sort], along(activity, true), along(number, true))

/** The conversations in which one of the newest messages says this. */
const saying = (tables: Tables, organizationId: OrganizationId, text: string): ReadonlySet<string> =>
  new Set(newestSaying(tables, organizationId, text).map(({ message }) => message.conversationId))

export const memoryConversationQueries = (tables: Tables): ConversationQueries => {
  const matching = (organizationId: OrganizationId, filter: ConversationFilter) => {
    const said = filter.text === null ? null : saying(tables, organizationId, filter.text)
    return tables.conversations
      .of(organizationId)
      .map((row) => loadState(tables, row))
      .filter(matches(filter))
      .filter(({ conversation }) => said?.has(conversation.id) ?? true)
      .filter(
        ({ conversation }) =>
          isAmong(tables.participants.of(organizationId), conversation.id, filter.participantId) &&
          isAmong(tables.mentions.of(organizationId), conversation.id, filter.mentionedId),
      )
  }
  return {
    find: async (organizationId, key) => {
      const row =
        'id' in key
          ? tables.conversations.get(organizationId, key.id)
          : tables.conversations
              .of(organizationId)
              .find(({ conversation }) => conversation.number === key.number)
      return row ? loadState(tables, row) : null
    },
    findAll: async (organizationId, ids) =>
      ids.flatMap((id) => {
        const row = tables.conversations.get(organizationId, id)
        return row ? [loadState(tables, row)] : []
      }),
    list: async (organizationId, { filter, assignee, sort, page, perPage }) =>
      matching(organizationId, filter)
        .filter(heldAs(assignee))
        .toSorted(orderOf(sort))
        .slice((page - 1) * perPage, page * perPage),
    lastIncoming: async (organizationId, number) => lastIncomingOf(tables, organizationId, number),
    organizationsToWake: async (now, limit) =>
      tables.organizations
        .everywhere()
        .flatMap(({ id }) => {
          const [first] = dueIn(tables, id, now)
          return first ? [{ id, at: first.snoozedUntil }] : []
        })
        .toSorted(by(({ at }) => at))
        .slice(0, limit)
        .map(({ id }) => id),
    conversationsToWake: async (organizationId, now, limit) =>
      dueIn(tables, organizationId, now)
        .slice(0, limit)
        .map(({ id }) => id),
    participants: async (organizationId, id) => participantsOf(tables, organizationId, id),
    draft: async (organizationId, id) => tables.drafts.get(organizationId, id)?.content ?? null,
    counts: async (organizationId, filter, me) => {
      const all = matching(organizationId, filter)
      const count = (assignee: AssigneeFilter) => all.filter(heldAs(assignee)).length
      return {
        mine: me ? count({ type: 'member', id: me }) : 0,
        assigned: count({ type: 'anybody' }),
        unassigned: count({ type: 'nobody' }),
        all: all.length,
      }
    },
    unread: async (organizationId, inboxIds) => {
      const unread = matching(organizationId, { ...NO_FILTER, status: 'open', inboxIds }).filter(
        ({ conversation }) => conversation.unreadCount > 0,
      )
      return {
        all: unread.length,
        inboxes: tally(unread.map(({ inbox }) => inbox.number)),
        teams: tally(unread.flatMap(({ team }) => team?.number ?? [])),
        tags: tally(unread.flatMap(({ conversation }) => conversation.tags)),
      }
    },
    customKeys: async (organizationId, keys) => {
      const newest = tables.conversations
        .of(organizationId)
        .toSorted(by(({ conversation }) => conversation.number, true))
        .slice(0, SAMPLED_ITEMS)
      const used = newest.flatMap(({ conversation }) => Object.keys(conversation.customAttributes))
      return new Set(keys.filter((key) => used.includes(key)))
    },
  }
}

const tally = <T>(items: readonly T[]): ReadonlyMap<T, number> => {
  const counts = new Map<T, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}

const dueIn = (tables: Tables, organizationId: OrganizationId, now: Timestamp) =>
  tables.conversations
    .of(organizationId)
    .map(({ conversation }) => conversation)
    .filter(
      ({ status, snoozedUntil }) => status === 'snoozed' && snoozedUntil !== null && snoozedUntil <= now,
    )
    .toSorted(
      inOrder(
        by(({ snoozedUntil }) => snoozedUntil),
        by(({ id }) => id),
      ),
    )

const lastIncomingOf = (
  tables: Tables,
  organizationId: OrganizationId,
  number: number,
): LastIncoming | null => {
  const row = tables.conversations
    .of(organizationId)
    .find(({ conversation }) => conversation.number === number)
  const incoming = tables.messages
    .of(organizationId)
    .map(({ message }) => message)
    .filter(({ conversationId, kind }) => conversationId === row?.conversation.id && kind === 'incoming')
    .toSorted(by((message) => message.number, true))
  const [last] = incoming
  if (!last) return null
  const unseen = incoming.filter(({ createdAt }) => createdAt > last.createdAt - SECOND).length
  return { at: last.createdAt, unseen }
}
