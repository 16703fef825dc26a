import type { ContactNoteView } from '@parlance/core'
import { z } from 'zod'
import { requiredText } from '../../kernel/index.ts'
import { agentSchema, presentAgent } from '../access/index.ts'
import { unixSeconds, unixSecondsSchema } from '../push/index.ts'

export const contactNoteSchema = z
  .object({
    id: z.int(),
    content: z.string(),
    account_id: z.int(),
    contact_id: z.int(),
    user: agentSchema.optional().describe('Who wrote it; absent when that member has left'),
    created_at: unixSecondsSchema,
    updated_at: unixSecondsSchema,
  })
  .meta({ id: 'ContactNote', description: 'What a member noted about a contact' })

export const contactNoteListSchema = z.array(contactNoteSchema).describe('Newest first, 100 on a page')

export const contactNoteInputSchema = z
  .object({ content: requiredText })
  .meta({ id: 'ContactNoteInput', description: 'What is to be noted' })

/** A note about the contact with this number. */
export const presentContactNote = (
  { note, author }: ContactNoteView,
  contactNumber: number,
  accountNumber: number,
): z.output<typeof contactNoteSchema> => ({
  id: note.number,
  content: note.content,
  account_id: accountNumber,
  contact_id: contactNumber,
  ...(author && { user: presentAgent(author, accountNumber) }),
  created_at: unixSeconds(note.createdAt),
  updated_at: unixSeconds(note.updatedAt),
})
