import type { FileVariant, OpenFile } from '@parlance/core'

/** What browsers may show by themselves: pictures that are no programs, sound and film. */
const SHOWN = /^(?:image\/(?:jpeg|png|gif|webp|bmp)|audio\/[\w.+-]+|video\/(?:mp4|webm|ogg|quicktime))$/

/** Seconds that a browser may keep what it was given: about as long as the link to it is good. */
const KEPT = 600

/** The headers of a file: what it is, what it is called, and that nothing in it may ever run. */
export const fileHeaders = ({ file, contentType }: OpenFile, variant: FileVariant): Map<string, string> => {
  const disposition = SHOWN.test(contentType) ? 'inline' : 'attachment'
  return new Map([
    ['Content-Type', typeHeader(contentType)],
    ['Content-Disposition', `${disposition}; ${nameParameters(file.name)}`],
    ['Cache-Control', `private, max-age=${KEPT}, immutable`],
    ['ETag', `"${file.id}-${variant}"`],
    ['Accept-Ranges', 'bytes'],
    ['X-Content-Type-Options', 'nosniff'],
    ['Content-Security-Policy', "default-src 'none'; img-src 'self'; media-src 'self'; sandbox"],
    // Other pages may show it: that is what its address is for.
    ['Cross-Origin-Resource-Policy', 'cross-origin'],
  ])
}

const typeHeader = (contentType: string): string =>
  contentType === 'text/plain' ? 'text/plain; charset=utf-8' : contentType

/** The name as every client reads it, and as it really is. */
const nameParameters = (name: string): string => {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  return `filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name).replaceAll(/['()*]/g, percent)}`
}

const percent = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`
