import { type Inspected, lazily } from '@parlance/core'
import type { Sharp } from 'sharp'

/** Pictures that can be opened. SVG is not among them: it is a program. */
export const PICTURES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])

/** The most bytes and pixels of a picture that is opened: what is more is kept, and has no small picture. */
export const LARGEST_PICTURE = 25 * 1024 * 1024
const MOST_PIXELS = 60_000_000
/** Pixels of the longer side of a small picture. */
const SMALL = 250
/** Seconds that a small picture may take. */
const PATIENCE = 5

const loaded = lazily(async () => {
  const { default: sharp } = await import('sharp')
  // Each picture is a job of its own, and many come at once: none needs all cores, and nothing is used twice.
  sharp.concurrency(1)
  sharp.cache(false)
  return sharp
})

type Picture = Pick<Inspected, 'width' | 'height' | 'thumbnail'>

/** How large a picture is, and a small one of it; of an animation, its beginning. Null when it can't be opened. */
export const openPicture = async (content: Uint8Array): Promise<Picture | null> => {
  const sharp = await loaded()
  try {
    const picture = sharp(content, { limitInputPixels: MOST_PIXELS, failOn: 'error', pages: 1 })
    const { autoOrient } = await picture.metadata()
    return { width: autoOrient.width, height: autoOrient.height, thumbnail: await small(picture) }
  } catch {
    return null
  }
}

const small = async (picture: Sharp): Promise<Picture['thumbnail']> => {
  try {
    const content = await picture
      .autoOrient()
      .resize({ width: SMALL, height: SMALL, fit: 'inside', withoutEnlargement: true })
      .timeout({ seconds: PATIENCE })
      .webp({ quality: 80 })
      .toBuffer()
    return { contentType: 'image/webp', content }
  } catch {
    return null
  }
}
