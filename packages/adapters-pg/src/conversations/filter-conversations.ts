import type { AssigneeFilter, ConversationFilter } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { sourceDigest } from '../contacts/index.ts'
import { toIso } from '../kernel/moment.ts'

type Condition = RawBuilder<unknown>

/** Conditions on the organization's conversations, without those on the organization and on the status. */
export const conditionsOf = (filter: ConversationFilter, organizationId: string): readonly Condition[] => {
  const conditions: Condition[] = []
  if (filter.contactId !== null) conditions.push(sql`conversations.contact_id = ${filter.contactId}`)
  if (filter.contactPointId !== null) {
    conditions.push(sql`conversations.contact_point_id = ${filter.contactPointId}`)
  }
  if (filter.updatedSince !== null) {
    conditions.push(sql`conversations.last_activity_at >= ${toIso(filter.updatedSince)}::timestamptz`)
  }
  if (filter.sourceId !== null) {
    conditions.push(sql`conversations.contact_point_id in (
      select contact_points.id from contact_points
      where contact_points.organization_id = ${organizationId}
        and contact_points.source_digest = ${sourceDigest(filter.sourceId)})`)
  }
  return conditions
}

export const inInboxes = (filter: ConversationFilter): readonly Condition[] =>
  filter.inboxIds === null ? [] : [sql`conversations.inbox_id = any(${[...filter.inboxIds]}::uuid[])`]

export const inStatus = (filter: ConversationFilter): readonly Condition[] =>
  filter.status === null ? [] : [sql`conversations.status = ${filter.status}`]

export const heldBy = (assignee: AssigneeFilter): readonly Condition[] => {
  switch (assignee.type) {
    case 'member':
      return [sql`conversations.holder_id = ${assignee.id}`]
    case 'anybody':
      return [sql`conversations.holder_id is not null`]
    case 'nobody':
      return [sql`conversations.holder_id is null`]
    case 'all':
      return []
  }
}

export const allOf = (organizationId: string, conditions: readonly Condition[]): Condition =>
  sql.join([sql`conversations.organization_id = ${organizationId}`, ...conditions], sql` and `)
