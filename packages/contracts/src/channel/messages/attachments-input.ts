import type { FileInput } from '@parlance/core'
import { z } from 'zod'
import { sentFile } from '../../kernel/index.ts'

const listed = (value: unknown): unknown => {
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value]
  return list.filter((one) => one !== '')
}

/** Files of a form, and files that were uploaded before. */
export const attachmentsInput = z
  .preprocess(listed, z.array(z.union([z.string().max(255), sentFile])).max(100))
  .optional()
  .describe('At most 15: files of a multipart form, or the `blob_id`s of uploads')

/** What the engine is asked for. */
export const toFileInputs = (attachments: z.output<typeof attachmentsInput> = []): readonly FileInput[] =>
  attachments.map((one) =>
    typeof one === 'string' ? { type: 'kept', address: one } : { type: 'sent', file: one },
  )
