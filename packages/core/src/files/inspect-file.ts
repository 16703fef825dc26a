import type { Bytes } from './blob-store.ts'

/** A file that somebody sent: it can be read as often as is needed until the request is answered. */
export interface IncomingFile {
  /** What the sender called it. */
  readonly name: string
  /** In bytes. */
  readonly size: number
  readonly read: () => Bytes
}

/** What is in a file. */
export interface Inspected {
  readonly contentType: string
  /** In pixels; null for what is not a picture. */
  readonly width: number | null
  readonly height: number | null
  /** A small picture of it, where one could be made. */
  readonly thumbnail: { readonly contentType: string; readonly content: Uint8Array } | null
}

/**
 * Port. Looks what is in a file. Its name is never asked: a content type that can't be told from the bytes is
 * `application/octet-stream`, or `text/plain` for what reads as text. Never rejects because of what is in the file, and
 * takes neither long nor much memory, whatever it is.
 */
export type InspectFile = (file: IncomingFile) => Promise<Inspected>
