import type { Readable } from 'node:stream'

/** What is read of an answer at the most; the connection of one that is longer is closed. */
export const READ_LIMIT = 64 * 1024

/** What is kept of it at the most, in bytes of UTF-8. */
export const KEPT_LIMIT = 16 * 1024

/** Reads an answer's body up to the limit and gives its beginning. A body that breaks off gives what came before. */
export const readExcerpt = async (body: Readable): Promise<string> => {
  const kept: Buffer[] = []
  let read = 0
  // Leaving the loop early destroys the body, which it may report after nobody listens any more.
  body.on('error', () => undefined)
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      if (read < KEPT_LIMIT) kept.push(Buffer.from(chunk.subarray(0, KEPT_LIMIT - read)))
      read += chunk.length
      if (read >= READ_LIMIT) break
    }
  } catch {
    // The status has been received, and that is what counts.
  }
  return asText(Buffer.concat(kept))
}

/** Text that every store can keep: valid UTF-8, no NUL, and no longer than the limit however much had to be replaced. */
const asText = (bytes: Buffer): string => {
  const text = new TextDecoder().decode(bytes).replaceAll('\0', '\uFFFD')
  const encoded = Buffer.from(text)
  if (encoded.length <= KEPT_LIMIT) return text
  // A streaming decoder leaves out the character that the cut goes through.
  return new TextDecoder().decode(encoded.subarray(0, KEPT_LIMIT), { stream: true })
}
