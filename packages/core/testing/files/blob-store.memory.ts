import type { BlobKey, BlobStore, Bytes } from '../../src/index.ts'

const nameOf = ({ organizationId, name }: BlobKey): string => `${organizationId}/${name}`

const joined = async (content: Bytes): Promise<Uint8Array> => {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

const portions = async function* (bytes: Uint8Array): Bytes {
  const PORTION = 65_536
  for (let at = 0; at < bytes.length; at += PORTION) yield bytes.slice(at, at + PORTION)
}

/** A blob store that forgets everything when the process ends. */
export const memoryBlobStore = (): BlobStore => {
  const kept = new Map<string, Uint8Array>()
  return {
    put: async (key, content, { size }) => {
      const bytes = await joined(content)
      if (bytes.length !== size) throw new Error(`There are ${bytes.length} bytes, and not ${size}`)
      kept.set(nameOf(key), bytes)
    },
    open: async (key, range) => {
      const bytes = kept.get(nameOf(key))
      if (!bytes) return null
      return portions(range ? bytes.subarray(range.start, range.end + 1) : bytes)
    },
    delete: async (key) => {
      kept.delete(nameOf(key))
    },
  }
}
