import type { Inspected, InspectFile } from '../../src/index.ts'

/** The first bytes of a few kinds of files. */
const SIGNATURES: readonly (readonly [contentType: string, ...bytes: number[]])[] = [
  ['image/png', 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  ['image/jpeg', 0xff, 0xd8, 0xff],
  ['image/gif', 0x47, 0x49, 0x46, 0x38],
  ['application/pdf', 0x25, 0x50, 0x44, 0x46],
  ['audio/mpeg', 0x49, 0x44, 0x33],
  ['video/webm', 0x1a, 0x45, 0xdf, 0xa3],
]

const HEAD = 24

/**
 * Tells a few kinds of files by their first bytes, and how large a PNG is; the small picture of one is itself. Enough for
 * tests of what is built on the port.
 */
export const inspectByFirstBytes: InspectFile = async ({ read, size }) => {
  const head: number[] = []
  const parts: number[] = []
  for await (const part of read()) {
    if (head.length < HEAD) head.push(...part.subarray(0, HEAD - head.length))
    if (size < 10_000) parts.push(...part)
  }
  const known = SIGNATURES.find(([, ...bytes]) => bytes.every((byte, at) => head[at] === byte))
  const contentType = known?.[0] ?? (head.every(isText) ? 'text/plain' : 'application/octet-stream')
  if (contentType !== 'image/png') return { contentType, width: null, height: null, thumbnail: null }
  const thumbnail = { contentType, content: Uint8Array.from(parts) }
  return { contentType, width: numberAt(head, 16), height: numberAt(head, 20), thumbnail } satisfies Inspected
}

const isText = (byte: number): boolean => byte >= 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

const numberAt = (bytes: readonly number[], at: number): number =>
  bytes.slice(at, at + 4).reduce((number, byte) => number * 256 + byte, 0)
