import type { ConversationState } from '@parlance/core'
import { z } from 'zod'
import { requiredText } from '../../kernel/index.ts'
import { sentPage } from '../kernel/index.ts'
import { CHANNEL_TYPES } from '../push/index.ts'

/** Items of a kind on a page of a search; nobody can change it. */
export const FOUND_PER_PAGE = 15

/** The most messages that are shown of a conversation that was found. */
export const FOUND_MESSAGES = 10

export const searchQuerySchema = z.object({
  q: requiredText.pipe(z.string().max(1_000)).optional().describe('What is looked for'),
  page: sentPage,
})

export const foundInboxSchema = z.object({
  id: z.int(),
  name: z.string(),
  channel_type: z.enum(Object.values(CHANNEL_TYPES)),
})

/** The inbox that something was found in. */
export const presentFoundInbox = ({ inbox }: ConversationState): z.output<typeof foundInboxSchema> => ({
  id: inbox.number,
  name: inbox.name,
  channel_type: CHANNEL_TYPES[inbox.channelType],
})
