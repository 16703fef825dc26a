import {
  type ConversationId,
  type ConversationListQuery,
  type ConversationSort,
  type ConversationStatus,
  type OrganizationId,
  possibleStatuses,
  STATUSES,
} from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { allOf, conditionsOf, heldBy, inInboxes, inStatus, type KnownFilter } from './filter-conversations.ts'

/** Of more inboxes than these, the conversations are looked through instead of each inbox being asked for its newest. */
const INBOXES_APART = 20

/** What a page is asked for by. */
export interface KnownQuery extends ConversationListQuery {
  readonly filter: KnownFilter
}

type Selected = RawBuilder<{ readonly id: ConversationId }>

/** The ids of a page of conversations, in order. */
export const selectPage = (organizationId: OrganizationId, query: KnownQuery): Selected =>
  isByActivity(query) && !isFoundOtherwise(query.filter)
    ? selectByActivity(organizationId, query)
    : selectSorted(organizationId, query)

const isByActivity = ({ sort }: KnownQuery): boolean =>
  sort === 'last_activity_at_desc' || sort === 'last_activity_at_asc'

/** What a search found is few enough to be sorted. */
const isFoundOtherwise = ({ text, about, tagged }: KnownFilter): boolean =>
  text !== null || about !== null || tagged !== null

const statusesOf = ({ status, conditions }: KnownFilter): readonly ConversationStatus[] => {
  if (status !== null) return [status]
  return conditions === null ? STATUSES : possibleStatuses(conditions)
}

/**
 * By activity, which is what lists show first: each status (and inbox) gives its newest from an index, and the page is
 * merged from those, so the cost of the first page does not depend on how many conversations there are.
 */
const selectByActivity = (organizationId: OrganizationId, query: KnownQuery): Selected => {
  const { filter, assignee, page, perPage } = query
  const end = page * perPage
  const statuses = statusesOf(filter)
  const apart = filter.inboxIds !== null && filter.inboxIds.length <= INBOXES_APART
  const inboxes = apart
    ? sql`cross join unnest(${[...(filter.inboxIds ?? [])]}::uuid[]) as part (inbox_id)`
    : sql``
  const conditions = [
    sql`conversations.status = wanted.status`,
    ...(apart ? [sql`conversations.inbox_id = part.inbox_id`] : inInboxes(filter)),
    ...heldBy(assignee),
    ...conditionsOf(filter, organizationId),
  ]
  const order = ORDERS[query.sort]
  return sql`
    select newest.id
    from unnest(${[...statuses]}::text[]) as wanted (status) ${inboxes}
    cross join lateral (
      select conversations.id, conversations.last_activity_at
      from conversations
      where ${allOf(organizationId, conditions)}
      order by ${order}
      limit ${end}
    ) as newest
    order by ${order}
    limit ${perPage} offset ${end - perPage}`
}

const selectSorted = (organizationId: OrganizationId, query: KnownQuery): Selected => {
  const { filter, assignee, page, perPage } = query
  const conditions = [
    ...inStatus(filter),
    ...inInboxes(filter),
    ...heldBy(assignee),
    ...conditionsOf(filter, organizationId),
  ]
  return sql`
    select conversations.id
    from conversations
    where ${allOf(organizationId, conditions)}
    order by ${ORDERS[query.sort]}
    limit ${perPage} offset ${(page - 1) * perPage}`
}

const PRIORITY = sql`array_position(array['low', 'medium', 'high', 'urgent'], priority)`

/** Conversations without the value come last, whichever way; of equals the newest comes first. Numbers tell the order of creation. */
const ORDERS: Readonly<Record<ConversationSort, RawBuilder<unknown>>> = {
  last_activity_at_desc: sql`last_activity_at desc, id`,
  last_activity_at_asc: sql`last_activity_at asc, id desc`,
  created_at_desc: sql`number desc`,
  created_at_asc: sql`number asc`,
  priority_desc: sql`${PRIORITY} desc nulls last, last_activity_at desc, id`,
  priority_asc: sql`${PRIORITY} asc nulls last, last_activity_at desc, id`,
  waiting_since_desc: sql`waiting_since desc nulls last, last_activity_at desc, id`,
  waiting_since_asc: sql`waiting_since asc nulls last, last_activity_at desc, id`,
  priority_desc_created_at_asc: sql`${PRIORITY} desc nulls last, number asc`,
  unread_first: sql`(unread_count > 0) desc, last_activity_at desc, id`,
}
