import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { IncomingFile } from '@parlance/core'

/** A file of a form. Its digest makes it the same file again in a repeated request. */
export interface SentFile extends IncomingFile {
  /** Lower-case hex SHA-256 of what is in it. */
  readonly digest: string
}

/** The files of one request, on a disk until it is answered. */
export interface SentFiles {
  /** Takes a file off the network. Rejects with `FilesTooLarge` when all of them together are larger than they may be. */
  readonly take: (name: string, content: Readable) => Promise<SentFile>
  /** The bytes that were taken so far. */
  readonly taken: () => number
  /** Whatever was taken is gone. */
  readonly discard: () => Promise<void>
}

/** All files of a request together are larger than they may be. */
export class FilesTooLarge extends Error {
  override readonly name = 'FilesTooLarge'
  readonly status = 413
}

/** Makes a place for the files of one request, which may have so many bytes together. */
export const receiveFiles = (limit: number): SentFiles => {
  let directory: Promise<string> | undefined
  let taken = 0
  const counted = (digest: ReturnType<typeof createHash>, add: (bytes: number) => void) =>
    new Transform({
      transform: (part: Buffer, _encoding, done) => {
        taken += part.length
        add(part.length)
        digest.update(part)
        done(taken > limit ? new FilesTooLarge('The files are too large') : null, part)
      },
    })
  return {
    take: async (name, content) => {
      directory ??= mkdtemp(join(tmpdir(), 'parlance-received-'))
      const path = join(await directory, randomUUID())
      const digest = createHash('sha256')
      let size = 0
      const count = counted(digest, (bytes) => {
        size += bytes
      })
      await pipeline(content, count, createWriteStream(path, { mode: 0o600 }))
      return { name, size, digest: digest.digest('hex'), read: () => createReadStream(path) }
    },
    taken: () => taken,
    discard: async () => {
      if (directory) await rm(await directory, { recursive: true, force: true })
    },
  }
}
