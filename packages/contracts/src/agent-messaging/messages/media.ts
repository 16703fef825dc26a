import type { StoredFile } from '@parlance/core'
import { z } from 'zod'
import { fileUrl } from '../../channel/push/index.ts'
import { sentFile } from '../../kernel/index.ts'

export const uploadImessageMediaSchema = z
  .object({ file: sentFile.describe('The file') })
  .meta({ id: 'UploadImessageMedia', description: 'A file to be kept' })

export const imessageMediaUploadSchema = z
  .object({
    media_url: z.string().describe('Where the file is: one of the `media_urls` of a message, within a day'),
    content_type: z.string().nullable().describe('What it is, by what is in it'),
    size: z.int().nullable().describe('In bytes'),
  })
  .meta({ id: 'ImessageMediaUpload', description: 'A file that was kept' })

/** A file that was kept. */
export const presentImessageMedia = (file: StoredFile): z.output<typeof imessageMediaUploadSchema> => ({
  media_url: fileUrl(file),
  content_type: file.contentType,
  size: file.size,
})
