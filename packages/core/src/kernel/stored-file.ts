import type { BlobId } from './id.ts'

/** A file that is kept, as messages and people show it. Plain data: where its bytes are is not part of it. */
export interface StoredFile {
  readonly id: BlobId
  /** Names the file in web addresses, and can't be guessed: whoever knows it may read the file. */
  readonly address: string
  /** What it was called by whoever sent it; for people to read, never to decide by. */
  readonly name: string
  /** By what is in the file, not by what was said about it. */
  readonly contentType: string
  /** In bytes. */
  readonly size: number
  /** In pixels; null for what is not a picture. */
  readonly width: number | null
  readonly height: number | null
  /** Whether there is a small picture of it. */
  readonly thumbnail: boolean
}
