import type { S3ClientConfig } from '@aws-sdk/client-s3'
import { type BlobKey, type BlobStore, type Bytes, lazily } from '@parlance/core'
import { exactly } from './exactly.ts'
import { inTurns } from './in-turns.ts'
import { storagePath } from './storage-path.ts'

export interface S3Options {
  readonly bucket: string
  readonly region: string
  /** Of an S3-compatible store; Amazon's own when left out. */
  readonly endpoint?: string | undefined
  /** True: the bucket is part of the path and not of the host name, as many S3-compatible stores want it. */
  readonly pathStyle?: boolean | undefined
  /** Where the SDK finds them itself (environment, instance role) when left out. */
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
  /** Milliseconds until a request is answered, attempts included: 120,000 when left out. */
  readonly timeout?: number | undefined
}

/** A blob store that lets go of its connections. */
export interface S3BlobStore extends BlobStore {
  readonly close: () => void
}

const TIMEOUT = 120_000
const CONNECTING = 5_000
/** The longest silence on a connection, in milliseconds. */
const SILENCE = 30_000

/** Files that are sent at a time: each is in memory meanwhile, so that it can be sent again. */
const SIDE_BY_SIDE = 4

/** Keeps blobs as objects of a bucket of Amazon S3, or of a store that speaks like it. The bucket must be there. */
export const createS3BlobStore = (options: S3Options): S3BlobStore => {
  const { bucket, timeout = TIMEOUT } = options
  let letGo = (): void => undefined
  const opened = lazily(async () => {
    const sdk = await import('@aws-sdk/client-s3')
    const client = new sdk.S3Client(configOf(options))
    letGo = () => client.destroy()
    return { ...sdk, client }
  })
  const turn = inTurns(SIDE_BY_SIDE)
  const objectOf = (key: BlobKey) => ({ Bucket: bucket, Key: storagePath(key).join('/') })
  return {
    put: (key, content, { contentType, size }) =>
      turn(async () => {
        const object = { ...objectOf(key), ContentLength: size, ContentType: contentType }
        const { client, PutObjectCommand } = await opened()
        const command = new PutObjectCommand({ ...object, Body: await whole(exactly(content, size)) })
        await within(timeout, (abortSignal) => client.send(command, { abortSignal }))
      }),
    open: async (key, range) => {
      const part = range && { Range: `bytes=${range.start}-${range.end}` }
      const { client, GetObjectCommand } = await opened()
      const command = new GetObjectCommand({ ...objectOf(key), ...part })
      const asked = within(timeout, (abortSignal) => client.send(command, { abortSignal }))
      const found = await unlessMissing(asked)
      // In Node the body is a stream; the type knows browsers as well.
      return found && (found.Body as Bytes)
    },
    delete: async (key) => {
      const { client, DeleteObjectCommand } = await opened()
      const command = new DeleteObjectCommand(objectOf(key))
      await within(timeout, (abortSignal) => client.send(command, { abortSignal }))
    },
    close: () => letGo(),
  }
}

const whole = async (content: Bytes): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts)
}

/** Gives up what takes longer; what was answered in time may be read for as long as it takes. */
const within = async <T>(timeout: number, ask: (abort: AbortSignal) => Promise<T>): Promise<T> => {
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(new Error(`No answer within ${timeout} ms`)), timeout)
  try {
    return await ask(abort.signal)
  } finally {
    clearTimeout(timer)
  }
}

const configOf = ({ region, endpoint, pathStyle = false, credentials }: S3Options): S3ClientConfig => ({
  region,
  forcePathStyle: pathStyle,
  ...(endpoint !== undefined && { endpoint }),
  ...(credentials && { credentials }),
  maxAttempts: 3,
  requestHandler: { connectionTimeout: CONNECTING, socketTimeout: SILENCE },
  // Checksums in trailers are not understood by every store that speaks S3.
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
})

const unlessMissing = async <T>(work: Promise<T>): Promise<T | null> => {
  try {
    return await work
  } catch (error) {
    if ((error as { readonly name?: unknown }).name === 'NoSuchKey') return null
    throw error
  }
}
