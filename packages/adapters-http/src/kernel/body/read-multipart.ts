import { MOST_ATTACHMENTS } from '@parlance/core'
import type { Request, RequestHandler } from 'express'
import multer, { type StorageEngine } from 'multer'
import { placeFile } from './place-file.ts'
import type { SentFile, SentFiles } from './sent-files.ts'

/** A form that carries a file, where none is taken. */
export class FilesRefused extends Error {
  override readonly name = 'FilesRefused'
  /** The form's name for the file. */
  readonly field: string

  constructor(field: string) {
    super(`The form carries a file: ${field}`)
    this.field = field
  }
}

/** More than a request may carry. */
class TooLarge extends Error {
  override readonly name = 'TooLarge'
  readonly status = 413
}

/** Which files are taken, and where they go. */
export interface TakenFiles {
  /** The form's names of the fields that may carry files, such as `avatar` or `profile[avatar]`. */
  readonly fields: readonly string[]
  readonly files: SentFiles
}

interface Received {
  readonly field: string
  readonly file: SentFile
}

/** `attachments[]` and `attachments[3]` are `attachments`. */
const plainName = (field: string): string => field.replace(/\[\d*\]$/, '')

/** A file with nothing in it and no name is what a form sends for a file that nobody chose. */
const isNone = ({ size, name }: SentFile): boolean => size === 0 && (name === '' || name === 'undefined')

/** In the order in which they were sent; null for one that is still coming, or that nobody chose. */
type InOrder = (Received | null)[]

/** Takes the files of these fields. Others are refused, unless there is nothing in them. */
const takingFiles = (taken: TakenFiles | null, received: InOrder): StorageEngine => ({
  _handleFile: (_request, file, done) => {
    const field = plainName(file.fieldname)
    if (!taken?.fields.includes(field)) {
      refuse(file, done)
      return
    }
    // A small file may be there before a large one that was sent before it.
    const place = received.push(null) - 1
    const keep = (sent: SentFile): void => {
      if (!isNone(sent)) received[place] = { field, file: sent }
      done(null, { size: sent.size })
    }
    taken.files.take(file.originalname, file.stream).then(keep, done)
  },
  _removeFile: (_request, _file, done) => done(null),
})

const refuse = (file: Express.Multer.File, done: (error: unknown, info?: { size: number }) => void): void => {
  let refused = false
  file.stream.on('data', () => {
    if (!refused) done(new FilesRefused(file.fieldname.replace(/\[.*$/, '')))
    refused = true
  })
  file.stream.on('end', () => {
    if (!refused) done(null, { size: 0 })
  })
}

const LIMITS = {
  fields: 1_000,
  parts: 1_000,
  // One more than may be, so that who sends it hears which rule it is.
  files: MOST_ATTACHMENTS + 1,
  fieldSize: 4 * 1024 * 1024,
  fieldNameSize: 200,
  fieldNestingDepth: 16,
  fieldArrayIndexLimit: 1_000,
}

/**
 * Reads a multipart form, and stops at `limit` bytes besides the files that it takes, even when the request doesn't say
 * how long it is.
 */
export const readMultipart =
  (limit: number, taken: TakenFiles | null): RequestHandler =>
  (request, response, next) => {
    const received: InOrder = []
    let over = false
    const finish = (failure?: unknown) => {
      if (over) return
      over = true
      if (!failure) for (const one of received) if (one) placeFile(request.body, one.field, one.file)
      next(failure)
    }
    const most = () => limit + (taken?.files.taken() ?? 0)
    countBytes(request, most, () => finish(new TooLarge('The form is too large')))
    const storage = takingFiles(taken, received)
    const forms = multer({ storage, limits: LIMITS, defParamCharset: 'utf8' }).any()
    void forms(request, response, finish)
  }

const countBytes = (request: Request, most: () => number, tooMany: () => void): void => {
  let bytes = 0
  const count = (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= most()) return
    request.off('data', count)
    request.unpipe()
    request.resume()
    tooMany()
  }
  request.on('data', count)
}
