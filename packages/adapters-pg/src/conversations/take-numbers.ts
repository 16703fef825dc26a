import type { OrganizationId } from '@parlance/core'
import type { Run } from '../kernel/connection.ts'
import { statement } from '../kernel/statement.ts'

const MESSAGE_NUMBERS = statement<{ readonly number: number }>(
  'message-numbers',
  `select nextval('messages_number_seq') as number from generate_series(1, $1::integer)`,
)

/** Numbers for messages. Taken while the conversation's row is locked, so they grow within it; some are never used. */
export const takeMessageNumbers = async (run: Run, count: number): Promise<readonly number[]> => {
  const rows = await run(MESSAGE_NUMBERS, [count])
  return rows.map(({ number }) => number)
}

const CONVERSATION_NUMBERS = statement<{ readonly last: number }>(
  'conversation-numbers',
  `update organization_counters set last_conversation_number = last_conversation_number + $2::bigint
   where organization_id = $1
   returning last_conversation_number as last`,
)

/**
 * The organization's next numbers for conversations, without a gap. It locks a row that every start needs, until the
 * commit, so it is what a start does last before it writes.
 */
export const takeConversationNumbers = async (
  run: Run,
  organizationId: OrganizationId,
  count: number,
): Promise<readonly number[]> => {
  const [row] = await run(CONVERSATION_NUMBERS, [organizationId, count])
  if (!row) throw new Error(`The organization ${organizationId} has no counter`)
  return Array.from({ length: count }, (_, at) => row.last - count + 1 + at)
}
