import { type OrganizationId, SEARCHED_MESSAGES } from '@parlance/core'
import { type RawBuilder, sql } from 'kysely'
import { containing } from '../kernel/like.ts'

/**
 * The messages that a search looks through. The ids of messages are in the order in which they were made, so the primary
 * key gives the newest, and messages need no index of their words.
 */
export const newestMessages = (organizationId: OrganizationId | string): RawBuilder<unknown> => sql`(
  select * from messages where messages.organization_id = ${organizationId}
  order by messages.id desc limit ${SEARCHED_MESSAGES})`

/** Whether a message, under the name `recent`, is of people and says this. */
export const says = (text: string): RawBuilder<unknown> =>
  sql`recent.kind in ('incoming', 'outgoing') and recent.content ilike ${containing(text)}`
