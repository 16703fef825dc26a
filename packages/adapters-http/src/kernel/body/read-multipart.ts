import type { Request, RequestHandler } from 'express'
import multer, { type StorageEngine } from 'multer'

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

/** Takes no file: one with nothing in it is what a form sends for a file that nobody chose, any other is refused. */
const noFiles: StorageEngine = {
  _handleFile: (_request, file, done) => {
    let refused = false
    file.stream.on('data', () => {
      if (!refused) done(new FilesRefused(file.fieldname.replace(/\[.*$/, '')))
      refused = true
    })
    file.stream.on('end', () => {
      if (!refused) done(null, { size: 0 })
    })
  },
  _removeFile: (_request, _file, done) => done(null),
}

const forms = multer({
  storage: noFiles,
  limits: {
    fields: 1_000,
    parts: 1_000,
    fieldSize: 4 * 1024 * 1024,
    fieldNameSize: 200,
    fieldNestingDepth: 16,
    fieldArrayIndexLimit: 1_000,
  },
}).any()

/** Reads a multipart form's fields, and stops at `limit` bytes even when the request doesn't say how long it is. */
export const readMultipart =
  (limit: number): RequestHandler =>
  (request, response, next) => {
    let over = false
    const finish = (failure?: unknown) => {
      if (!over) next(failure)
      over = true
    }
    countBytes(request, limit, () => finish(new TooLarge('The form is too large')))
    void forms(request, response, finish)
  }

const countBytes = (request: Request, limit: number, tooMany: () => void): void => {
  let bytes = 0
  const count = (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes <= limit) return
    request.off('data', count)
    request.unpipe()
    request.resume()
    tooMany()
  }
  request.on('data', count)
}
