import type { StoredFile } from '@parlance/core'
import { z } from 'zod'
import { sentFile } from '../../kernel/index.ts'
import { fileUrl } from '../push/index.ts'

export const uploadInputSchema = z
  .object({ attachment: sentFile.optional().describe('The file') })
  .meta({ id: 'Upload', description: 'A file to be kept' })

export const uploadSchema = z
  .object({
    file_url: z.string().describe('Where the file is'),
    blob_key: z.string().describe('The same as `blob_id`'),
    blob_id: z.string().describe('Names the file among the `attachments` of a message, within a day'),
  })
  .meta({ id: 'UploadedFile', description: 'A file that was kept' })

/** A file that was kept. */
export const presentUpload = (file: StoredFile): z.output<typeof uploadSchema> => ({
  file_url: fileUrl(file),
  blob_key: file.address,
  blob_id: file.address,
})
