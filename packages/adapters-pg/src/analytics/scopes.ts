import type { Grouping, OrganizationId, Period, Scope } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { toIso } from '../kernel/moment.ts'

const CONVERSATION = sql`
  join conversations
    on conversations.organization_id = measured.organization_id and conversations.id = measured.conversation_id`

/** Conversations that were deleted count for whoever worked on them, and have no holder. */
const HOLDER = sql`
  left join conversations
    on conversations.organization_id = measured.organization_id and conversations.id = measured.conversation_id
    and conversations.holder_type = 'member' and measured.measure = 'conversation'`

/** Whose work it was: a conversation is that of who holds it now. */
const WORKER = sql`case when measured.measure = 'conversation' then conversations.holder_id else measured.member_id end`

export interface Narrowed {
  readonly join: RawBuilder<unknown>
  readonly condition: RawBuilder<unknown>
}

/** What a report that is about one thing joins to the measurements, and asks of them. */
export const narrowedTo = (scope: Scope): Narrowed => {
  switch (scope.type) {
    case 'organization':
      return { join: sql``, condition: sql`true` }
    case 'inbox':
      return { join: sql``, condition: sql`measured.inbox_id = ${scope.id}::uuid` }
    case 'member':
      return { join: HOLDER, condition: sql`${WORKER} = ${scope.id}::uuid` }
    case 'team':
      return { join: CONVERSATION, condition: sql`conversations.team_id = ${scope.id}::uuid` }
    case 'tag':
      return { join: CONVERSATION, condition: sql`conversations.tags @> array[${scope.tag}]::text[]` }
  }
}

/** What a report by groups joins to the measurements, and the text that names the group. */
export const groupedBy = (
  by: Grouping,
): { readonly join: RawBuilder<unknown>; readonly key: RawBuilder<unknown> } => {
  switch (by) {
    case 'inbox':
      return { join: sql``, key: sql`measured.inbox_id::text` }
    case 'member':
      return { join: HOLDER, key: sql`(${WORKER})::text` }
    case 'team':
      return { join: CONVERSATION, key: sql`conversations.team_id::text` }
    case 'tag':
      return {
        join: sql`${CONVERSATION} cross join lateral unnest(conversations.tags) as tag`,
        key: sql`tag`,
      }
  }
}

/** The measurements of the organization in the period. */
export const measuredIn = (organizationId: OrganizationId, { since, until }: Period) => sql`
  measured.organization_id = ${organizationId}
  and measured.at >= ${toIso(since)}::timestamptz and measured.at < ${toIso(until)}::timestamptz`

/** How many milliseconds the measurements took. */
export const duration = (businessHours: boolean) =>
  businessHours ? sql`sum(measured.business_duration)` : sql`sum(measured.duration)`
