import { z } from 'zod'
import { requiredInteger, requiredIntegers } from '../../kernel/index.ts'

export const inboxMembersSchema = z
  .object({
    inbox_id: requiredInteger,
    user_ids: requiredIntegers.describe('The ids of agents'),
  })
  .meta({ id: 'InboxMembers', description: 'Agents, and the inbox that they answer in' })

export type InboxMembersInput = z.output<typeof inboxMembersSchema>

/** What the engine is asked for. */
export const toInboxMembers = (input: InboxMembersInput) => ({
  inboxNumber: input.inbox_id,
  memberNumbers: input.user_ids,
})
