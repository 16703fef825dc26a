import { type Attachment, type AttachmentPage, attachmentNumber, type PlacedAttachment } from '@parlance/core'
import { z } from 'zod'
import { sentPage } from '../kernel/index.ts'
import {
  presentFile,
  presentSender,
  senderPushSchema,
  unixSeconds,
  unixSecondsSchema,
} from '../push/index.ts'

export const attachmentQuerySchema = z.object({ page: sentPage })

const listedSchema = z
  .object({
    id: z.int(),
    message_id: z.int(),
    thumb_url: z.string().describe('Where a small picture of it is; empty when there is none'),
    data_url: z.string().nullable(),
    file_size: z.int().nullable().describe('In bytes; null for what is no file'),
    file_type: z.enum(['image', 'audio', 'video', 'file', 'location', 'fallback', 'contact']),
    extension: z.string().nullable().describe('As in the name of the file'),
    width: z.int().nullable(),
    height: z.int().nullable(),
    created_at: unixSecondsSchema,
    sender: senderPushSchema.optional().describe('Absent when nobody said it'),
  })
  .meta({ id: 'ListedAttachment', description: 'Something that went with a message' })

export const attachmentListSchema = z
  .object({
    meta: z.object({ total_count: z.int().describe('Of all pages') }),
    payload: z.array(listedSchema).describe('The newest first, at most 100'),
  })
  .meta({ id: 'AttachmentList', description: 'What went along with messages' })

/** What went along with messages. */
export const presentAttachmentList = ({
  total,
  attachments,
}: AttachmentPage): z.output<typeof attachmentListSchema> => ({
  meta: { total_count: total },
  payload: attachments.flatMap(presentListed),
})

const presentListed = ({ sent: { message, sender }, place }: PlacedAttachment) => {
  const attachment = message.attachments?.[place]
  if (!attachment) return []
  const { content_type: _type, ...about } = aboutOf(attachment)
  return [
    {
      id: attachmentNumber(message.number, place),
      message_id: message.number,
      file_type: attachment.kind,
      ...about,
      created_at: unixSeconds(message.createdAt),
      ...(sender && { sender: presentSender(sender) }),
    },
  ]
}

const NO_FILE = {
  content_type: null,
  thumb_url: '',
  data_url: null,
  file_size: null,
  extension: null,
  width: null,
  height: null,
}

const aboutOf = (attachment: Attachment) => {
  if ('file' in attachment) return presentFile(attachment.file)
  return attachment.kind === 'contact' ? NO_FILE : { ...NO_FILE, data_url: attachment.url }
}
