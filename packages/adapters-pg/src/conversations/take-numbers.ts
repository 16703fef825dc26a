import type { OrganizationId } from '@parlance/core'
import type { Run } from '../kernel/connection.ts'
import { statement } from '../kernel/statement.ts'

export interface NumbersRow {
  readonly numbers: string | null
}

/** So many numbers for messages: in one text, which is read sooner than many rows. Some are never used. */
export const takenNumbers = (count: string): string =>
  `(select string_agg(nextval('messages_number_seq')::text, ' ') from generate_series(1, ${count}::integer))`

export const numbersIn = ({ numbers }: NumbersRow): readonly number[] => numbers?.split(' ').map(Number) ?? []

const MESSAGE_NUMBERS = statement<NumbersRow>('message-numbers', `select ${takenNumbers('$1')} as numbers`)

/** Numbers for messages: higher than any that was taken before, so those taken under a conversation's lock grow within it. */
export const takeMessageNumbers = async (run: Run, count: number): Promise<readonly number[]> => {
  const [row] = await run(MESSAGE_NUMBERS, [count])
  return row ? numbersIn(row) : []
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
