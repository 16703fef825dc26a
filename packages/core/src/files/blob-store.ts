import type { OrganizationId } from '../kernel/index.ts'

/** Names stored bytes. Names are made of chance by the domain: nothing that a user sent is ever part of one. */
export interface BlobKey {
  readonly organizationId: OrganizationId
  /** 1–200 characters of `A–Z a–z 0–9 _ -`. */
  readonly name: string
}

/** Bytes from `start` to `end`, both part of it; within the size of what is read. */
export interface ByteRange {
  readonly start: number
  readonly end: number
}

/** Bytes in portions. Who stops half-way lets go of what they come from. */
export type Bytes = AsyncIterable<Uint8Array>

/** Port. Keeps bytes: on a disk, in an object store. What one organization keeps is never found from another. */
export interface BlobStore {
  /**
   * Keeps the bytes under the key, all of them or none: nobody ever reads a part. What was there before is replaced.
   * Rejects when there are not exactly `size` bytes.
   */
  readonly put: (
    key: BlobKey,
    content: Bytes,
    facts: { readonly contentType: string; readonly size: number },
  ) => Promise<void>
  /** The bytes under the key, or a range of them; null when there are none. Reads no faster than it is read from. */
  readonly open: (key: BlobKey, range?: ByteRange) => Promise<Bytes | null>
  /** Forgets the bytes; harmless where there are none. */
  readonly delete: (key: BlobKey) => Promise<void>
}
