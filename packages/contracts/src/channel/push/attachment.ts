import { type Attachment, attachmentNumber, type Message, type StoredFile } from '@parlance/core'
import { z } from 'zod'
import { freeObjectSchema } from './enums.ts'
import { fileUrl, thumbnailUrl } from './file-url.ts'

const shared = { id: z.int(), message_id: z.int(), account_id: z.int() }

const aboutFile = {
  extension: z.string().nullable().describe('As in the name of the file'),
  content_type: z.string().describe('By what is in the file'),
  data_url: z.string().describe('Where the file is; answers with a redirect'),
  thumb_url: z.string().describe('Where a small picture of it is; empty when there is none'),
  file_size: z.int().describe('In bytes'),
  width: z.int().nullable(),
  height: z.int().nullable(),
}

export const attachmentSchema = z
  .discriminatedUnion('file_type', [
    z.object({ ...shared, file_type: z.enum(['image', 'video', 'file']), ...aboutFile }),
    z.object({ ...shared, file_type: z.literal('audio'), ...aboutFile, transcribed_text: z.string() }),
    z.object({
      ...shared,
      file_type: z.literal('location'),
      coordinates_lat: z.number(),
      coordinates_long: z.number(),
      fallback_title: z.string().nullable(),
      data_url: z.string().nullable(),
    }),
    z.object({
      ...shared,
      file_type: z.literal('fallback'),
      fallback_title: z.string().nullable(),
      data_url: z.string().nullable(),
    }),
    z.object({
      ...shared,
      file_type: z.literal('contact'),
      fallback_title: z.string().nullable(),
      meta: freeObjectSchema,
    }),
  ])
  .meta({ id: 'Attachment', description: 'Something that goes with a message' })

export type AttachmentObject = z.infer<typeof attachmentSchema>

export const attachmentsSchema = z.array(attachmentSchema).describe('Absent when there are none')

/** A message's attachments as a member of its object; nothing when it has none. */
export const presentAttachments = (
  message: Pick<Message, 'number' | 'attachments'>,
  accountNumber: number,
): { readonly attachments?: AttachmentObject[] } =>
  message.attachments?.length
    ? {
        attachments: message.attachments.map((attachment, place) => ({
          id: attachmentNumber(message.number, place),
          message_id: message.number,
          account_id: accountNumber,
          ...presentAttachment(attachment),
        })),
      }
    : {}

type OwnPart<T> = T extends AttachmentObject ? Omit<T, keyof typeof shared> : never

const presentAttachment = (attachment: Attachment): OwnPart<AttachmentObject> => {
  switch (attachment.kind) {
    case 'image':
    case 'video':
    case 'file':
      return { file_type: attachment.kind, ...presentFile(attachment.file) }
    case 'audio':
      return { file_type: 'audio', ...presentFile(attachment.file), transcribed_text: '' }
    case 'location':
      return {
        file_type: 'location',
        coordinates_lat: attachment.latitude,
        coordinates_long: attachment.longitude,
        fallback_title: attachment.title,
        data_url: attachment.url,
      }
    case 'fallback':
      return { file_type: 'fallback', fallback_title: attachment.title, data_url: attachment.url }
    case 'contact':
      return { file_type: 'contact', fallback_title: attachment.title, meta: attachment.details }
  }
}

/** What is told of a file. */
export const presentFile = (file: StoredFile) => ({
  extension: extensionOf(file.name),
  content_type: file.contentType,
  data_url: fileUrl(file),
  thumb_url: thumbnailUrl(file),
  file_size: file.size,
  width: file.width,
  height: file.height,
})

const extensionOf = (name: string): string | null => /[^.]\.([A-Za-z0-9]{1,16})$/.exec(name)?.[1] ?? null
