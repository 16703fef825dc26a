import type { JsonObject, StoredFile } from '../kernel/index.ts'

/** What a file is shown as. */
export type FileKind = 'image' | 'audio' | 'video' | 'file'

/** Something that goes with a message. */
export type Attachment =
  | { readonly kind: FileKind; readonly file: StoredFile }
  | {
      readonly kind: 'location'
      readonly latitude: number
      readonly longitude: number
      readonly title: string | null
      readonly url: string | null
    }
  | { readonly kind: 'contact'; readonly title: string | null; readonly details: JsonObject }
  /** What the channel could not carry: a title, and an address to look at. */
  | { readonly kind: 'fallback'; readonly title: string | null; readonly url: string | null }

/** The most attachments of one message. */
export const MOST_ATTACHMENTS = 15

/**
 * What wires show as an attachment's id: made of its message's number and its place in it, so that it is unique and
 * nothing has to be counted.
 */
export const attachmentNumber = (messageNumber: number, place: number): number =>
  messageNumber * (MOST_ATTACHMENTS + 1) + place

const IMAGES = /^image\/(?:jpeg|jpg|png|gif|bmp|webp)$/
const VIDEOS = /^video\/(?:ogg|mp4|webm|quicktime)$/

/** What a file of this content type is shown as; pictures that browsers may not show, such as SVG, are files. */
export const fileKindOf = (contentType: string): FileKind => {
  if (IMAGES.test(contentType)) return 'image'
  if (VIDEOS.test(contentType)) return 'video'
  return contentType.includes('audio/') ? 'audio' : 'file'
}

/** A stored file as a message carries it. */
export const fileAttachment = (file: StoredFile): Attachment => ({ kind: fileKindOf(file.contentType), file })

/** The files among attachments. */
export const filesOf = (attachments: readonly Attachment[] | undefined): readonly StoredFile[] =>
  attachments?.flatMap((attachment) => ('file' in attachment ? [attachment.file] : [])) ?? []
