import { z } from 'zod'
import { forgivingList, requiredInteger } from '../../kernel/index.ts'

export const inboxMembersSchema = z
  .object({
    inbox_id: requiredInteger,
    user_ids: z
      .preprocess((ids) => (ids === '' ? [] : ids), z.array(z.union([z.int(), z.string()])).max(1_000))
      .describe('The ids of agents; one that is a string is the id of nobody'),
  })
  .meta({ id: 'InboxMembers', description: 'Agents, and the inbox that they answer in' })

export type InboxMembersInput = z.output<typeof inboxMembersSchema>

/** A number that no member has. */
const NOBODY = -1

/** What the engine is asked for. */
export const toInboxMembers = (input: InboxMembersInput) => ({
  inboxNumber: input.inbox_id,
  memberNumbers: input.user_ids.map((id) => (typeof id === 'number' ? id : NOBODY)),
})

const MOST_INBOXES = 100

export const assignableAgentsQuerySchema = z.object({
  inbox_ids: forgivingList(requiredInteger)
    .pipe(z.array(z.int()).max(MOST_INBOXES))
    .optional()
    .describe('The ids of inboxes; one at least'),
})
