import { join } from 'node:path'
import { createDiskBlobStore, createFileInspector, createS3BlobStore } from '@parlance/adapters-blob'
import { type BlobStore, type FileKeeping, lazily } from '@parlance/core'
import type { Config } from '../config.ts'

/** A place for files, that lets go of its connections. */
export interface OpenFileKeeping extends FileKeeping {
  readonly close: () => void
}

type FileConfig = Pick<
  Config,
  | 'dataDir'
  | 'blobDir'
  | 's3Bucket'
  | 's3Region'
  | 's3Endpoint'
  | 's3PathStyle'
  | 's3AccessKeyId'
  | 's3SecretAccessKey'
>

/** Keeps files in the bucket that is configured, else in the directory; in memory where the database is too. */
export const openFileKeeping = (config: FileConfig): OpenFileKeeping => {
  const inspect = createFileInspector()
  if (config.s3Bucket !== null) {
    const blobs = openBucket(config, config.s3Bucket)
    return { blobs, inspect, close: blobs.close }
  }
  return { blobs: openDirectory(config), inspect, close: () => undefined }
}

const openBucket = (config: FileConfig, bucket: string) => {
  const { s3AccessKeyId: accessKeyId, s3SecretAccessKey: secretAccessKey } = config
  return createS3BlobStore({
    bucket,
    region: config.s3Region,
    endpoint: config.s3Endpoint ?? undefined,
    pathStyle: config.s3PathStyle,
    credentials:
      accessKeyId !== null && secretAccessKey !== null ? { accessKeyId, secretAccessKey } : undefined,
  })
}

const openDirectory = ({ blobDir, dataDir }: FileConfig): BlobStore => {
  if (blobDir !== null) return createDiskBlobStore({ directory: blobDir })
  return dataDir === null ? inMemory() : createDiskBlobStore({ directory: join(dataDir, 'blobs') })
}

/** Loaded when it is used: the rest of what it comes with is for tests. */
const inMemory = (): BlobStore => {
  const opened = lazily(async () => {
    const { memoryBlobStore } = await import('@parlance/core/testing')
    return memoryBlobStore()
  })
  return {
    put: async (...file) => (await opened()).put(...file),
    open: async (...wanted) => (await opened()).open(...wanted),
    delete: async (key) => (await opened()).delete(key),
  }
}
