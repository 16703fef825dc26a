import type { Directory } from '../access/index.ts'
import type { Clock, IdSource, Secrets, UnitOfWork } from '../kernel/index.ts'
import type { BlobStore } from './blob-store.ts'
import type { InspectFile } from './inspect-file.ts'
import type { FileQueries, FileStore } from './kept-file.ts'

/** Where files are kept, and what looks into them. */
export interface FileKeeping {
  readonly blobs: BlobStore
  readonly inspect: InspectFile
}

export interface FileTransaction {
  readonly files: FileStore
}

export interface FilePorts {
  /** Left out where files are not taken. */
  readonly fileKeeping?: FileKeeping | undefined
  readonly fileQueries: FileQueries
  readonly unitOfWork: UnitOfWork<FileTransaction>
  readonly directory: Directory
  readonly clock: Clock
  readonly ids: IdSource
  readonly secrets: Secrets
}
