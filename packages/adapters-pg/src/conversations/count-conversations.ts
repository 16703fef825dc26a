import type { MemberId, OrganizationId } from '@parlance/core'
import { sql } from 'kysely'
import { allOf, conditionsOf, inInboxes, inStatus, type KnownFilter } from './filter-conversations.ts'

const MOST = 10_000_000

interface CountsRow {
  readonly mine: number
  readonly assigned: number
  readonly all: number
}

/** Counts in one pass over an index that holds all it asks for, and stops at the limit. */
export const selectCounts = (organizationId: OrganizationId, filter: KnownFilter, me: MemberId | null) => {
  const conditions = [...inStatus(filter), ...inInboxes(filter), ...conditionsOf(filter, organizationId)]
  return sql<CountsRow>`
    select
      count(*) filter (where holder_id = ${me}::uuid) as mine,
      count(holder_id) as assigned,
      count(*) as "all"
    from (
      select conversations.holder_id
      from conversations
      where ${allOf(organizationId, conditions)}
      limit ${MOST}
    ) as matching`
}
