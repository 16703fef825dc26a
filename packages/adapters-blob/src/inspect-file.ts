import type { Bytes, Inspected, InspectFile } from '@parlance/core'
import { contentTypeOf, HEAD } from './content-type.ts'
import { inTurns } from './in-turns.ts'
import { LARGEST_PICTURE, openPicture, PICTURES } from './picture.ts'

/** Pictures that are opened at a time: each may take hundreds of megabytes while it is. */
const SIDE_BY_SIDE = 2

/** Looks what is in files: by their bytes, and into pictures. */
export const createFileInspector = (): InspectFile => {
  const turn = inTurns(SIDE_BY_SIDE)
  return async ({ size, read }) => {
    const contentType = await contentTypeOf(await firstOf(read(), HEAD))
    if (!PICTURES.has(contentType) || size > LARGEST_PICTURE) return plain(contentType)
    const picture = await turn(async () => openPicture(await firstOf(read(), LARGEST_PICTURE)))
    // What only begins like a picture is shown as none.
    return picture ? { contentType, ...picture } : plain('application/octet-stream')
  }
}

const plain = (contentType: string): Inspected => ({
  contentType,
  width: null,
  height: null,
  thumbnail: null,
})

/** At most so many bytes from the beginning. */
const firstOf = async (content: Bytes, most: number): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of content) {
    parts.push(part.subarray(0, most - size))
    size += part.length
    if (size >= most) break
  }
  return Buffer.concat(parts)
}
