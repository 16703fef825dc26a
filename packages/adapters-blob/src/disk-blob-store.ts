import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { BlobStore, Bytes } from '@parlance/core'
import { exactly } from './exactly.ts'
import { storagePath } from './storage-path.ts'

export interface DiskOptions {
  /** Made when it is not there; nobody else writes there. */
  readonly directory: string
}

/** Where files are while they are written. */
const UNFINISHED = '.unfinished'
/** What was being written so long ago is never finished, in milliseconds. */
const ABANDONED = 24 * 60 * 60 * 1_000

/** Keeps blobs as files of a directory; several processes may share it. What was put survives a loss of power. */
export const createDiskBlobStore = ({ directory }: DiskOptions): BlobStore => {
  let ready: Promise<void> | undefined
  const prepare = (): Promise<void> => {
    ready ??= makePlace(join(directory, UNFINISHED)).catch((error: unknown) => {
      ready = undefined
      throw error
    })
    return ready
  }
  return {
    put: async (key, content, { size }) => {
      const path = join(directory, ...storagePath(key))
      await prepare()
      const unfinished = join(directory, UNFINISHED, randomUUID())
      try {
        await write(unfinished, exactly(content, size))
        await mkdir(dirname(path), { recursive: true, mode: 0o700 })
        await rename(unfinished, path)
        await flush(dirname(path))
      } catch (error) {
        await rm(unfinished, { force: true })
        throw error
      }
    },
    open: async (key, range) => {
      const file = await unlessMissing(open(join(directory, ...storagePath(key))))
      // Nothing is to be opened in vain: whoever asks reads, and the stream closes the file at its end.
      return file === null ? null : file.createReadStream(range ? { start: range.start, end: range.end } : {})
    },
    delete: async (key) => {
      await rm(join(directory, ...storagePath(key)), { force: true })
    },
  }
}

const makePlace = async (unfinished: string): Promise<void> => {
  await mkdir(unfinished, { recursive: true, mode: 0o700 })
  for (const name of await readdir(unfinished)) {
    const path = join(unfinished, name)
    const facts = await unlessMissing(stat(path))
    if (facts && Date.now() - facts.mtimeMs > ABANDONED) await rm(path, { force: true })
  }
}

const write = async (path: string, content: Bytes): Promise<void> => {
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const part of content) await file.writeFile(part)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** Makes the directory's new name durable; where directories can't be flushed, the file system does without. */
const flush = async (directory: string): Promise<void> => {
  const opened = await open(directory, 'r').catch(() => null)
  try {
    await opened?.sync().catch(() => undefined)
  } finally {
    await opened?.close()
  }
}

const unlessMissing = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work
  } catch (error) {
    if ((error as { readonly code?: unknown }).code === 'ENOENT') return null
    throw error
  }
}
