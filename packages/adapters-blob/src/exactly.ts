import type { Bytes } from '@parlance/core'

/** The same bytes; throws at the first one too many, and at the end when there were too few. */
export const exactly = async function* (content: Bytes, size: number): Bytes {
  let passed = 0
  for await (const part of content) {
    passed += part.length
    if (passed > size) throw new Error(`There are more than ${size} bytes`)
    yield part
  }
  if (passed < size) throw new Error(`There are ${passed} bytes, and not ${size}`)
}
