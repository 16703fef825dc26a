import type { IncomingFile } from '@parlance/core'
import { z } from 'zod'

// JSON has no functions, so nobody can make one of these but the program that read the form.
const isFile = (value: unknown): value is IncomingFile =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'read') === 'function'

/** A file of a form. */
export const sentFile = z
  .unknown()
  .refine(isFile, 'must be a file')
  .transform((value) => value as IncomingFile)
  .meta({ type: 'string', format: 'binary' })

const chosen = (value: unknown): unknown => (value === '' ? null : value)

/** A picture of a form, or nothing. */
export const sentPicture = z
  .preprocess(chosen, sentFile.nullish())
  .optional()
  .describe('A JPEG, PNG, GIF or WebP file of a multipart form')
